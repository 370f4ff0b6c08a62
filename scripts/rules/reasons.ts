/** Why a rule of the workbook needs no entry in the tables, once for all the rows it holds for. */
export interface Reason {
  /** `construction`: our documents cannot break it. `elsewhere`: checked, but not in the tables. */
  readonly kind: 'construction' | 'elsewhere' | 'not-applicable';
  readonly text: string;
  /** Where it is made so, checked or shown. */
  readonly see: readonly string[];
}

const MATRIX = 'test/unit/fiscal-documents.test.ts';
const NOTES = 'test/unit/note-documents.test.ts';
const BUILDER = 'domain/fiscal/build-invoice-xml.ts';
const RULES_TEST = 'test/unit/sunat-rules.test.ts';

const made = (text: string, ...see: readonly string[]): Reason => ({ kind: 'construction', text, see });
const elsewhere = (text: string, ...see: readonly string[]): Reason => ({ kind: 'elsewhere', text, see });
const foreign = (text: string, ...see: readonly string[]): Reason => ({ kind: 'not-applicable', text, see });

const CONSTRUCTION = {
  fixed: made('written always, as one fixed text', BUILDER, MATRIX),
  attributes: made('optional attribute that the builders leave out', RULES_TEST, MATRIX),
  'left-out': made('optional element that the builders never write', RULES_TEST, MATRIX),
  currency: made(
    'all amounts bear the one currency of the document (soles on detracción and percepción)',
    BUILDER,
    MATRIX,
  ),
  names: made(
    'file name and content come from the same RUC, type, series and number',
    'domain/fiscal/invoice.ts',
    MATRIX,
  ),
  structure: made(
    'elements stand once and in their place, a subtotal for each tax used',
    'domain/fiscal/ubl-totals.ts',
    MATRIX,
  ),
  catalogue: made('the code is one of a closed list in the code itself', 'domain/fiscal/affectation.ts', MATRIX),
  numbering: made('lines are numbered 1, 2, 3...', 'domain/sale/price-sale.ts', MATRIX),
  figures: made('written by one formatter: digits, decimals and sign always fit', 'domain/decimal.ts', MATRIX),
  sums: made('the builder reckons it from the same figures', 'domain/fiscal/ubl-totals.ts', MATRIX),
  parties: made(
    'brought to one line within its length, left out where it is too short or too long',
    'domain/fiscal/clean-parties.ts',
    MATRIX,
  ),
  terms: made('terms of payment are written in one form only', 'domain/fiscal/ubl-parties.ts', MATRIX),
  advances: made(
    'each advance gets an identifier, its document and its amount together',
    'domain/fiscal/ubl-terms.ts',
    'test/unit/special-documents.test.ts',
  ),
  withholdings: made(
    'detracción, percepción and retención are written as a whole, in soles where they must',
    'domain/fiscal/ubl-terms.ts',
    'test/unit/special-documents.test.ts',
  ),
  allowances: made(
    'charge or discount follows from the code; amount and base are always written',
    'domain/fiscal/ubl-allowance.ts',
    MATRIX,
  ),
  properties: made(
    'name and code of an item property come from catalogue 55',
    'domain/fiscal/item-properties.ts',
    'test/unit/special-documents.test.ts',
  ),
  amended: made('a note copies it from the document that it amends, which was checked', 'domain/fiscal/note.ts', NOTES),
  'single-reason': made(
    'notes of kind 11 and 12 have lines of one tax only (note-kinds), so no other total can stand',
    'domain/fiscal/rules/note-kinds.ts',
    NOTES,
  ),
  'one-amended': made('a note amends exactly one document of the hub', 'domain/fiscal/build-note-xml.ts', NOTES),
  stricter: made('a stricter rule comes first', 'domain/fiscal/rules/invoice-rules.ts', MATRIX),
  signature: made('made by the signer, verified by an independent library', 'platform/signing/sign-xml.ts', MATRIX),
  zip: made(
    'one deflated XML at the root, named as the ZIP',
    'platform/signing/zip.ts',
    'platform/signing/zip.test.ts',
  ),
  schema: made('valid against the XSD', MATRIX, NOTES),
  'certificate-date': made(
    'a certificate bears the day on which it is issued, anew when it is issued anew',
    'domain/fiscal/certificates/make-certificate.ts',
  ),
  'certificate-parties': made(
    'names are cut to their length, parts of an address that are too long are left out',
    'domain/fiscal/certificates/make-certificate.ts',
  ),
  'certificate-sums': made(
    'rate, parts and totals are reckoned from the payments',
    'domain/fiscal/certificates/make-certificate.ts',
  ),
  'certificate-soles': made(
    'what is withheld is in soles, what is paid in the currency of its document',
    'domain/fiscal/certificates/build-certificate-xml.ts',
  ),
} as const satisfies Readonly<Record<string, Reason>>;

const ELSEWHERE = {
  summary: elsewhere(
    'checked before a daily summary is sent',
    'domain/fiscal/summary/validate-summary.ts',
    'domain/fiscal/summary/issues.ts',
  ),
  voided: elsewhere(
    'checked before voided documents are told',
    'domain/fiscal/summary/validate-voided.ts',
    'domain/fiscal/summary/issues.ts',
  ),
} as const satisfies Readonly<Record<string, Reason>>;

const FOREIGN = {
  register: foreign("only SUNAT's registers know (RUC, padrones, establishments, certificates): answered by SUNAT"),
  state: foreign(
    "only SUNAT's memory of documents knows: its answer is read as an outcome",
    'integrations/sunat/outcomes.ts',
  ),
  service: foreign(
    "SUNAT's own service or the credentials: read as an outcome",
    'integrations/sunat/outcomes.ts',
    'integrations/sunat/outcomes.test.ts',
  ),
  contingency: foreign(
    "of receipts of paper: only SUNAT's lists know what was authorised or told by a summary; the hub issues no notes in their series",
  ),
  'other-documents': foreign('amends documents that the hub does not issue (tickets, policies, public services...)'),
  supervised: foreign('of the system for supervised companies (series S)'),
  'free-text-notes': foreign('notes that amend nothing, which the hub does not issue'),
  nrus: foreign('operation 0113 (NRUS): a shop under it issues no facturas and has no stock system'),
  'personal-expenses': foreign('operation 0112 (rents and mortgages of natural persons)'),
  finance: foreign('operations 2100 to 2106: banks, insurers, AFP, tax free for tourists'),
  carriers: foreign('operations 0301 and 0302: air waybills and railway tickets'),
  catches: foreign('operation 1002: catches of fish'),
  trips: foreign('operations 1003 and 1004: carriers of passengers and cargo'),
  'second-category': foreign('operation 2002: withholding of second category'),
  'other-taxes': foreign('tax 9999, which the hub does not sell with'),
  itinerant: foreign('delivery address and itinerant sales: a guía says where goods go'),
  'other-references': foreign('other related documents, which the hub does not write (guides and advances are)'),
  rounding: foreign('PayableRoundingAmount: totals are never rounded to coins on the document'),
  'other-product-catalogues': foreign(
    'catalogues 25.1 to 25.3 are not carried: a code outside catalogue 25 is warned of (4332)',
    'domain/catalogs/product-codes.ts',
  ),
  gtin: foreign('GTIN codes are not written'),
  'legend-2008': foreign('legends of the zone of Tacna are not offered'),
  'exceptional-perception': foreign('the exceptional perception over one factura is not offered'),
  'perception-in-summary': foreign('a boleta with percepción is sent one by one, never in a summary'),
} as const satisfies Readonly<Record<string, Reason>>;

export const REASONS = { ...CONSTRUCTION, ...ELSEWHERE, ...FOREIGN };
export type ReasonKey = keyof typeof REASONS;
