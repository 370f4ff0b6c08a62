import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { zipSync } from 'fflate';
import { cdrZip, sunatFixture } from '../../test/support/sunat-answers.ts';
import { readCdr } from './cdr.ts';
import { cdrOutcome } from './outcomes.ts';

const read = (name: string) => {
  const cdr = readCdr(cdrZip(name));
  if (cdr === undefined) throw new Error(`${name} was not read`);
  return cdr;
};

describe('a CDR', () => {
  test('in ISO-8859-1 beside an empty folder entry is read by its declaration, and kept byte for byte', () => {
    const zip = cdrZip('cdr-accepted-latin1.xml');
    const cdr = readCdr(zip);
    expect(cdr).toMatchObject({
      code: '0',
      description: 'La Factura número F001-1, ha sido aceptada',
      observations: [],
      referenceId: 'F001-1',
      receivedAt: '2026-11-25T08:22:48-05:00',
    });
    expect(cdr?.zip.equals(Buffer.from(zip))).toBe(true);
  });

  test.each([
    ['cdr-observed-notes-before-signature.xml', ['4252', '3030']],
    ['cdr-observed-notes-after-signature.xml', ['4031']],
    ['cdr-ose-observed.xml', ['4093']],
  ])('%s yields its observations, whatever their place and codes', (name, codes) => {
    const cdr = read(name);
    expect(cdr.observations.map(({ code }) => code)).toEqual(codes);
    expect(cdrOutcome('sendBill', cdr).kind).toBe('observed');
  });

  test('with a date-time in IssueDate keeps its offset', () => {
    expect(read('cdr-observed-notes-before-signature.xml').receivedAt).toBe('2026-11-25T21:40:05.123-05:00');
  });

  test('of an OSE is read through a swapped default namespace, with the hash of the document', () => {
    const cdr = read('cdr-ose-accepted.xml');
    expect(cdr).toMatchObject({ code: '0', referenceId: 'F001-9', documentHash: 'Zm9ybSBvZiBhIGRpZ2VzdCBvbmx5' });
    expect(cdrOutcome('sendBill', cdr).kind).toBe('accepted');
  });

  test('that rejects keeps its proof and repeats nothing of the buyer', () => {
    const outcome = cdrOutcome('sendBill', read('cdr-rejected-2017.xml'));
    expect(outcome).toMatchObject({ kind: 'rejected', code: '2017', cdr: { code: '2017' } });
    expect(JSON.stringify({ ...outcome, cdr: undefined })).not.toMatch(/45678912|PEREZ|Detalle/);
  });

  test('that holds an exception is no rejection, and its leading zero stays', () => {
    expect(cdrOutcome('getStatus', read('cdr-exception-0109.xml'))).toMatchObject({ kind: 'retryable', code: '0109' });
  });

  test('of a summary with an already informed receipt is already registered', () => {
    expect(cdrOutcome('getStatus', read('cdr-summary-rejected-2282.xml')).kind).toBe('already_registered');
  });
});

describe('what is no CDR is not read and never throws', () => {
  test('garbage bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => readCdr(bytes) === undefined),
      { numRuns: 300 },
    );
  });

  test('garbage XML inside a good ZIP', () => {
    const xml = fc.oneof(fc.string(), fc.constantFrom('<a>', '<ApplicationResponse/>', '<html><br></html>', '<a:b/>'));
    fc.assert(
      fc.property(xml, (text) => readCdr(zipSync({ 'R-1.xml': Buffer.from(text) })) === undefined),
      { numRuns: 100 },
    );
  });

  test('a good ZIP cut anywhere, or with a byte changed, is read whole or not at all', () => {
    const zip = cdrZip('cdr-rejected-2017.xml');
    const position = fc.nat({ max: zip.length - 1 });
    fc.assert(
      fc.property(position, fc.nat({ max: 255 }), (at, byte) => {
        expect(readCdr(zip.subarray(0, at))).toBeUndefined();
        const changed = Uint8Array.from(zip);
        changed[at] = byte;
        expect(() => readCdr(changed)).not.toThrow();
      }),
      { numRuns: 100 },
    );
  });

  test.each(['no response code', 'a code that is no number'])('%s', (what) => {
    const xml = sunatFixture('cdr-ose-accepted.xml').toString();
    const broken = what.startsWith('no')
      ? xml.replace(/<ResponseCode.*?<\/ResponseCode>/, '')
      : xml.replace(/>0<\/ResponseCode>/, '>aceptado</ResponseCode>');
    expect(readCdr(zipSync({ 'R-1.xml': Buffer.from(broken) }))).toBeUndefined();
  });

  test('a ZIP without XML', () => {
    expect(readCdr(zipSync({ 'readme.txt': Buffer.from('x') }))).toBeUndefined();
  });
});

test('a ZIP that would grow beyond any CDR is not unpacked', () => {
  const bomb = Object.fromEntries(
    Array.from({ length: 40 }, (_none, n) => [`R-${n}.xml`, new Uint8Array(3 * 1024 * 1024)]),
  );
  const zip = zipSync(bomb, { level: 1 });
  const before = process.memoryUsage().arrayBuffers;
  expect(readCdr(zip)).toBeUndefined();
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(64 * 1024 * 1024);
});
