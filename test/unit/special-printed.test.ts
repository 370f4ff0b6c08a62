import { afterAll, describe, expect, jest, test } from '@jest/globals';
import { Decimal } from 'decimal.js';
import { createPdfRenderer } from '../../platform/pdf/renderer.ts';
import { MM } from '../../platform/pdf/types.ts';
import { a4 } from '../../services/documents/print/a4.ts';
import { printableOf } from '../../services/documents/print/printable-of.ts';
import { ticket } from '../../services/documents/print/ticket.ts';
import { textOf } from '../support/note-samples.ts';
import { extrasOf, qrOf } from '../support/printables.ts';
import { outside, overlaps, readPdf } from '../support/read-pdf.ts';
import { SPECIAL_SALES, specialInvoice } from '../support/special-documents.ts';

jest.setTimeout(60_000);
const renderer = createPdfRenderer({ threads: 1 });
afterAll(() => renderer.close());

const invoices = Object.entries(SPECIAL_SALES).map(([name, sale], index) => ({
  name,
  invoice: specialInvoice(sale, '01', index + 1),
}));
const printed = (name: string) => {
  const found = invoices.find((one) => one.name === name);
  if (!found) throw new Error(name);
  return printableOf(textOf(found.invoice), extrasOf(qrOf(found.invoice)));
};

/** What the rows of sums come to: values and taxes and charges, less what is taken off beside them. */
function addedUp(sums: readonly { readonly label: string; readonly amount: string }[]): Decimal {
  const NOT_PAID = /^(Descuentos|Op\. gratuitas|Anticipos)/;
  return sums.reduce((total, { label, amount }) => {
    if (NOT_PAID.test(label)) return total;
    return label === 'Otros descuentos' ? total.minus(amount) : total.plus(amount);
  }, new Decimal(0));
}

describe('every special document on paper', () => {
  test.each(invoices.map(({ name }) => name))('%s: the rows of sums come to what is paid', (name) => {
    const { sums, total } = printed(name);
    expect(addedUp(sums).toFixed(2)).toBe(total);
  });

  test.each(invoices.map(({ name }) => name))('%s: each line shows what the buyer pays for it', (name) => {
    const { invoice } = invoices.find((one) => one.name === name) ?? {};
    expect(printed(name).lines.map((line) => line.total)).toEqual(invoice?.lines.map((line) => line.total));
  });

  test.each<[string, readonly string[]]>([
    ['detracción', ['037', '00-000-123456', '12 %', 'S/ 256.00', 'OPERACIÓN SUJETA A DETRACCIÓN']],
    ['percepción', ['Percepción del IGV (2 %)', 'total con percepción', 'COMPROBANTE DE PERCEPCIÓN']],
    ['bags sold', ['ICBPER']],
    ['ISC fixed', ['ISC']],
    ['an advance taken off', ['Anticipo', 'F001-1', 'Anticipos ya descontados', '59.00']],
    ['a service charge on a mixed sale', ['Recargo al consumo', '12.34']],
    ['lodging of a foreigner', ['JANE DOE', '4 días', '2026-11-21']],
    ['arroz pilado', ['IVAP (4 %)', 'OPERACIÓN SUJETA AL IVAP']],
  ])('%s: shown on all papers, nothing over anything else', async (name, wanted) => {
    const document = printed(name);
    for (const [margin, definition] of [
      [12 * MM, a4(document)],
      [4 * MM, ticket(document, 80)],
      [4 * MM, ticket(document, 58)],
    ] as const) {
      const pdf = readPdf(await renderer.render(definition));
      const text = pdf.text.replace(/\s/g, '');
      expect(wanted.filter((one) => !text.includes(one.replace(/\s/g, '')))).toEqual([]);
      expect(pdf.pages.flatMap((page) => [...overlaps(page), ...outside(page, margin)])).toEqual([]);
    }
  });
});
