import type { DespatchStatus } from '../../db/entities/despatch.ts';
import type { StoredNoteCancellation, StoredWarning } from '../../db/entities/note.ts';
import type { DespatchDraft, DespatchPlace, Driver, Party } from '../../domain/fiscal/despatch/types.ts';
import { fullNumber } from '../../domain/fiscal/invoice.ts';
import { maskAddress, maskDocumentNumber } from '../../domain/identity/mask.ts';
import type { CompanyCipher } from '../../platform/crypto/envelope.ts';
import { instant } from '../rows.ts';
import { openDespatch } from './despatch-draft.ts';

interface DocumentRow {
  readonly id: string;
  readonly type: string;
  readonly series: string;
  readonly number: number;
  readonly status: string;
}

/** A guía with what belongs to it. */
export interface DespatchRow {
  readonly id: string;
  readonly created_at: Date | string;
  readonly updated_at: Date | string;
  readonly status: DespatchStatus;
  readonly type: '09' | '31';
  readonly series: string;
  readonly warehouse_id: string;
  readonly sale_id: string | null;
  readonly document_id: string | null;
  readonly draft: Buffer;
  readonly warnings: readonly StoredWarning[];
  readonly workflow_id: string;
  readonly cancellation: StoredNoteCancellation | null;
  readonly documents: readonly DocumentRow[] | null;
  readonly attention: { id: string; code: string; detail: string; options: string[] } | null;
}

const DOCUMENT = `json_build_object('id', d.id, 'type', d.type, 'series', d.series, 'number', d.number, 'status', d.status)`;

export const DESPATCH_COLUMNS = `
  id, created_at, updated_at, status, type, series, warehouse_id, sale_id, document_id, draft, warnings, workflow_id,
  cancellation,
  (select json_agg(${DOCUMENT} order by d.issue_attempt) from fiscal_document d
     where d.company_id = despatch_advice.company_id and d.source_type = 'despatch'
       and d.source_id = despatch_advice.id) as documents,
  (select json_build_object('id', a.id, 'code', a.code, 'detail', a.detail, 'options', a.options)
     from attention a where a.company_id = despatch_advice.company_id and a.despatch_id = despatch_advice.id
      and a.closed_at is null and cardinality(a.options) > 0 order by a.created_at desc limit 1) as attention`;

/** What personal data look like: in clear only where they may be seen. */
interface Shown {
  readonly number: (type: string, number: string) => string;
  readonly address: (text: string) => string;
  readonly licence: (text: string) => string;
}

const CLEAR: Shown = { number: (_type, number) => number, address: (text) => text, licence: (text) => text };
const MASKED: Shown = {
  number: maskDocumentNumber,
  address: maskAddress,
  licence: (text) => maskDocumentNumber('1', text),
};

const showParty = (party: Party | undefined, shown: Shown) =>
  party
    ? {
        document_type: party.documentType,
        document_number: shown.number(party.documentType, party.documentNumber),
        name: party.name,
      }
    : null;

const showPlace = (place: DespatchPlace | undefined, address: (text: string) => string) =>
  place
    ? {
        ubigeo: place.ubigeo,
        street: address(place.street),
        ruc: place.ruc ?? null,
        establishment_code: place.establishmentCode ?? null,
      }
    : null;

const showDriver = (driver: Driver, shown: Shown) => ({
  document_type: driver.documentType,
  document_number: shown.number(driver.documentType, driver.documentNumber),
  first_name: driver.firstName,
  last_name: driver.lastName,
  licence: shown.licence(driver.licence),
});

/** The transport and the goods. A person's own address is personal, an establishment's is not. */
function showDraft(draft: DespatchDraft, shown: Shown) {
  const home = draft.recipient.documentType === '6' ? CLEAR : shown;
  return {
    motive: draft.motive ?? null,
    motive_text: draft.motiveText ?? null,
    mode: draft.mode ?? null,
    start_date: draft.startDate,
    weight: draft.weight,
    weight_unit: draft.weightUnit,
    weight_note: draft.weightNote ?? null,
    packages: draft.packages ?? null,
    indicators: draft.indicators,
    recipient: showParty(draft.recipient, shown),
    sender: showParty(draft.sender, shown),
    buyer: showParty(draft.buyer, shown),
    seller: showParty(draft.seller, shown),
    subcontractor: showParty(draft.subcontractor, shown),
    freight_payer: showParty(draft.freightPayer, shown),
    carrier: draft.carrier
      ? { ruc: draft.carrier.ruc, name: draft.carrier.name, mtc_number: draft.carrier.mtcNumber ?? null }
      : null,
    mtc_number: draft.mtcNumber ?? null,
    vehicles: draft.vehicles.map(({ plate, permit = null }) => ({ plate, permit })),
    drivers: draft.drivers.map((driver) => showDriver(driver, shown)),
    origin: showPlace(draft.origin, CLEAR.address),
    destination: showPlace(draft.destination, home.address),
    port: draft.port ?? null,
    containers: draft.containers.map(({ number, seal = null }) => ({ number, seal })),
    documents: draft.documents.map(({ type, number, issuerRuc = null }) => ({ type, number, issuer_ruc: issuerRuc })),
    note: draft.note ?? null,
    lines: draft.lines.map((line) => ({
      ...{ line: line.number, sku: line.sku ?? null, description: line.description, unit_code: line.unitCode },
      ...{ quantity: line.quantity, sunat_code: line.sunatCode ?? null },
    })),
  };
}

const showDocument = ({ id, type, series, number, status }: DocumentRow) => ({
  ...{ id, type, status },
  full_number: fullNumber(series, number),
});

/** A guía as the contract shows it; personal data in clear only with `reveal`. */
export function showDespatch(row: DespatchRow, cipher: CompanyCipher, reveal: boolean) {
  const issued = (row.documents ?? []).map(showDocument);
  const { documents: related, ...told } = showDraft(openDespatch(cipher, row.id, row.draft), reveal ? CLEAR : MASKED);
  return {
    id: row.id,
    type: row.type,
    status: row.status,
    workflow_id: row.workflow_id,
    warehouse_id: row.warehouse_id,
    sale_id: row.sale_id,
    series: row.series,
    ...told,
    related_documents: related,
    warnings: row.warnings.map(({ sunatCode = null, ...warning }) => ({ ...warning, sunat_code: sunatCode })),
    document: issued.find(({ id }) => id === row.document_id) ?? null,
    documents: issued,
    attention: row.status === 'needs_attention' ? row.attention : null,
    cancellation: row.cancellation,
    created_at: instant(row.created_at),
    updated_at: instant(row.updated_at),
  };
}
export type DespatchView = ReturnType<typeof showDespatch>;
