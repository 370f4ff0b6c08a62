import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { readPfx } from './certificate.ts';
import { certificateIssues } from './check-certificate.ts';

const read = (name: string, password: string) =>
  readPfx(readFileSync(join(import.meta.dirname, '../../test/fixtures/pfx', name)), password);
const NOW = new Date('2027-06-01T12:00:00Z');

test('a certificate of the company in force signs', () => {
  expect(certificateIssues(read('3des.pfx', 'prueba-3des'), '20601234565', NOW)).toEqual([]);
});

test('an expired one, one not yet valid and one of another RUC are told apart', () => {
  const expired = certificateIssues(read('expired.pfx', 'prueba-vencida'), '20601234565', NOW, '/pfx_base64');
  expect(expired).toEqual([
    expect.objectContaining({ pointer: '/pfx_base64', code: 'certificate_expired', sunatCode: '2327' }),
  ]);
  const early = certificateIssues(read('3des.pfx', 'prueba-3des'), '20601234565', new Date('2020-01-01T00:00:00Z'));
  expect(early.map((issue) => issue.code)).toEqual(['certificate_not_yet_valid']);
  const other = certificateIssues(read('with-chain.pfx', 'prueba-cadena'), '20601234565', NOW);
  expect(other.map((issue) => issue.sunatCode)).toEqual(['2325']);
});

test('a subject that names no RUC is let through', () => {
  const { notBefore, notAfter } = read('3des.pfx', 'prueba-3des');
  expect(certificateIssues({ rucs: [], notBefore, notAfter }, '20601234565', NOW)).toEqual([]);
});
