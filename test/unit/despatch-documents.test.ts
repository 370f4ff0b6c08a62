import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { buildDespatchXml } from '../../domain/fiscal/despatch/build-despatch-xml.ts';
import type { DespatchDraft, Indicator } from '../../domain/fiscal/despatch/types.ts';
import { validateDespatch } from '../../domain/fiscal/despatch/validate-despatch.ts';
import { readPfx } from '../../platform/signing/certificate.ts';
import { signXml } from '../../platform/signing/sign-xml.ts';
import {
  CARRIER,
  DRIVER,
  HOUSE,
  ISSUER_PARTY,
  numbered,
  OTHER,
  own,
  PERSON,
  SAMPLES,
  SHOP,
  sampleDespatch,
} from '../support/despatch-samples.ts';
import { signatureIsValid } from '../support/verify-signature.ts';
import { canonicalXml, xsdErrors } from '../support/xsd.ts';

const IDENTITY = readPfx(readFileSync(join(import.meta.dirname, '../fixtures/pfx/aes-256.pfx')), 'prueba-aes');
const signed = (draft: DespatchDraft): string =>
  signXml(buildDespatchXml(numbered(draft)), IDENTITY).bytes.toString('utf8');

const asFiles = (drafts: readonly DespatchDraft[]) =>
  drafts.map((draft, index) => ({ fileName: `${index}.xml`, contents: signed(draft) }));

describe('a guía of every motive, mode and kind', () => {
  test.each(Object.entries(SAMPLES))('%s breaks none of SUNAT’s rules', (_name, draft) => {
    expect(validateDespatch(draft).issues).toEqual([]);
  });

  test('all are valid against the UBL 2.1 schema', async () => {
    expect(await xsdErrors('DespatchAdvice', asFiles(Object.values(SAMPLES)))).toEqual([]);
  }, 60_000);

  test.each(Object.entries(SAMPLES))('%s is written in canonical form, its signature holds', async (_name, draft) => {
    const { prolog, beforeSignature, afterSignature } = buildDespatchXml(numbered(draft));
    const text = beforeSignature + afterSignature;
    expect((await canonicalXml(prolog + text)).trimEnd()).toBe(text);
    expect(signatureIsValid(signed(draft))).toBe(true);
  });
});

const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }).map((one) => `x${one}`);
const place = fc.record({
  ubigeo: fc.constantFrom('150101', '070101', '040101'),
  street: text.map((one) => `Av. ${one}`),
});
const quantity = fc
  .integer({ min: 1, max: 999_999 })
  .map((one) => `${Math.floor(one / 1000)}.${String(one % 1000).padStart(3, '0')}`);
const line = fc.record({
  description: text.map((one) => `ab ${one}`),
  quantity: quantity.filter((one) => Number(one) > 0),
  unitCode: fc.constantFrom('NIU', 'KGM', 'LTR'),
});

/** What each motive asks of the parties and places. */
function fitting(motive: string): Partial<DespatchDraft> {
  if (motive === '02' || motive === '07') return { recipient: ISSUER_PARTY, seller: OTHER };
  if (motive === '03') return { buyer: PERSON };
  if (motive === '04') return { recipient: ISSUER_PARTY, origin: own(SHOP), destination: own(HOUSE, '0002') };
  if (motive === '13') return { motiveText: 'Otro traslado' };
  return motive === '18' ? { destination: undefined } : {};
}

function crew(mode: '01' | '02', light: boolean, told: boolean): Partial<DespatchDraft> {
  const indicators: Indicator[] = [];
  if (light) indicators.push('light_vehicle');
  if (mode === '01' && told && !light) indicators.push('carrier_vehicle');
  const needed = !light && (mode === '02' || told);
  return {
    ...{ mode, indicators, carrier: mode === '01' && !light ? CARRIER : undefined },
    ...{ vehicles: needed ? [{ plate: 'ABC123' }] : [], drivers: needed ? [DRIVER] : [] },
  };
}

const guia = fc
  .record({
    motive: fc.constantFrom('01', '02', '03', '04', '05', '06', '07', '13', '14', '17', '18'),
    ...{ mode: fc.constantFrom('01' as const, '02' as const), light: fc.boolean(), told: fc.boolean() },
    ...{ origin: place, destination: place, lines: fc.array(line, { minLength: 1, maxLength: 5 }) },
    ...{ weight: quantity.filter((one) => Number(one) > 0), note: fc.option(text, { nil: undefined }) },
  })
  .map(({ motive, mode, light, told, lines, ...rest }) =>
    sampleDespatch({
      ...{ ...rest, motive, documents: [], ...fitting(motive), ...crew(mode, light, told) },
      lines: lines.map((one, index) => ({ ...one, number: index + 1 })),
    }),
  );

describe('any guía of the matrix motive x mode x vehicle', () => {
  test('breaks no rule, is canonical and signed', async () => {
    const drafts = fc.sample(guia, 60);
    expect(drafts.flatMap((draft) => validateDespatch(draft).issues)).toEqual([]);
    for (const draft of drafts) expect(signatureIsValid(signed(draft))).toBe(true);
    expect(await xsdErrors('DespatchAdvice', asFiles(drafts))).toEqual([]);
  }, 60_000);

  const noDestination = (draft: DespatchDraft): boolean => draft.motive === '18';
  const mutations: readonly [string, string, (draft: DespatchDraft) => DespatchDraft | undefined][] = [
    ['1001', 'the series of another type', (draft) => ({ ...draft, series: 'F001' })],
    ['3404', 'no motive', (draft) => ({ ...draft, motive: undefined })],
    ['3405', 'an unknown motive', (draft) => ({ ...draft, motive: '99' })],
    ['2532', 'no mode', (draft) => ({ ...draft, mode: undefined })],
    ['2523', 'no weight', (draft) => ({ ...draft, weight: '0' })],
    ['3343', 'a start before the issue', (draft) => ({ ...draft, startDate: '2026-11-24' })],
    [
      '2757/2758',
      'a recipient without number',
      (draft) => ({ ...draft, recipient: { ...draft.recipient, documentNumber: '' } }),
    ],
    ['2761', 'a recipient without name', (draft) => ({ ...draft, recipient: { ...draft.recipient, name: '' } })],
    [
      '2760',
      'a recipient of an unknown kind',
      (draft) => ({ ...draft, recipient: { ...draft.recipient, documentType: 'Z' } }),
    ],
    ['3363', 'an unknown ubigeo', (draft) => ({ ...draft, origin: { ...draft.origin, ubigeo: '999999' } })],
    ['2577', 'no address of origin', (draft) => ({ ...draft, origin: { ...draft.origin, street: '' } })],
    ['2775', 'no destination', (draft) => (noDestination(draft) ? undefined : { ...draft, destination: undefined })],
    ['3435', 'no goods', (draft) => ({ ...draft, lines: [] })],
    [
      '2780',
      'a quantity of nothing',
      (draft) => ({ ...draft, lines: draft.lines.map((one) => ({ ...one, quantity: '0' })) }),
    ],
    [
      '2781',
      'goods without a name',
      (draft) => ({ ...draft, lines: draft.lines.map((one) => ({ ...one, description: '' })) }),
    ],
    ['2558', 'no carrier', (draft) => (draft.carrier ? { ...draft, carrier: undefined } : undefined)],
    [
      '2560',
      'the company as carrier',
      (draft) => draft.carrier && { ...draft, carrier: { ...CARRIER, ruc: draft.supplier.ruc } },
    ],
    [
      '3347',
      'a carrier in private transport',
      (draft) => (draft.mode === '02' ? { ...draft, carrier: CARRIER } : undefined),
    ],
    ['2566', 'no plate', (draft) => (draft.vehicles.length > 0 ? { ...draft, vehicles: [] } : undefined)],
    [
      '2567',
      'a plate with a dash',
      (draft) => (draft.vehicles.length > 0 ? { ...draft, vehicles: [{ plate: 'AB-123' }] } : undefined),
    ],
    ['3357', 'no driver', (draft) => (draft.drivers.length > 0 ? { ...draft, drivers: [] } : undefined)],
    [
      '2573',
      'a licence with a dash',
      (draft) => (draft.drivers.length > 0 ? { ...draft, drivers: [{ ...DRIVER, licence: 'Q-123' }] } : undefined),
    ],
    ['3344', 'an indicator twice', (draft) => ({ ...draft, indicators: ['transshipment', 'transshipment'] })],
    [
      '3392',
      'a whole declaration without import',
      (draft) => ({ ...draft, indicators: [...draft.indicators, 'whole_declaration'] }),
    ],
    [
      '3388',
      'an indicator of carriers',
      (draft) => ({ ...draft, indicators: [...draft.indicators, 'whole_transfer'] }),
    ],
    ['3440', 'an import without declaration', (draft) => ({ ...draft, motive: '08' })],
    [
      '2692',
      'a document of another kind',
      (draft) => ({ ...draft, documents: [{ type: '31', number: 'V001-1', issuerRuc: OTHER.documentNumber }] }),
    ],
    [
      '3441',
      'a number of another form',
      (draft) => ({ ...draft, documents: [{ type: '01', number: 'B001-1', issuerRuc: draft.supplier.ruc }] }),
    ],
    ['3380', 'a factura without its issuer', (draft) => ({ ...draft, documents: [{ type: '01', number: 'F001-1' }] })],
  ];

  test.each(mutations)('%s: %s is caught', (codes, _what, mutate) => {
    fc.assert(
      fc.property(guia, (draft) => {
        const mutant = mutate(draft);
        if (!mutant) return;
        const found = validateDespatch(mutant).issues.map(({ sunatCode }) => sunatCode);
        expect(codes.split('/').some((code) => found.includes(code))).toBe(true);
      }),
      { numRuns: 25 },
    );
  });
});
