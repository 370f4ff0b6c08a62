import type { DespatchDraft, DespatchPlace, Indicator, Party } from '../../domain/fiscal/despatch/types.ts';
import { INDICATORS } from '../../domain/fiscal/despatch/parts.ts';
import type { Told } from './despatch-input.ts';

/** What was told of a guía, in the domain's words; its lines are read by `readLines`. */
export type ToldDraft = Partial<
  Omit<DespatchDraft, 'type' | 'series' | 'issueDate' | 'issueTime' | 'supplier' | 'lines'>
>;

type PartyInput = NonNullable<Told['recipient']>;
type PlaceInput = NonNullable<Told['origin']>;
type DriverInput = NonNullable<Told['drivers']>[number];

const party = ({ document_type: documentType, document_number: documentNumber, name }: PartyInput): Party => ({
  ...{ documentType, documentNumber, name },
});

const place = ({ ubigeo, street, ruc, establishment_code: establishmentCode }: PlaceInput): DespatchPlace => ({
  ...{ ubigeo, street, ruc, establishmentCode },
});

const driver = ({ document_type, document_number, first_name, last_name, licence }: DriverInput) => ({
  ...{ documentType: document_type, documentNumber: document_number },
  ...{ firstName: first_name, lastName: last_name, licence },
});

const isIndicator = (text: string): text is Indicator => (INDICATORS as readonly string[]).includes(text);

/** Only the fields that have a value, so that the others keep theirs. */
function known<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const given: { [K in keyof T]?: Exclude<T[K], undefined> } = {};
  Object.assign(given, Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)));
  return given;
}

/** Only what was told: the rest keeps its value, or its default. */
export function toldDraft(told: Told): ToldDraft {
  const { carrier } = told;
  return known({
    ...{ motive: told.motive, motiveText: told.motive_text, mode: told.mode, startDate: told.start_date },
    ...{ weight: told.weight, weightUnit: told.weight_unit, weightNote: told.weight_note, packages: told.packages },
    indicators: told.indicators?.filter(isIndicator),
    recipient: told.recipient && party(told.recipient),
    sender: told.sender && party(told.sender),
    buyer: told.buyer && party(told.buyer),
    seller: told.seller && party(told.seller),
    subcontractor: told.subcontractor && party(told.subcontractor),
    freightPayer: told.freight_payer && party(told.freight_payer),
    carrier: carrier && { ruc: carrier.ruc, name: carrier.name, mtcNumber: carrier.mtc_number },
    ...{ mtcNumber: told.mtc_number, vehicles: told.vehicles, drivers: told.drivers?.map(driver) },
    origin: told.origin && place(told.origin),
    destination: told.destination && place(told.destination),
    ...{ port: told.port, containers: told.containers, note: told.note },
    documents: told.documents?.map(({ type, number, issuer_ruc: issuerRuc }) => ({ type, number, issuerRuc })),
  });
}
