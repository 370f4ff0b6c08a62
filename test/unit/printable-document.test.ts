import { describe, expect, test } from '@jest/globals';
import { qrSvg } from '../../platform/pdf/qr.ts';
import { MM } from '../../platform/pdf/types.ts';
import { money, quantity, unitMoney } from '../../services/documents/print/figures.ts';
import { qrCode } from '../../services/documents/print/parts.ts';
import { printableOf } from '../../services/documents/print/printable-of.ts';
import { DISCOUNTS, type Mix, MIXES, sampleInvoice } from '../support/fiscal-samples.ts';
import { extrasOf, PLAIN, printable, printableNote, xmlOf } from '../support/printables.ts';

const read = (edit: (xml: string) => string) => printableOf(xmlOf({}, edit), extrasOf('qr'));
const before = (mark: string, more: string) => (xml: string) => xml.replace(mark, more + mark);

describe('what is printed is what was signed', () => {
  const shapes = Object.keys(MIXES).flatMap((mix) =>
    (mix === 'gifts only' ? ['none' as const] : DISCOUNTS).map((discount) => [mix as Mix, discount] as const),
  );
  test.each(shapes)('%s, discount %s: lines, sums and total are those of the document', (mix, discount) => {
    const shape = { ...PLAIN, mix, discount, lineCount: 6 };
    const { lines, totals } = sampleInvoice(shape, 7);
    const printed = printable(shape);
    const sum = (label: string) => printed.sums.find((row) => row.label.startsWith(label))?.amount ?? '0.00';
    expect(printed.lines.map(({ total, free }) => [total, free])).toEqual(
      lines.map(({ total, free }) => [total, free]),
    );
    expect([
      sum('Op. gravadas'),
      sum('Op. exoneradas'),
      sum('Op. inafectas'),
      sum('Op. gratuitas'),
      sum('IGV'),
    ]).toEqual([totals.taxable, totals.exempt, totals.unaffected, totals.free, totals.igv]);
    expect(printed.total).toBe(totals.total);
  });

  test('a boleta without a name is for CLIENTES VARIOS and has no form of payment', () => {
    expect(printable({ type: '03', named: false })).toMatchObject({
      title: 'BOLETA DE VENTA ELECTRÓNICA',
      buyer: { name: 'CLIENTES VARIOS', documentLabel: 'DOC.' },
      terms: undefined,
      references: [],
    });
  });

  test('credit shows what is pending and each instalment', () => {
    const { terms, total, dueDate } = printable({ credit: true });
    expect(terms).toMatchObject({ label: 'Crédito', pending: total });
    expect(terms?.instalments.map((one) => [one.number, one.dueDate])).toEqual([
      ['001', '2026-12-25'],
      ['002', '2027-01-25'],
    ]);
    expect(dueDate).toBe('2027-01-25');
  });

  test('a note names the amended document, the code with its text, and the sentence of the person', () => {
    expect(printableNote({ reasonCode: '07', reason: 'Una pieza', lines: [{ line: 1, quantity: '1' }] })).toMatchObject(
      {
        type: '07',
        amended: [{ title: 'FACTURA ELECTRÓNICA', fullNumber: 'F001-8', issueDate: '2026-11-20' }],
        reason: { label: '07 - Devolución por ítem', text: 'Una pieza' },
        lines: [{ quantity: '1' }],
      },
    );
  });

  test('every SUNAT element that a later document may carry has its place', () => {
    const cash = '<cac:PaymentTerms><cbc:ID>FormaPago</cbc:ID>';
    const detraction =
      '<cac:PaymentMeans><cbc:ID>Detraccion</cbc:ID><cbc:PaymentMeansCode>001</cbc:PaymentMeansCode>' +
      '<cac:PayeeFinancialAccount><cbc:ID>00-068-1</cbc:ID></cac:PayeeFinancialAccount></cac:PaymentMeans>' +
      '<cac:PaymentTerms><cbc:ID>Detraccion</cbc:ID><cbc:PaymentMeansID>037</cbc:PaymentMeansID>' +
      '<cbc:PaymentPercent>12.00</cbc:PaymentPercent><cbc:Amount currencyID="PEN">120</cbc:Amount></cac:PaymentTerms>' +
      '<cac:PaymentTerms><cbc:ID>Percepcion</cbc:ID><cbc:Amount currencyID="PEN">1020.00</cbc:Amount></cac:PaymentTerms>';
    const charge = (code: string, sign: boolean, factor: string, amount: string) =>
      `<cac:AllowanceCharge><cbc:ChargeIndicator>${sign}</cbc:ChargeIndicator><cbc:AllowanceChargeReasonCode>${code}` +
      `</cbc:AllowanceChargeReasonCode><cbc:MultiplierFactorNumeric>${factor}</cbc:MultiplierFactorNumeric>` +
      `<cbc:Amount currencyID="PEN">${amount}</cbc:Amount></cac:AllowanceCharge>`;
    const document = read((xml) =>
      [
        before(cash, detraction),
        before(
          '<cac:TaxTotal>',
          charge('51', true, '0.02', '20.00') +
            charge('62', false, '0.03', '30.00') +
            charge('46', true, '0.1', '5.00'),
        ),
        before(
          '</cac:LegalMonetaryTotal>',
          '<cbc:ChargeTotalAmount currencyID="PEN">6.50</cbc:ChargeTotalAmount>' +
            '<cbc:PrepaidAmount currencyID="PEN">7.00</cbc:PrepaidAmount>',
        ),
        before(
          '<cac:OrderReference>',
          '<cbc:Note languageLocaleID="2006">Operación sujeta a detracción</cbc:Note><cbc:Note>Gracias</cbc:Note>',
        ),
        before(
          '<cac:Signature>',
          '<cac:DespatchDocumentReference><cbc:ID>T001-9</cbc:ID></cac:DespatchDocumentReference>',
        ),
        before(
          '</cac:Item>',
          '<cac:AdditionalItemProperty><cbc:Name>Placa</cbc:Name><cbc:Value>ABC-123</cbc:Value></cac:AdditionalItemProperty>',
        ),
      ].reduce((text, edit) => edit(text), xml),
    );
    expect(document).toMatchObject({
      detraction: { code: '037', account: '00-068-1', percent: '12', amount: '120' },
      remarks: [
        'Percepción del IGV (2 %): S/ 20.00; total con percepción S/ 1,020.00',
        'Retención del IGV (3 %): S/ 30.00',
        'Operación sujeta a detracción',
        'Gracias',
      ],
      references: [
        { label: 'Orden de compra', text: 'OC-2026-0001' },
        { label: 'Guía de remisión', text: 'T001-9' },
      ],
    });
    expect(document.sums).toEqual(
      expect.arrayContaining([
        { label: 'Recargo al consumo', amount: '5.00' },
        { label: 'Otros cargos', amount: '1.50' },
        { label: 'Anticipos ya descontados', amount: '7.00' },
      ]),
    );
    expect(document.lines[0]?.properties).toEqual(['Placa: ABC-123']);
  });

  test('a document without a printed form is refused', () => {
    expect(() => printableOf('<DespatchAdvice xmlns="x"/>', extrasOf('qr'))).toThrow('no tiene representación impresa');
  });
});

test('figures are written as Peru writes money, without floats', () => {
  expect([money('999999999999.995'), money('0'), money('1234.5')]).toEqual([
    '1,000,000,000,000.00',
    '0.00',
    '1,234.50',
  ]);
  expect([unitMoney('8.4745762712'), unitMoney('10'), unitMoney('1234567.1')]).toEqual([
    '8.4746',
    '10.00',
    '1,234,567.10',
  ]);
  expect([quantity('12.500'), quantity('1000'), quantity('0.0000000001')]).toEqual(['12.5', '1,000', '0.0000000001']);
});

describe('the QR code', () => {
  const text =
    '20601234565|01|F001|99999999|999999999.99|999999999999.99|2026-11-25|6|20100070970|k3Jx8Qh2bC1v0nZkq9uYwU7m5sT4rE6pA2dF8gH1jK0=';

  test.each([30, 86, 96])('is at least 2 cm wide without its quiet zone, asked for %d points', (side) => {
    const { share } = qrSvg(text);
    expect(qrCode(text, side)).toMatchObject({ width: expect.any(Number) });
    const { width } = qrCode(text, side) as { width: number };
    expect(width * share).toBeGreaterThanOrEqual(20 * MM - 0.001);
  });

  test('keeps a quiet zone of four modules and error correction Q', () => {
    const side = (bytes: number) => Number(/viewBox="0 0 (\d+)/.exec(qrSvg('x'.repeat(bytes)).svg)?.[1]);
    // ISO 18004, table 7: version 9 (53 modules) holds 130 bytes at level Q, no more; other levels differ.
    expect([side(130), side(131)]).toEqual([53 + 8, 57 + 8]);
    const { svg } = qrSvg(text);
    const starts = [...svg.matchAll(/M(\d+) (\d+)/g)].flatMap(([, x, y]) => [Number(x), Number(y)]);
    expect(Math.min(...starts)).toBe(4);
  });
});
