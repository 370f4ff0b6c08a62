import type { DocumentStatus } from '../../db/entities/document.ts';
import type { Tx } from '../../db/tx.ts';
import { conflict, type FieldIssue } from '../../domain/errors.ts';
import type { CompanyCipher } from '../../platform/crypto/envelope.ts';
import { uuidv7 } from '../../platform/ids.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { change } from '../change.ts';
import { authorise, type ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import type { DocumentOwner } from '../sunat/owner.ts';
import { asDecider, type DecidedBy } from './decided-by.ts';
import { storedTotals } from './draft-invoice.ts';
import { type Draft, type SignedDocument, signDocument } from './sign-document.ts';
import { type IssuedDocument, issuedBy } from './store-document.ts';
import { withSigner } from './with-signer.ts';

export type RebuildOutcome =
  | { readonly outcome: 'rebuilt'; readonly document: IssuedDocument }
  | { readonly outcome: 'invalid'; readonly code: string; readonly issues: readonly FieldIssue[] };

/** What stands whatever is signed anew. */
export interface KeptRow {
  readonly status: DocumentStatus;
  readonly number: number;
  /** Lima date and wall clock. */
  readonly issue_date: string;
  readonly issue_time: string;
  readonly file_version: number;
}

/** The document drawn up again, or why it cannot be; with the certificate that is active now. */
export type DrawnUp = { readonly certificateId: string | null } & (
  | { readonly draft: Draft; readonly issues?: undefined }
  | { readonly draft?: undefined; readonly code: string; readonly issues: readonly FieldIssue[] }
);

export interface Rebuild {
  readonly owner: DocumentOwner;
  readonly documentId: string;
  readonly reason: string;
  /** Absent when the process rebuilds by itself (the certificate that SUNAT refused was replaced). */
  readonly by?: DecidedBy | undefined;
  readonly drawUp: (tx: Tx, cipher: CompanyCipher, row: KeptRow) => Promise<DrawnUp>;
}

/**
 * A person's `rebuild`, for an answer that registered nothing: the same number and dates, signed anew from the owner's
 * data and the company's as they are now. The old bytes stay as an earlier file version. Run again before the new
 * bytes were sent it answers the same document.
 * @throws HubError 409 `decision_not_available` unless the owner waits with this document
 */
export async function signAnew(deps: ServiceDeps, ctx: ServiceContext, rebuild: Rebuild): Promise<RebuildOutcome> {
  const { owner, documentId, reason, by, drawUp } = rebuild;
  authorise(ctx, owner.permission);
  const outcome = await withSigner(deps, ctx.companyId, (signerFor) =>
    change(deps, ctx, async (tx, cipher): Promise<RebuildOutcome> => {
      const locked = await owner.lock(tx);
      const current = await issuedBy(tx, { type: owner.kind, id: owner.id }, locked.issue_attempt);
      if (!current || current.documentId !== documentId || !['needs_attention', 'issued'].includes(locked.status))
        throw conflict('decision_not_available', 'No se espera esta decisión.');
      const row = await lockRow(tx, documentId);
      if (row.status === 'issued') return { outcome: 'rebuilt', document: current };
      const drawn = await drawUp(tx, cipher, row);
      if (!drawn.draft) return { outcome: 'invalid', code: drawn.code, issues: drawn.issues };
      const signed = signDocument(drawn.draft, row.number, signerFor(drawn.certificateId));
      await writeAudit(tx, asDecider(ctx, by), cipher, {
        ...{ action: 'document.rebuild', entity: 'fiscal_document', entityId: documentId, reason },
        before: { file_version: row.file_version },
        after: { file_version: row.file_version + 1, hash: signed.hash },
      });
      await owner.closeAttention(tx, { decision: 'rebuild', reason, by });
      await owner.event(tx, 'decision', { decision: 'rebuild', file_version: row.file_version + 1 });
      await storeAgain(tx, cipher, signed, { documentId, fileVersion: row.file_version + 1 });
      await owner.setStatus(tx, 'issued');
      return { outcome: 'rebuilt', document: current };
    }),
  );
  deps.saleChanged();
  return outcome;
}

async function lockRow(tx: Tx, documentId: string): Promise<KeptRow> {
  const [row] = await tx.sql<KeptRow>(
    `select status, number, to_char(issue_date, 'YYYY-MM-DD') as issue_date, issue_time, file_version
       from fiscal_document where company_id = $1 and id = $2 and status not in ('accepted', 'observed', 'voided')
        for update`,
    [tx.companyId, documentId],
  );
  if (!row) throw conflict('decision_not_available', 'El comprobante ya tiene respuesta de SUNAT.');
  return row;
}

const STORE_AGAIN = `
  with file as (
    insert into document_file (id, company_id, document_id, kind, file_version, name, sha256, body)
    values ($3, $2, $1, 'xml', $4, $5, $6, $7)
  )
  update fiscal_document set file_version = $4, hash = $8, qr = $9, totals = $10, total = $11, status = 'issued',
         sunat_code = null, sunat_description = null, updated_at = now(), version = version + 1
   where company_id = $2 and id = $1`;

async function storeAgain(
  tx: Tx,
  cipher: CompanyCipher,
  signed: SignedDocument,
  of: { readonly documentId: string; readonly fileVersion: number },
): Promise<void> {
  const fileId = uuidv7();
  await tx.run(STORE_AGAIN, [
    of.documentId,
    tx.companyId,
    fileId,
    of.fileVersion,
    `${signed.fileName}.xml`,
    signed.sha256,
    cipher.seal(signed.bytes, `document_file.body/${fileId}`).bytes,
    signed.hash,
    cipher.seal(signed.qr, `fiscal_document.qr/${of.documentId}`).bytes,
    JSON.stringify(storedTotals(signed.document.totals)),
    signed.document.totals.total,
  ]);
}
