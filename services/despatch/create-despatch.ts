import type { Tx } from '../../db/tx.ts';
import { type FieldIssue, invalid } from '../../domain/errors.ts';
import type { DespatchDraft } from '../../domain/fiscal/despatch/types.ts';
import { validateDespatch } from '../../domain/fiscal/despatch/validate-despatch.ts';
import type { CompanyCipher } from '../../platform/crypto/envelope.ts';
import { uuidv7 } from '../../platform/ids.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { change } from '../change.ts';
import { authorise, type ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import { bindResource } from '../idempotency/bind-resource.ts';
import { parseInput } from '../input.ts';
import { writeOutbox } from '../outbox/write-outbox.ts';
import { loadPlace } from '../sales/load-place.ts';
import { sealDespatch } from './despatch-draft.ts';
import { DespatchInput } from './despatch-input.ts';
import { despatchWorkflowId } from './despatch-workflow-id.ts';
import { drawUp } from './draw-up.ts';
import { loadSale, type SaleOfDespatch } from './load-sale.ts';
import { despatchReadiness } from './readiness.ts';

/** The relay leaves a new guía to its own API process for this long. */
const START_GRACE_SECONDS = 3;

export interface CreatedDespatch {
  readonly despatchId: string;
  /** The committed intent to start the process; marked as sent by whoever starts it. */
  readonly outboxId: string;
}

/**
 * Takes a guía on, of a sale or on its own: put together, checked as SUNAT would, written as `received` together with
 * the intent to start its process. What would be refused writes nothing.
 * @throws HubError 422 with a pointer for each faulty field, 409 `sale_cancelled`
 */
export async function createDespatch(deps: ServiceDeps, ctx: ServiceContext, body: unknown): Promise<CreatedDespatch> {
  authorise(ctx, 'despatch_advices:create');
  const input = parseInput(DespatchInput, body);
  const despatchId = uuidv7();
  const outboxId = await change(deps, ctx, async (tx, cipher) => {
    const sale = input.sale_id === undefined ? undefined : await loadSale(tx, cipher, input.sale_id);
    const warehouseId = warehouseOf(input, sale);
    const { draft, warnings } = await check(tx, input, { warehouseId, sale }, deps.now());
    await writeAudit(tx, ctx, cipher, {
      ...{ action: 'despatch.create', entity: 'despatch_advice', entityId: despatchId },
      after: { type: draft.type, motive: draft.motive ?? null, mode: draft.mode ?? null, sale_id: sale?.id ?? null },
    });
    const outbox = await writeOutbox(tx, 'despatch.start', despatchId, ctx.requestId, START_GRACE_SECONDS);
    const row = { id: despatchId, requestId: ctx.requestId, saleId: sale?.id ?? null, warehouseId, draft, warnings };
    await insertDespatch(tx, cipher, row);
    await bindResource(tx, ctx, despatchId);
    return outbox;
  });
  deps.saleChanged();
  return { despatchId, outboxId };
}

function warehouseOf(input: DespatchInput, sale: SaleOfDespatch | undefined): string {
  const warehouseId = input.warehouse_id ?? sale?.warehouseId;
  if (warehouseId !== undefined) return warehouseId;
  throw invalid([
    { pointer: '/warehouse_id', code: 'required', detail: 'Indique el almacén de donde salen los bienes.' },
  ]);
}

interface Checked {
  readonly draft: DespatchDraft;
  readonly warnings: readonly FieldIssue[];
}

async function check(
  tx: Tx,
  input: DespatchInput,
  from: { readonly warehouseId: string; readonly sale: SaleOfDespatch | undefined },
  now: Date,
): Promise<Checked> {
  const place = await loadPlace(tx, from.warehouseId, input.type);
  if (!place) throw invalid([{ pointer: '/warehouse_id', code: 'not_found', detail: 'El almacén no existe.' }]);
  const draft = await drawUp(tx, { input, place, sale: from.sale, now });
  const { issues, warnings } = validateDespatch(draft);
  const all = [...issues, ...(await despatchReadiness(tx, place, now))];
  if (all.length > 0) throw invalid(all);
  return { draft, warnings };
}

interface NewDespatch extends Checked {
  readonly id: string;
  readonly requestId: string;
  readonly saleId: string | null;
  readonly warehouseId: string;
}

const INSERT = `
  with new_despatch as (
    insert into despatch_advice (id, company_id, type, series, warehouse_id, sale_id, motive, mode, start_date, draft,
                                 warnings, workflow_id, request_id)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
  )
  insert into despatch_event (id, company_id, despatch_id, kind, data) values ($14, $2, $1, 'received', $15)`;

/** Writes the guía with its first event in one statement. */
async function insertDespatch(tx: Tx, cipher: CompanyCipher, row: NewDespatch): Promise<void> {
  const { type, series, motive = null, mode = null, startDate } = row.draft;
  await tx.run(INSERT, [
    ...[row.id, tx.companyId, type, series, row.warehouseId, row.saleId, motive, mode, startDate],
    sealDespatch(cipher, row.id, row.draft).bytes,
    JSON.stringify(row.warnings),
    despatchWorkflowId(tx.companyId, row.id),
    ...[row.requestId, uuidv7(), JSON.stringify({ type, motive, mode })],
  ]);
}
