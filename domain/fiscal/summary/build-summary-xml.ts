import { SUMMARY_DETAIL_FROM } from '../changes-of-2027.ts';
import type { InvoiceXml } from '../types.ts';
import { frameXml } from '../ubl-frame.ts';
import { xmlAttribute, xmlText } from '../xml-text.ts';
import { freeTotal } from './amounts.ts';
import { summaryFrame, summaryHead } from './summary-frame.ts';
import type { DailySummary, FreeValues, SummaryAmounts, SummaryLine } from './types.ts';

const FRAME = summaryFrame('SummaryDocuments');

const isZero = (amount: string): boolean => /^[0.]*$/.test(amount);

function payment(code: string, amount: string, currency: string): string {
  if (isZero(amount)) return '';
  return (
    `<sac:BillingPayment><cbc:PaidAmount${currency}>${amount}</cbc:PaidAmount>` +
    `<cbc:InstructionID>${code}</cbc:InstructionID></sac:BillingPayment>`
  );
}

/** Catalogue 11. What was given away is one sum (05) until 2026 and told by kind (06 to 09) afterwards. */
function payments(amounts: SummaryAmounts, detailed: boolean, currency: string): string {
  const { free } = amounts;
  const given: readonly (readonly [string, keyof FreeValues])[] = [
    ['06', 'taxed'],
    ['07', 'exempt'],
    ['08', 'unaffected'],
    ['09', 'export'],
  ];
  return (
    payment('01', amounts.taxable, currency) +
    payment('02', amounts.exempt, currency) +
    payment('03', amounts.unaffected, currency) +
    payment('04', amounts.export, currency) +
    (detailed
      ? given.map(([code, kind]) => payment(code, free[kind], currency)).join('')
      : payment('05', freeTotal(amounts), currency))
  );
}

interface Tax {
  readonly code: string;
  readonly name: string;
  readonly typeCode: string;
  readonly amount: string;
  readonly percent?: string | null;
}

function tax({ code, name, typeCode, amount, percent }: Tax, currency: string): string {
  const rate = percent ? `<cbc:Percent>${percent}</cbc:Percent>` : '';
  return (
    `<cac:TaxTotal><cbc:TaxAmount${currency}>${amount}</cbc:TaxAmount>` +
    `<cac:TaxSubtotal><cbc:TaxAmount${currency}>${amount}</cbc:TaxAmount>` +
    `<cac:TaxCategory>${rate}<cac:TaxScheme><cbc:ID>${code}</cbc:ID><cbc:Name>${name}</cbc:Name>` +
    `<cbc:TaxTypeCode>${typeCode}</cbc:TaxTypeCode></cac:TaxScheme></cac:TaxCategory></cac:TaxSubtotal></cac:TaxTotal>`
  );
}

/** IGV (or IVAP) always, also of 0.00 (2278); the others where there is something to tell. */
function taxes(amounts: SummaryAmounts, detailed: boolean, currency: string): string {
  const { igvCode, igv, igvPercent, isc, icbper, others, freeIgv } = amounts;
  const name = igvCode === '1000' ? 'IGV' : 'IVAP';
  const list: Tax[] = [
    { code: igvCode, name, typeCode: 'VAT', amount: igv, percent: detailed ? igvPercent : null },
    { code: '2000', name: 'ISC', typeCode: 'EXC', amount: isc },
    { code: '9999', name: 'OTROS', typeCode: 'OTH', amount: others },
    { code: '7152', name: 'ICBPER', typeCode: 'OTH', amount: icbper },
    { code: '9996', name: 'GRA', typeCode: 'FRE', amount: detailed ? freeIgv : '0.00' },
  ];
  return list
    .filter(({ code, amount }) => code === igvCode || !isZero(amount))
    .map((one) => tax(one, currency))
    .join('');
}

function customer({ customer: buyer }: SummaryLine, detailed: boolean): string {
  const named = detailed && buyer.name !== '-';
  return (
    `<cac:AccountingCustomerParty><cbc:CustomerAssignedAccountID>${xmlText(buyer.documentNumber)}</cbc:CustomerAssignedAccountID>` +
    `<cbc:AdditionalAccountID>${xmlText(buyer.documentType)}</cbc:AdditionalAccountID>` +
    (named
      ? `<cac:Party><cac:PartyLegalEntity><cbc:RegistrationName>${xmlText(buyer.name)}</cbc:RegistrationName></cac:PartyLegalEntity></cac:Party>`
      : '') +
    '</cac:AccountingCustomerParty>'
  );
}

function reference({ amends }: SummaryLine): string {
  if (amends === null) return '';
  return (
    `<cac:BillingReference><cac:InvoiceDocumentReference><cbc:ID>${xmlText(amends.fullNumber)}</cbc:ID>` +
    `<cbc:DocumentTypeCode>${xmlText(amends.type)}</cbc:DocumentTypeCode></cac:InvoiceDocumentReference></cac:BillingReference>`
  );
}

function summaryLine(line: SummaryLine, detailed: boolean): string {
  const { amounts } = line;
  const currency = ` currencyID="${xmlAttribute(line.currency)}"`;
  const charge = isZero(amounts.charge)
    ? ''
    : `<cac:AllowanceCharge><cbc:ChargeIndicator>true</cbc:ChargeIndicator><cbc:Amount${currency}>${amounts.charge}</cbc:Amount></cac:AllowanceCharge>`;
  return (
    `<sac:SummaryDocumentsLine><cbc:LineID>${line.line}</cbc:LineID>` +
    `<cbc:DocumentTypeCode>${line.type}</cbc:DocumentTypeCode>` +
    `<cbc:ID>${xmlText(line.series)}-${line.number}</cbc:ID>` +
    customer(line, detailed) +
    reference(line) +
    `<cac:Status><cbc:ConditionCode>${line.condition}</cbc:ConditionCode></cac:Status>` +
    `<sac:TotalAmount${currency}>${amounts.total}</sac:TotalAmount>` +
    payments(amounts, detailed, currency) +
    charge +
    taxes(amounts, detailed, currency) +
    '</sac:SummaryDocumentsLine>'
  );
}

/**
 * Writes a daily summary (RC, customization 1.1) in the order of its XSD and in canonical form, as `buildInvoiceXml`
 * does. From the documents of 2027 on it also tells the rate, what was given away by kind, and the buyer's name. Takes
 * what `validateSummary` has let through.
 */
export function buildSummaryXml(summary: DailySummary): InvoiceXml {
  const detailed = summary.referenceDate >= SUMMARY_DETAIL_FROM;
  let body = summaryHead(summary, '1.1');
  for (const line of summary.lines) body += summaryLine(line, detailed);
  return frameXml(FRAME, body);
}
