import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { buildCertificateXml } from '../../domain/fiscal/certificates/build-certificate-xml.ts';
import { makeCertificate } from '../../domain/fiscal/certificates/make-certificate.ts';
import type { CertificateDraft, CertificateReference } from '../../domain/fiscal/certificates/types.ts';
import { validateCertificate } from '../../domain/fiscal/certificates/validate-certificate.ts';
import { readPfx } from '../../platform/signing/certificate.ts';
import { signXml } from '../../platform/signing/sign-xml.ts';
import { parseBillBase } from '../../sandbox/sunat/names.ts';
import { Refusal } from '../../sandbox/sunat/returns.ts';
import { checkCertificate } from '../../sandbox/sunat/rules/certificate/check-certificate.ts';
import { createSchemaValidator } from '../../sandbox/sunat/schema.ts';
import { parseXml, textAt } from '../../sandbox/sunat/xml.ts';
import {
  AGENT,
  CERTIFICATE_SAMPLES,
  inDollars,
  numberedCertificate,
  paidDocument,
  samplePerception,
  sampleRetention,
} from '../support/certificate-samples.ts';
import { signatureIsValid } from '../support/verify-signature.ts';
import { canonicalXml } from '../support/xsd.ts';

const IDENTITY = readPfx(readFileSync(join(import.meta.dirname, '../fixtures/pfx/aes-256.pfx')), 'prueba-aes');

function xmlOf(draft: CertificateDraft): string {
  const { prolog, beforeSignature, afterSignature } = buildCertificateXml(numberedCertificate(draft));
  return prolog + beforeSignature + afterSignature;
}

/** The code with which the sandbox, a second reading of SUNAT's rules, refuses it; undefined where it does not. */
function reading(draft: CertificateDraft): string | undefined {
  const root = parseXml(xmlOf(draft));
  const base = `${AGENT.ruc}-${draft.type}-${textAt(root, 'ID') ?? ''}`;
  const name = parseBillBase(base);
  if (name === undefined) throw new Error(base);
  try {
    checkCertificate(root, name, draft.issueDate);
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
}

const codes = (draft: CertificateDraft) => validateCertificate(draft).issues.map(({ sunatCode }) => sunatCode);

describe('a certificate of every shape', () => {
  test.each(Object.entries(CERTIFICATE_SAMPLES))('%s breaks no rule, by both readings', (_name, draft) => {
    expect(validateCertificate(draft)).toEqual({ issues: [], warnings: [] });
    expect(reading(draft)).toBeUndefined();
  });

  test.each(Object.entries(CERTIFICATE_SAMPLES))('%s is written in canonical form, signed', async (_name, draft) => {
    const text = xmlOf(draft);
    expect((await canonicalXml(text)).trimEnd()).toBe(text.slice(text.indexOf('\n') + 1));
    const { bytes } = signXml(buildCertificateXml(numberedCertificate(draft)), IDENTITY);
    expect(signatureIsValid(bytes.toString('utf8'))).toBe(true);
  });
});

test('all are valid against SUNAT’s schemas', async () => {
  const schema = createSchemaValidator();
  for (const draft of Object.values(CERTIFICATE_SAMPLES)) {
    const xml = signXml(buildCertificateXml(numberedCertificate(draft)), IDENTITY).bytes.toString('utf8');
    await schema.check(draft.type === '20' ? 'Retention' : 'Perception', xml);
  }
}, 60_000);

describe('sums', () => {
  test('a retention lessens what is paid, a perception adds to it; half a cent goes up', () => {
    const half = { references: [paidDocument({ payment: { number: '1', date: '2026-11-25', amount: '100.50' } })] };
    expect(sampleRetention(half)).toMatchObject({ rate: '3', withheld: '3.02', paid: '97.48' });
    expect(samplePerception({ ...half, regime: '03' })).toMatchObject({
      rate: '0.5',
      withheld: '0.50',
      paid: '101.00',
    });
  });

  test('another currency counts in soles at its rate, a credit note not at all', () => {
    const { references, withheld, paid } = sampleRetention({ references: [inDollars()] });
    expect(references[0]).toMatchObject({ amount: '56.34', net: '1821.67' });
    expect({ withheld, paid }).toEqual({ withheld: '56.34', paid: '1821.67' });
  });
});

type Mutation = readonly [name: string, code: string, draft: CertificateDraft];

const document = (changes: Partial<CertificateReference>) => ({ references: [paidDocument(changes)] });
const payment = (changes: Partial<NonNullable<CertificateReference['payment']>>) =>
  document({ payment: { number: '1', date: '2026-11-25', amount: '1180.00', ...changes } });
const company = (documentNumber: string) => ({
  receiver: { documentType: '6', documentNumber, name: 'PROVEEDOR SAC' },
});
const twice = { references: [paidDocument(), paidDocument()] };
const foreign = (exchange: CertificateReference['exchange']) => document({ currency: 'USD', exchange });

const MUTATIONS: readonly Mutation[] = [
  ['the company itself', '2620', sampleRetention(company(AGENT.ruc))],
  ['no number', '2723', sampleRetention(company(''))],
  ['ten digits', '2724', sampleRetention(company('2010006660'))],
  ['a RUC that cannot be', '2621', sampleRetention(company('20100066604'))],
  [
    'a supplier by DNI',
    '2511',
    sampleRetention({ receiver: { ...company('20100066603').receiver, documentType: '1' } }),
  ],
  ['no name', '2134', sampleRetention({ receiver: { ...company('20100066603').receiver, name: ' ' } })],
  ['an unknown regime', '2618', sampleRetention({ regime: '03' })],
  ['a boleta', '2692', sampleRetention(document({ type: '03', number: 'B001-3' }))],
  ['a number without series', '2694', sampleRetention(document({ number: '123' }))],
  ['a number of zeros', '2694', sampleRetention(document({ number: 'F001-000' }))],
  ['the 6 % today', '2985', sampleRetention({ regime: '02' })],
  ['a total of nothing', '2696', sampleRetention(document({ total: '0' }))],
  ['no payment', '2737', sampleRetention(document({ payment: undefined }))],
  ['paid last month', '2625', sampleRetention(payment({ date: '2026-10-31' }))],
  ['paid tomorrow', '2625', sampleRetention(payment({ date: '2026-11-26' }))],
  ['paid before it was issued', '2625', sampleRetention(payment({ date: '2026-11-19' }))],
  ['a long payment number', '2734', sampleRetention(payment({ number: '1234567890' }))],
  ['a payment told twice', '2626', sampleRetention(twice)],
  ['a payment of nothing', '2736', sampleRetention(payment({ amount: '0' }))],
  ['a payment too small', '2740', sampleRetention(payment({ amount: '0.10' }))],
  ['dollars without a rate', '2721', sampleRetention(foreign(undefined))],
  ['a rate of nothing', '2716', sampleRetention(foreign({ rate: '0', date: '2026-11-25' }))],
  ['(perception) no number', '2679', samplePerception(company(''))],
  ['(perception) a blank in the number', '2680', samplePerception(company('20 1'))],
  ['(perception) the company itself', '2604', samplePerception(company(AGENT.ruc))],
  ['(perception) a RUC that cannot be', '2605', samplePerception(company('20100066604'))],
  ['(perception) an unknown regime', '2602', samplePerception({ regime: '04' })],
  ['(perception) a document of another kind', '2692', samplePerception(document({ type: '14' }))],
  ['(perception) no payment', '2702', samplePerception(document({ payment: undefined }))],
  ['(perception) cashed last month', '2612', samplePerception(payment({ date: '2026-10-31' }))],
  ['(perception) a letter in the payment number', '2698', samplePerception(payment({ number: 'A1' }))],
  ['(perception) a payment told twice', '2626', samplePerception(twice)],
  ['(perception) a payment of nothing', '2700', samplePerception(payment({ amount: '0.00' }))],
  ['(perception) a payment too small', '2705', samplePerception(payment({ amount: '0.10' }))],
];

/** What the sandbox sees first: nothing retained by a rate of zero. */
const SANDBOX_SAYS: Readonly<Record<string, readonly string[]>> = { '2716': ['2740'] };

describe('what SUNAT refuses is refused before, with its code', () => {
  test.each(MUTATIONS)('%s: %s', (_name, code, draft) => {
    expect(codes(draft)).toContain(code);
  });

  test.each(MUTATIONS)('%s is refused by the sandbox too: %s', (_name, code, draft) => {
    const said = reading(draft);
    // A figure of zero is refused in its totals first.
    const sameFault = [code, ...(SANDBOX_SAYS[code] ?? []), '2669', '2730', '2687'];
    expect(sameFault).toContain(said);
  });

  test('a perception over a factura of the company itself: its date, its terms, its own perception', () => {
    const draft = samplePerception();
    const held = (changes: object) => {
      const own = new Map([['01 F001-12', { issueDate: '2026-11-20', onCredit: true, perceived: false, ...changes }]]);
      return validateCertificate(draft, { own }).issues.map(({ sunatCode }) => sunatCode);
    };
    expect(held({})).toEqual([]);
    expect(held({ issueDate: '2026-11-19' })).toEqual(['2610']);
    expect(held({ onCredit: false })).toEqual(['3329']);
    expect(held({ perceived: true })).toEqual(['3312']);
  });
});

const cents = fc.integer({ min: 100, max: 99_999_999 }).map((one) => (one / 100).toFixed(2));
const reference = fc
  .record({ amount: cents, foreign: fc.boolean(), rate: fc.integer({ min: 3_000_000, max: 4_500_000 }) })
  .map(({ amount, foreign: abroad, rate }) => ({
    ...paidDocument({ total: '1000000.00', payment: { number: '1', date: '2026-11-25', amount } }),
    ...(abroad ? { currency: 'USD', exchange: { rate: (rate / 1e6).toFixed(6), date: '2026-11-25' } } : {}),
  }));

test('any payments, currencies and regimes pass both readings', () => {
  const drafts = fc
    .record({
      kind: fc.constantFrom('20', '40'),
      regime: fc.constantFrom('01', '02', '03'),
      all: fc.array(reference, { minLength: 1, maxLength: 6 }),
    })
    .map(({ kind, regime, all }) => {
      const references = all.map((one, index) => ({ ...one, number: `F010-${index + 1}` }));
      const sample = kind === '20' ? sampleRetention() : samplePerception({ regime });
      return makeCertificate({ ...sample, references });
    });
  fc.assert(
    fc.property(drafts, (draft) => {
      expect(codes(draft)).toEqual([]);
      expect(reading(draft)).toBeUndefined();
    }),
    { numRuns: 150 },
  );
});
