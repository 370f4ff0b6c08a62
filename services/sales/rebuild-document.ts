import type { DocumentStatus } from '../../db/entities/document.ts';
import type { Tx } from '../../db/tx.ts';
import { conflict, type FieldIssue } from '../../domain/errors.ts';
import type { CompanyCipher } from '../../platform/crypto/envelope.ts';
import { uuidv7 } from '../../platform/ids.ts';
import { closeSaleAttention } from '../attention/close-attention.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { change } from '../change.ts';
import { authorise, type ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import { openBuyer } from './buyer.ts';
import { asDecider, type DecidedBy } from './decided-by.ts';
import { storedTotals } from './draft-invoice.ts';
import { draftOfSale } from './draft-of-sale.ts';
import { loadPlace } from './load-place.ts';
import { loadSaleLines } from './load-sale-lines.ts';
import { type LockedSale, lockSale } from './lock-sale.ts';
import { writeSaleEvent } from './sale-event.ts';
import { type SignedDocument, signDocument } from './sign-document.ts';
import { type IssuedDocument, issuedBy } from './store-document.ts';
import { withSigner } from './with-signer.ts';

export interface RebuildInput {
  readonly saleId: string;
  readonly documentId: string;
  readonly reason: string;
  /** Absent when the process rebuilds by itself (the certificate that SUNAT refused was replaced). */
  readonly by?: DecidedBy;
}

export type RebuildOutcome =
  | { readonly outcome: 'rebuilt'; readonly document: IssuedDocument }
  | { readonly outcome: 'invalid'; readonly code: string; readonly issues: readonly FieldIssue[] };

interface DocumentRow {
  readonly status: DocumentStatus;
  readonly number: number;
  readonly issue_date: string;
  readonly issue_time: string;
  readonly file_version: number;
}

/**
 * A person's `rebuild`, for an answer that registered nothing: the same number and dates, signed anew from the
 * sale's data and the company's as they are now. The old bytes stay as an earlier file version. Run again before the
 * new bytes were sent it answers the same document.
 * @throws HubError 409 `decision_not_available` unless the sale waits with this document
 */
export async function rebuildDocument(
  deps: ServiceDeps,
  ctx: ServiceContext,
  input: RebuildInput,
): Promise<RebuildOutcome> {
  authorise(ctx, 'sales:decide');
  const { saleId, documentId, reason, by } = input;
  const outcome = await withSigner(deps, ctx.companyId, (signerFor) =>
    change(deps, ctx, async (tx, cipher): Promise<RebuildOutcome> => {
      const sale = await lockSale(tx, saleId);
      const current = await issuedBy(tx, saleId, sale.issue_attempt);
      if (!current || current.documentId !== documentId || !['needs_attention', 'issued'].includes(sale.status))
        throw conflict('decision_not_available', 'La venta no espera esta decisión.');
      const row = await lockRow(tx, documentId);
      if (row.status === 'issued') return { outcome: 'rebuilt', document: current };
      const { checked, certificateId } = await draftAgain(tx, cipher, sale, row, deps.now());
      if (!checked.draft) return { outcome: 'invalid', code: checked.code, issues: checked.issues };
      const signed = signDocument(checked.draft, row.number, signerFor(certificateId));
      await writeAudit(tx, asDecider(ctx, by), cipher, {
        ...{ action: 'document.rebuild', entity: 'fiscal_document', entityId: documentId, reason },
        before: { file_version: row.file_version },
        after: { file_version: row.file_version + 1, hash: signed.hash },
      });
      await closeSaleAttention(tx, saleId, { decision: 'rebuild', reason, by });
      await writeSaleEvent(tx, saleId, 'decision', { decision: 'rebuild', file_version: row.file_version + 1 });
      await storeAgain(tx, cipher, signed, { saleId, documentId, fileVersion: row.file_version + 1 });
      return { outcome: 'rebuilt', document: current };
    }),
  );
  deps.saleChanged();
  return outcome;
}

async function lockRow(tx: Tx, documentId: string): Promise<DocumentRow> {
  const [row] = await tx.sql<DocumentRow>(
    `select status, number, to_char(issue_date, 'YYYY-MM-DD') as issue_date, issue_time, file_version
       from fiscal_document where company_id = $1 and id = $2 and status not in ('accepted', 'observed', 'voided')
        for update`,
    [tx.companyId, documentId],
  );
  if (!row) throw conflict('decision_not_available', 'El comprobante ya tiene respuesta de SUNAT.');
  return row;
}

async function draftAgain(tx: Tx, cipher: CompanyCipher, sale: LockedSale, row: DocumentRow, now: Date) {
  const place = await loadPlace(tx, sale.warehouse_id, sale.document_type);
  if (!place) throw new Error('The warehouse of the sale is gone');
  const lines = await loadSaleLines(tx, sale.id);
  const buyer = openBuyer(cipher, sale.id, sale.buyer);
  const dates = { issueDate: row.issue_date, issueTime: row.issue_time, now };
  return {
    checked: await draftOfSale(tx, { sale, place, lines, buyer, ...dates }),
    certificateId: place.certificate_id,
  };
}

const STORE_AGAIN = `
  with file as (
    insert into document_file (id, company_id, document_id, kind, file_version, name, sha256, body)
    values ($4, $2, $1, 'xml', $5, $6, $7, $8)
  ), document as (
    update fiscal_document set file_version = $5, hash = $9, qr = $10, totals = $11, status = 'issued',
           sunat_code = null, sunat_description = null, updated_at = now(), version = version + 1
     where company_id = $2 and id = $1
  )
  update sale set status = 'issued', updated_at = now(), version = version + 1 where company_id = $2 and id = $3`;

async function storeAgain(
  tx: Tx,
  cipher: CompanyCipher,
  signed: SignedDocument,
  of: { readonly saleId: string; readonly documentId: string; readonly fileVersion: number },
): Promise<void> {
  const fileId = uuidv7();
  await tx.run(STORE_AGAIN, [
    of.documentId,
    tx.companyId,
    of.saleId,
    fileId,
    of.fileVersion,
    `${signed.fileName}.xml`,
    signed.sha256,
    cipher.seal(signed.bytes, `document_file.body/${fileId}`).bytes,
    signed.hash,
    cipher.seal(signed.qr, `fiscal_document.qr/${of.documentId}`).bytes,
    JSON.stringify(storedTotals(signed.invoice.totals)),
  ]);
}
