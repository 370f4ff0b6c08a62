import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { buildNoteXml } from '../../domain/fiscal/build-note-xml.ts';
import { fileName } from '../../domain/fiscal/invoice.ts';
import { validateNote } from '../../domain/fiscal/validate-note.ts';
import { readPfx } from '../../platform/signing/certificate.ts';
import { signXml } from '../../platform/signing/sign-xml.ts';
import { parseBillBase } from '../../sandbox/sunat/names.ts';
import { checkBill } from '../../sandbox/sunat/rules/check-bill.ts';
import { parseXml } from '../../sandbox/sunat/xml.ts';
import { ISSUE_DATE, SUPPLIER } from '../support/fiscal-samples.ts';
import { type SampleNote, sampleNotes, textOf } from '../support/note-samples.ts';
import { sunatNoteErrors } from '../support/sunat-note-rules.ts';
import { signatureIsValid } from '../support/verify-signature.ts';
import { canonicalXml, xsdErrors } from '../support/xsd.ts';

interface SignedNote extends SampleNote {
  readonly fileName: string;
  readonly name: string;
  readonly xml: string;
}

let samples: SignedNote[] = [];

beforeAll(() => {
  const identity = readPfx(readFileSync(join(import.meta.dirname, '../fixtures/pfx/aes-256.pfx')), 'prueba-aes');
  samples = sampleNotes().map((sample, index) => {
    const { note } = sample;
    const xml = signXml(buildNoteXml(note), identity).bytes.toString('utf8');
    return {
      ...sample,
      fileName: `${index}.xml`,
      xml,
      name: fileName(SUPPLIER.ruc, note.type, note.series, note.number),
    };
  });
});

const where = ({ note, shape }: SampleNote): string => `${note.type} ${note.reasonCode} ${JSON.stringify(shape)}`;

describe('at least 150 notes of every reason', () => {
  test('the matrix is large enough and leaves no reason out', () => {
    expect(samples.length).toBeGreaterThanOrEqual(150);
    const reasons = new Set(samples.map(({ note }) => `${note.type}-${note.reasonCode}`));
    const credit = ['01', '02', '03', '04', '05', '06', '07', '08', '09', '10', '13'].map((code) => `07-${code}`);
    expect([...reasons].sort()).toEqual([...credit, '08-01', '08-02', '08-03']);
  });

  test.each([
    ['07', 'CreditNote'],
    ['08', 'DebitNote'],
  ] as const)(
    'every %s is valid against the UBL 2.1 schema of %s',
    async (type, root) => {
      const documents = samples
        .filter(({ note }) => note.type === type)
        .map(({ fileName, xml }) => ({ fileName, contents: xml }));
      expect(await xsdErrors(root, documents)).toEqual([]);
    },
    60_000,
  );

  test('an independent library verifies every signature', () => {
    expect(samples.filter(({ xml }) => !signatureIsValid(xml)).map(where)).toEqual([]);
  });

  test('every one keeps the rules SUNAT publishes', () => {
    const broken = samples.flatMap((sample) =>
      sunatNoteErrors(sample.xml, textOf(sample.invoice)).map((error) => `${error} ${where(sample)}`),
    );
    expect(broken).toEqual([]);
  });

  test('the sandbox, a second reading of the workbook, refuses none and observes only discounts on boletas', () => {
    const objections = samples.flatMap((sample) => {
      const bill = parseBillBase(sample.name);
      if (!bill) return [`name ${sample.name}`];
      try {
        const expected = sample.shape.type === '03' && ['04', '05', '08'].includes(sample.note.reasonCode);
        return checkBill(parseXml(sample.xml), bill, ISSUE_DATE)
          .filter((code) => !(code === '4367' && expected && sample.note.type === '07'))
          .map((code) => `observed ${code} ${where(sample)}`);
      } catch (error) {
        return [`refused ${String(error)} ${where(sample)}`];
      }
    });
    expect(objections).toEqual([]);
  });

  test('the check before a number is taken lets every one through', () => {
    const objections = samples.flatMap(({ note, invoice }) =>
      validateNote(note, { today: ISSUE_DATE, amended: invoice, status: 'accepted', taken: [] }).issues.map(
        (issue) => `${issue.pointer} ${issue.code} ${note.reasonCode}`,
      ),
    );
    expect(objections).toEqual([]);
  });

  test('the bytes are canonical already', async () => {
    for (const { xml } of samples.filter((_, index) => index % 60 === 0)) {
      expect((await canonicalXml(xml)).trimEnd()).toBe(xml.slice(xml.indexOf('\n') + 1));
    }
  }, 60_000);
});

describe('the judge of notes is awake', () => {
  const errors = (from: string | RegExp, to: string): string[] => {
    const sample = samples.find(({ note }) => note.reasonCode === '07');
    if (!sample) throw new Error('no sample');
    return sunatNoteErrors(sample.xml.replace(from, to), textOf(sample.invoice)).map((error) => error.slice(0, 4));
  };

  test('an unchanged note has nothing to object', () => {
    expect(errors('', '')).toEqual([]);
  });

  test.each([
    [/(<cbc:PayableAmount currencyID="[A-Z]+">)/, '$19', '3280'],
    [/(<cbc:PayableAmount currencyID="[A-Z]+">)/, '$19999', '3286'],
    [/(<cbc:LineExtensionAmount currencyID="[A-Z]+">)(?=[^<]*<\/cbc:LineExtensionAmount><cac:Pricing)/, '$19', '3272'],
    ['<cbc:ResponseCode>07<', '<cbc:ResponseCode>99<', '2172'],
    [/<cac:BillingReference>.*<\/cac:BillingReference>/, '', '2524'],
    [/(<cbc:Description>)[^<]+(<\/cbc:Description><\/cac:Disc)/, '$1$2', '2135'],
  ])('%s', (from, to, code) => {
    expect(errors(from, to)).toContain(code);
  });
});
