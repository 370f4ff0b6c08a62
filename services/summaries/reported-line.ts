import { Decimal, sum, toAmount, ZERO } from '../../domain/decimal.ts';
import type { FreeValues, SummaryAmounts, SummaryLine } from '../../domain/fiscal/summary/types.ts';
import { readUbl, type UblNode } from '../documents/print/ubl-node.ts';

/** What a summary says of a document besides its number and condition. */
export type Reported = Pick<SummaryLine, 'customer' | 'amends' | 'amounts'>;

const LINES = ['InvoiceLine', 'CreditNoteLine', 'DebitNoteLine'];
const TOTALS = ['LegalMonetaryTotal', 'RequestedMonetaryTotal'];

/** Catalogue 07: which kind of operation a gift was. */
function freeKind(affectation: string): keyof FreeValues {
  if (affectation === '40') return 'export';
  if (affectation.startsWith('1')) return 'taxed';
  return affectation.startsWith('2') ? 'exempt' : 'unaffected';
}

const decimalAt = (node: UblNode | undefined, path: string): Decimal => new Decimal(node?.text(path) ?? '0');

const schemeOf = (subtotal: UblNode): string => subtotal.text('TaxCategory/TaxScheme/ID') ?? '';

/** Reads it from the signed XML: what was signed is what is told. */
export function readReported(xml: Buffer): Reported {
  const root = readUbl(xml.toString('utf8'));
  const party = root.child('AccountingCustomerParty/Party');
  const identity = party?.child('PartyIdentification/ID');
  const amended = root.child('BillingReference/InvoiceDocumentReference');
  return {
    customer: {
      documentType: identity?.attribute('schemeID') ?? '-',
      documentNumber: identity?.text('') ?? '-',
      name: party?.text('PartyLegalEntity/RegistrationName') ?? '-',
    },
    amends: amended ? { type: amended.text('DocumentTypeCode') ?? '', fullNumber: amended.text('ID') ?? '' } : null,
    amounts: amountsOf(root),
  };
}

function amountsOf(root: UblNode): SummaryAmounts {
  const subtotals = root.all('TaxTotal/TaxSubtotal');
  const of = (code: string, field: 'TaxableAmount' | 'TaxAmount'): Decimal =>
    sum(subtotals.filter((one) => schemeOf(one) === code).map((one) => decimalAt(one, field)));
  const lineTaxes = LINES.flatMap((name) => root.all(name)).flatMap((line) => line.all('TaxTotal/TaxSubtotal'));
  const igvCode = subtotals.some((one) => schemeOf(one) === '1016') ? '1016' : '1000';
  const totals = TOTALS.map((name) => root.child(name)).find((node) => node !== undefined);
  return {
    taxable: toAmount(of(igvCode, 'TaxableAmount')),
    exempt: toAmount(of('9997', 'TaxableAmount')),
    unaffected: toAmount(of('9998', 'TaxableAmount')),
    export: toAmount(of('9995', 'TaxableAmount')),
    free: freeValues(lineTaxes),
    freeIgv: toAmount(of('9996', 'TaxAmount')),
    igvCode,
    igvPercent: lineTaxes.find((one) => schemeOf(one) === igvCode)?.text('TaxCategory/Percent') ?? null,
    igv: toAmount(of(igvCode, 'TaxAmount')),
    isc: toAmount(of('2000', 'TaxAmount')),
    icbper: toAmount(of('7152', 'TaxAmount')),
    others: toAmount(of('9999', 'TaxAmount')),
    charge: toAmount(decimalAt(totals, 'ChargeTotalAmount')),
    total: toAmount(decimalAt(totals, 'PayableAmount')),
  };
}

function freeValues(lineTaxes: readonly UblNode[]): FreeValues {
  const values = { taxed: ZERO, exempt: ZERO, unaffected: ZERO, export: ZERO };
  for (const one of lineTaxes.filter((tax) => schemeOf(tax) === '9996')) {
    const kind = freeKind(one.text('TaxCategory/TaxExemptionReasonCode') ?? '');
    values[kind] = values[kind].plus(decimalAt(one, 'TaxableAmount'));
  }
  return {
    taxed: toAmount(values.taxed),
    exempt: toAmount(values.exempt),
    unaffected: toAmount(values.unaffected),
    export: toAmount(values.export),
  };
}
