import type { Tx } from '../../db/tx.ts';
import type { CertificateFacts, OwnDocument } from '../../domain/fiscal/certificates/rules/certificate-rule.ts';
import type { CertificateDraft } from '../../domain/fiscal/certificates/types.ts';
import type { StoredPaymentTerms } from '../../db/entities/sale.ts';
import type { CompanyCipher } from '../../platform/crypto/envelope.ts';
import { openExtras } from '../sales/sale-extras.ts';

interface Row {
  readonly type: string;
  readonly number: string;
  readonly issue_date: string;
  readonly sale_id: string | null;
  readonly source_type: string;
  readonly payment_terms: StoredPaymentTerms | null;
  readonly extras: Buffer | null;
}

/**
 * What the hub holds of the company's own receipts that a perception is over. Of a retention's there are none: they are its
 * supplier's.
 */
export async function loadOwnDocuments(
  tx: Tx,
  cipher: CompanyCipher,
  { type, references }: CertificateDraft,
): Promise<CertificateFacts> {
  if (type !== '40') return { own: new Map() };
  const keys = references.map((one) => `${one.type} ${one.number}`);
  const rows = await tx.sql<Row>(
    `select d.type, d.series || '-' || d.number as number, to_char(d.issue_date, 'YYYY-MM-DD') as issue_date, d.sale_id,
            d.source_type, s.payment_terms, s.extras
       from fiscal_document d left join sale s on s.company_id = d.company_id and s.id = d.sale_id
      where d.company_id = $1 and (d.type, d.series, d.number) in (
              select left(k, 2), substr(k, 4, 4), substr(k, 9)::int from unnest($2::text[]) k
               where k ~ '^(01|03|07|08) [FB][A-Z0-9]{3}-[0-9]{1,8}$')`,
    [tx.companyId, keys],
  );
  return { own: new Map(rows.map((row) => [`${row.type} ${row.number}`, held(cipher, row)])) };
}

function held(cipher: CompanyCipher, row: Row): OwnDocument {
  const { sale_id: saleId, source_type, extras, payment_terms: terms, issue_date: issueDate } = row;
  // A note's own terms are no matter of these rules.
  if (source_type !== 'sale' || saleId === null) return { issueDate, onCredit: true, perceived: false };
  const perceived = openExtras(cipher, saleId, extras).perception !== undefined;
  return { issueDate, onCredit: terms?.type === 'credit', perceived };
}
