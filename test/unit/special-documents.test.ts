import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { buildInvoiceXml } from '../../domain/fiscal/build-invoice-xml.ts';
import { fileName, type Invoice } from '../../domain/fiscal/invoice.ts';
import { validateInvoice } from '../../domain/fiscal/validate-invoice.ts';
import { readPfx } from '../../platform/signing/certificate.ts';
import { signXml } from '../../platform/signing/sign-xml.ts';
import { parseBillBase } from '../../sandbox/sunat/names.ts';
import { checkBill } from '../../sandbox/sunat/rules/check-bill.ts';
import { parseXml } from '../../sandbox/sunat/xml.ts';
import { ISSUE_DATE, SUPPLIER } from '../support/fiscal-samples.ts';
import { SPECIAL_SALES, specialInvoice } from '../support/special-documents.ts';
import { signatureIsValid } from '../support/verify-signature.ts';
import { canonicalXml, xsdErrors } from '../support/xsd.ts';

interface Sample {
  readonly title: string;
  readonly invoice: Invoice;
  readonly xml: string;
}

let samples: Sample[] = [];

beforeAll(() => {
  const identity = readPfx(readFileSync(join(import.meta.dirname, '../fixtures/pfx/aes-256.pfx')), 'prueba-aes');
  samples = Object.entries(SPECIAL_SALES).flatMap(([name, sale], index) =>
    (['01', '03'] as const)
      .filter((type) => type === '01' || !sale.onlyFactura)
      .map((type) => {
        const invoice = specialInvoice(sale, type, index + 1);
        const xml = signXml(buildInvoiceXml(invoice), identity).bytes.toString('utf8');
        return { title: `${type} ${name}`, invoice, xml };
      }),
  );
});

/** What the sandbox, a second reading of the workbook, refuses or observes. */
function objections({ title, invoice, xml }: Sample): string[] {
  const bill = parseBillBase(fileName(SUPPLIER.ruc, invoice.type, invoice.series, invoice.number));
  if (!bill) return [`${title}: name`];
  try {
    return checkBill(parseXml(xml), bill, ISSUE_DATE).map((code) => `${title}: observed ${code}`);
  } catch (error) {
    return [`${title}: refused ${String(error)}`];
  }
}

describe('documents with every tax, charge, advance, withholding and reference', () => {
  test('each is valid against the UBL 2.1 schema', async () => {
    const documents = samples.map(({ xml, title }) => ({ fileName: `${title}.xml`, contents: xml }));
    expect(await xsdErrors('Invoice', documents)).toEqual([]);
  }, 60_000);

  test('an independent library verifies each signature', () => {
    expect(samples.filter(({ xml }) => !signatureIsValid(xml)).map(({ title }) => title)).toEqual([]);
  });

  test('each is canonical already', async () => {
    for (const { xml } of samples.filter((_, index) => index % 9 === 0)) {
      expect((await canonicalXml(xml)).trimEnd()).toBe(xml.slice(xml.indexOf('\n') + 1));
    }
  }, 60_000);

  test('the hub lets each through', () => {
    const refused = samples.flatMap(({ title, invoice }) =>
      validateInvoice(invoice, { today: ISSUE_DATE }).map(({ code }) => `${title}: ${code}`),
    );
    expect(refused).toEqual([]);
  });

  test('the sandbox refuses none, and observes only that the special rate needs a register', () => {
    expect(samples.flatMap(objections)).toEqual(
      ['01', '03'].map((type) => `${type} the special rate of restaurants: observed 4439`),
    );
  });
});
