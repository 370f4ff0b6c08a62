import type { Tx } from '../../db/tx.ts';
import { type FieldIssue, invalid } from '../../domain/errors.ts';
import type { CertificateDraft, CertificateType } from '../../domain/fiscal/certificates/types.ts';
import { validateCertificate } from '../../domain/fiscal/certificates/validate-certificate.ts';
import type { CompanyCipher } from '../../platform/crypto/envelope.ts';
import { uuidv7 } from '../../platform/ids.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { change } from '../change.ts';
import { authorise, type ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import { bindResource } from '../idempotency/bind-resource.ts';
import { parseInput } from '../input.ts';
import { writeOutbox } from '../outbox/write-outbox.ts';
import { fiscalReadiness } from '../sales/fiscal-readiness.ts';
import { sealCertificate } from './certificate-draft.ts';
import { CertificateInput } from './certificate-input.ts';
import { certificateWorkflowId } from './certificate-workflow-id.ts';
import { drawUp } from './draw-up.ts';
import { loadOwnDocuments } from './load-own-documents.ts';

/** The relay leaves a new certificate to its own API process for this long. */
const START_GRACE_SECONDS = 3;

export interface CreatedCertificate {
  readonly certificateId: string;
  /** The committed intent to start the process; marked as sent by whoever starts it. */
  readonly outboxId: string;
}

/**
 * Takes a certificate of retention (20) or perception (40) on: reckoned, checked as SUNAT would, written as `received`
 * together with the intent to start its process. What would be refused writes nothing.
 * @throws HubError 422 with a pointer for each faulty field
 */
export async function createCertificate(
  deps: ServiceDeps,
  ctx: ServiceContext,
  type: CertificateType,
  body: unknown,
): Promise<CreatedCertificate> {
  authorise(ctx, 'tax_certificates:create');
  const input = parseInput(CertificateInput, body);
  const certificateId = uuidv7();
  const outboxId = await change(deps, ctx, async (tx, cipher) => {
    const now = deps.now();
    const { draft, agent, establishmentId } = await drawUp(tx, type, input, now);
    const { issues, warnings } = validateCertificate(draft, await loadOwnDocuments(tx, cipher, draft));
    const all = [...issues, ...fiscalReadiness(agent, now)];
    if (all.length > 0) throw invalid(all);
    const { regime, withheld, paid } = draft;
    await writeAudit(tx, ctx, cipher, {
      ...{ action: 'certificate.create', entity: 'tax_certificate', entityId: certificateId },
      after: { type, regime, withheld, paid, documents: draft.references.length },
    });
    const outbox = await writeOutbox(tx, 'certificate.start', certificateId, ctx.requestId, START_GRACE_SECONDS);
    const row = { id: certificateId, requestId: ctx.requestId, establishmentId, draft, warnings };
    await insertCertificate(tx, cipher, row);
    await bindResource(tx, ctx, certificateId);
    return outbox;
  });
  deps.saleChanged();
  return { certificateId, outboxId };
}

interface NewCertificate {
  readonly id: string;
  readonly requestId: string;
  readonly establishmentId: string;
  readonly draft: CertificateDraft;
  readonly warnings: readonly FieldIssue[];
}

const INSERT = `
  with new_certificate as (
    insert into tax_certificate (id, company_id, type, series, establishment_id, regime, withheld, paid, draft, warnings,
                                 workflow_id, request_id)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
  )
  insert into certificate_event (id, company_id, certificate_id, kind, data) values ($13, $2, $1, 'received', $14)`;

/** Writes the certificate with its first event in one statement. */
async function insertCertificate(tx: Tx, cipher: CompanyCipher, row: NewCertificate): Promise<void> {
  const { type, series, regime, withheld, paid } = row.draft;
  await tx.run(INSERT, [
    ...[row.id, tx.companyId, type, series, row.establishmentId, regime, withheld, paid],
    sealCertificate(cipher, row.id, row.draft).bytes,
    JSON.stringify(row.warnings),
    certificateWorkflowId(tx.companyId, row.id),
    ...[row.requestId, uuidv7(), JSON.stringify({ type, regime })],
  ]);
}
