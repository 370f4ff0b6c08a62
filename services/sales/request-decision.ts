import type { SaleStatus } from '../../db/entities/sale.ts';
import { inCompany, type Tx } from '../../db/tx.ts';
import { conflict, type HubError, notFound } from '../../domain/errors.ts';
import { authorise, type ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import { parseInput } from '../input.ts';
import { type DecidedBy, deciderOf } from './decided-by.ts';
import { changesOfDecision, DecisionInput } from './decision-input.ts';
import type { SaleChanges } from './reissue-changes.ts';

export type SaleDecision = 'reissue' | 'rebuild' | 'cancel_sale' | 'retry' | 'skip';

const SALE_DECISIONS: readonly string[] = ['reissue', 'rebuild', 'cancel_sale', 'retry', 'skip'];
const isSaleDecision = (decision: string): decision is SaleDecision => SALE_DECISIONS.includes(decision);

/** A decision that may be put to the process. */
export interface DecisionRequest {
  readonly saleId: string;
  readonly workflowId: string;
  /** Of the sale before the decision: what comes after it counts as its effect. */
  readonly version: number;
  readonly decision: SaleDecision;
  readonly reason: string;
  readonly changes?: SaleChanges;
  readonly by: DecidedBy;
}

interface Waiting {
  readonly workflow_id: string;
  readonly status: SaleStatus;
  readonly version: number;
  readonly options: readonly string[] | null;
}

/** The sale with what it waits for: all options of its open entries. */
async function waitingSale(tx: Tx, saleId: string): Promise<Waiting> {
  const [sale] = await tx.sql<Waiting>(
    `select workflow_id, status, version,
            (select array_agg(o) from attention a, unnest(a.options) o
              where a.company_id = sale.company_id and a.sale_id = sale.id and a.closed_at is null) as options
       from sale where company_id = $1 and id = $2`,
    [tx.companyId, saleId],
  );
  if (!sale) throw notFound();
  return sale;
}

/** 409; `options` is what may be decided instead. */
export function notAvailable(options?: readonly string[] | null): HubError {
  const instead = options && options.length > 0 ? ` Se puede decidir: ${[...new Set(options)].join(', ')}.` : '';
  return conflict('decision_not_available', `Esta decisión no es posible en el estado actual.${instead}`);
}

/**
 * Checks a decision about a sale before the process is asked, which decides.
 * @throws HubError 404, 422, 409 `decision_not_available` when the sale does not wait for it
 */
export async function requestDecision(
  deps: ServiceDeps,
  ctx: ServiceContext,
  saleId: string,
  body: unknown,
): Promise<DecisionRequest> {
  authorise(ctx, 'sales:decide');
  const sale = await inCompany(deps.orm, ctx.companyId, (tx) => waitingSale(tx, saleId));
  const input = parseInput(DecisionInput, body);
  const changes = changesOfDecision(input);
  const { decision, reason } = input;
  if (!isSaleDecision(decision) || !sale.options?.includes(decision)) throw notAvailable(sale.options);
  const { workflow_id: workflowId, version } = sale;
  return { saleId, workflowId, version, decision, reason, ...(changes && { changes }), by: deciderOf(ctx) };
}
