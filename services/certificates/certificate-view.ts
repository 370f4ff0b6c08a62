import type { CertificateStatus } from '../../db/entities/certificate.ts';
import type { StoredNoteCancellation, StoredWarning } from '../../db/entities/note.ts';
import type {
  CertificateDraft,
  CertificateParty,
  CertificateType,
  ReckonedReference,
} from '../../domain/fiscal/certificates/types.ts';
import { fullNumber } from '../../domain/fiscal/invoice.ts';
import { maskAddress, maskDocumentNumber } from '../../domain/identity/mask.ts';
import type { CompanyCipher } from '../../platform/crypto/envelope.ts';
import { instant } from '../rows.ts';
import { openCertificate } from './certificate-draft.ts';

interface DocumentRow {
  readonly id: string;
  readonly type: string;
  readonly series: string;
  readonly number: number;
  readonly status: string;
}

/** A certificate with what belongs to it. */
export interface CertificateRow {
  readonly id: string;
  readonly created_at: Date | string;
  readonly updated_at: Date | string;
  readonly status: CertificateStatus;
  readonly type: CertificateType;
  readonly series: string;
  readonly establishment_id: string;
  readonly document_id: string | null;
  readonly draft: Buffer;
  readonly warnings: readonly StoredWarning[];
  readonly workflow_id: string;
  readonly cancellation: StoredNoteCancellation | null;
  readonly documents: readonly DocumentRow[] | null;
  readonly attention: { id: string; code: string; detail: string; options: string[] } | null;
}

const DOCUMENT = `json_build_object('id', d.id, 'type', d.type, 'series', d.series, 'number', d.number, 'status', d.status)`;

export const CERTIFICATE_COLUMNS = `
  id, created_at, updated_at, status, type, series, establishment_id, document_id, draft, warnings, workflow_id,
  cancellation,
  (select json_agg(${DOCUMENT} order by d.issue_attempt) from fiscal_document d
     where d.company_id = tax_certificate.company_id and d.source_type = 'certificate'
       and d.source_id = tax_certificate.id) as documents,
  (select json_build_object('id', a.id, 'code', a.code, 'detail', a.detail, 'options', a.options)
     from attention a where a.company_id = tax_certificate.company_id and a.certificate_id = tax_certificate.id
      and a.closed_at is null and cardinality(a.options) > 0 order by a.created_at desc limit 1) as attention`;

/** A company's number and address are public, a person's are not. */
function showReceiver({ documentType, documentNumber, name, address }: CertificateParty, clear: boolean) {
  const open = clear || documentType === '6';
  return {
    document_type: documentType,
    document_number: open ? documentNumber : maskDocumentNumber(documentType, documentNumber),
    name,
    address: address === undefined ? null : open ? address : maskAddress(address),
  };
}

const showReference = ({
  type,
  number,
  issueDate,
  currency,
  total,
  payment,
  exchange,
  amount,
  net,
}: ReckonedReference) => ({
  ...{ type, number, issue_date: issueDate, currency, total },
  payment: payment ?? null,
  exchange: exchange ?? null,
  amount: amount ?? null,
  net: net ?? null,
});

const showDraft = ({ receiver, regime, rate, withheld, paid, note, references }: CertificateDraft, clear: boolean) => ({
  receiver: showReceiver(receiver, clear),
  ...{ regime, rate: rate ?? '', withheld, paid, note: note ?? null },
  related_documents: references.map(showReference),
});

const showDocument = ({ id, type, series, number, status }: DocumentRow) => ({
  ...{ id, type, status },
  full_number: fullNumber(series, number),
});

/** A certificate as the contract shows it; personal data in clear only with `reveal`. */
export function showCertificate(row: CertificateRow, cipher: CompanyCipher, reveal: boolean) {
  const issued = (row.documents ?? []).map(showDocument);
  return {
    id: row.id,
    type: row.type,
    status: row.status,
    workflow_id: row.workflow_id,
    establishment_id: row.establishment_id,
    series: row.series,
    ...showDraft(openCertificate(cipher, row.id, row.draft), reveal),
    warnings: row.warnings.map(({ sunatCode = null, ...warning }) => ({ ...warning, sunat_code: sunatCode })),
    document: issued.find(({ id }) => id === row.document_id) ?? null,
    documents: issued,
    attention: row.status === 'needs_attention' ? row.attention : null,
    cancellation: row.cancellation,
    created_at: instant(row.created_at),
    updated_at: instant(row.updated_at),
  };
}
export type CertificateView = ReturnType<typeof showCertificate>;
