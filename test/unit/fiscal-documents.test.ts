import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { buildInvoiceXml } from '../../domain/fiscal/build-invoice-xml.ts';
import { fileName } from '../../domain/fiscal/invoice.ts';
import { readPfx } from '../../platform/signing/certificate.ts';
import { signXml } from '../../platform/signing/sign-xml.ts';
import { parseBillBase } from '../../sandbox/sunat/names.ts';
import { checkBill } from '../../sandbox/sunat/rules/check-bill.ts';
import { parseXml } from '../../sandbox/sunat/xml.ts';
import {
  DISCOUNTS,
  ISSUE_DATE,
  type Mix,
  MIXES,
  type SampleShape,
  sampleInvoice,
  SUPPLIER,
} from '../support/fiscal-samples.ts';
import { sunatRuleErrors } from '../support/sunat-rules.ts';
import { signatureIsValid } from '../support/verify-signature.ts';
import { canonicalXml, xsdErrors } from '../support/xsd.ts';

const LINE_COUNTS = [1, 2, 3, 4, 6, 9];

/** type x affectation x discount x currency x (terms for a factura, buyer for a boleta), line counts in turn. */
function shapes(): SampleShape[] {
  const list: SampleShape[] = [];
  for (const type of ['01', '03'] as const) {
    for (const mix of Object.keys(MIXES) as Mix[]) {
      for (const discount of DISCOUNTS) {
        if (mix === 'gifts only' && discount !== 'none') continue;
        for (const currency of ['PEN', 'USD']) {
          for (const alternative of [false, true]) {
            const credit = type === '01' && alternative && mix !== 'gifts only';
            const lineCount = LINE_COUNTS[list.length % LINE_COUNTS.length] ?? 1;
            list.push({ type, mix, discount, currency, credit, named: alternative, lineCount });
          }
        }
      }
    }
  }
  return list;
}

interface SignedSample {
  readonly fileName: string;
  /** Base name as SUNAT wants it. */
  readonly name: string;
  readonly shape: SampleShape;
  readonly xml: string;
  readonly told: string;
}

let samples: SignedSample[] = [];

beforeAll(() => {
  const pfx = readFileSync(join(import.meta.dirname, '../fixtures/pfx/aes-256.pfx'));
  const identity = readPfx(pfx, 'prueba-aes');
  samples = shapes().map((shape, index) => {
    const invoice = sampleInvoice(shape, index);
    const signed = signXml(buildInvoiceXml(invoice), identity);
    const name = fileName(SUPPLIER.ruc, invoice.type, invoice.series, invoice.number);
    return { fileName: `${index}.xml`, name, shape, xml: signed.bytes.toString('utf8'), told: invoice.totals.total };
  });
});

const failing = (holds: (sample: SignedSample) => boolean): string[] =>
  samples.filter((sample) => !holds(sample)).map((sample) => `${sample.fileName} ${JSON.stringify(sample.shape)}`);

describe('at least 200 documents of every kind', () => {
  test('the matrix is large enough', () => {
    expect(samples.length).toBeGreaterThanOrEqual(200);
  });

  test('every one is valid against the UBL 2.1 schema', async () => {
    const documents = samples.map(({ fileName, xml }) => ({ fileName, contents: xml }));
    expect(await xsdErrors('Invoice', documents)).toEqual([]);
  }, 60_000);

  test('an independent library verifies every signature', () => {
    expect(failing((sample) => signatureIsValid(sample.xml))).toEqual([]);
  });

  test('every one keeps the rules SUNAT publishes', () => {
    const broken = samples.flatMap(({ shape, xml }) =>
      sunatRuleErrors(xml).map((error) => `${error} ${JSON.stringify(shape)}`),
    );
    expect(broken).toEqual([]);
  });

  test('the sandbox, a second reading of the workbook, neither refuses nor observes any', () => {
    const objections = samples.flatMap(({ name, xml, shape }) => {
      const bill = parseBillBase(name);
      if (!bill) return [`name ${name}`];
      try {
        return checkBill(parseXml(xml), bill, ISSUE_DATE).map((code) => `observed ${code} ${JSON.stringify(shape)}`);
      } catch (error) {
        return [`refused ${String(error)} ${JSON.stringify(shape)}`];
      }
    });
    expect(objections).toEqual([]);
  });

  test('the payable amount is what the buyer was told', () => {
    expect(failing(({ xml, told }) => xml.includes(`>${told}</cbc:PayableAmount>`))).toEqual([]);
  });

  test('the bytes are canonical already', async () => {
    for (const { xml } of samples.filter((_, index) => index % 100 === 0)) {
      expect((await canonicalXml(xml)).trimEnd()).toBe(xml.slice(xml.indexOf('\n') + 1));
    }
  }, 60_000);
});

describe('the judges are awake', () => {
  const changed = (from: string | RegExp, to: string): string => (samples[0]?.xml ?? '').replace(from, to);

  test('a changed amount breaks the signature and the rules', () => {
    const xml = changed(/(<cbc:PayableAmount currencyID="PEN">)/, '$11');
    expect(signatureIsValid(xml)).toBe(false);
    expect(sunatRuleErrors(xml)).toEqual(expect.arrayContaining([expect.stringContaining('3280')]));
  });

  test('an element out of its place breaks the schema', async () => {
    const xml = changed('<cbc:UBLVersionID>2.1</cbc:UBLVersionID>', '<cbc:Nada>1</cbc:Nada>');
    expect((await xsdErrors('Invoice', [{ fileName: 'a.xml', contents: xml }])).length).toBeGreaterThan(0);
  }, 60_000);
});
