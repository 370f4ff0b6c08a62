import { sign, verify, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { HubError } from '../../domain/errors.ts';
import { readPfx } from './certificate.ts';
import { selfSigned } from './self-signed.ts';

const file = (name: string): Buffer => readFileSync(join(import.meta.dirname, '../../test/fixtures/pfx', name));
const SHA256 = 'b7d0196e7b851d7642f9de5085ef03310feef85f00eb945bb4081861eb2585b2';

function codeOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    if (error instanceof HubError) return `${error.code} ${error.issues[0]?.pointer}`;
    throw error;
  }
  return 'nothing thrown';
}

describe('a PFX is read whatever its cipher', () => {
  test.each([
    ['rc2-40.pfx', 'prueba-rc2'],
    ['3des.pfx', 'prueba-3des'],
    ['aes-256.pfx', 'prueba-aes'],
    ['password-utf8.pfx', 'contraseña-2026'],
    ['password-utf8-legacy.pfx', 'contraseña-2026'],
  ])('%s gives the key, the certificate and the RUC of its subject', (name, password) => {
    const identity = readPfx(file(name), password);
    expect(identity.sha256).toBe(SHA256);
    expect(identity.ruc).toBe('20601234565');
    expect(identity.subject).toContain('CN=ROSA QUISPE MAMANI');
    expect(identity.notAfter.getTime()).toBeGreaterThan(Date.parse('2100-01-01'));
    const data = Buffer.from('texto');
    const certificate = new X509Certificate(Buffer.from(identity.certificateBase64, 'base64'));
    expect(verify('sha256', data, certificate.publicKey, sign('sha256', data, identity.privateKey))).toBe(true);
  });

  test('the certificate taken is the one of the key, not another in the file', () => {
    const identity = readPfx(file('with-chain.pfx'), 'prueba-cadena');
    expect(identity.rucs).toEqual(['20131312955']);
  });

  test('dates are told, not judged: an expired certificate is readable', () => {
    expect(readPfx(file('expired.pfx'), 'prueba-vencida').notAfter).toEqual(new Date('2021-01-01T00:00:00Z'));
  });
});

describe('what cannot sign is refused with its reason', () => {
  test.each([
    ['rc2-40.pfx', 'otra', 'wrong_password /password'],
    ['3des.pfx', '', 'wrong_password /password'],
    ['aes-256.pfx', 'prueba-AES', 'wrong_password /password'],
    ['aes-256.pfx', 'contraseña', 'wrong_password /password'],
    ['rsa-1024.pfx', 'prueba-corta', 'key_too_short /pfx_base64'],
    ['no-key.pfx', 'prueba-sin-clave', 'no_key /pfx_base64'],
    ['ec-key.pfx', 'prueba-ec', 'no_key /pfx_base64'],
  ])('%s with "%s": %s', (name, password, expected) => {
    expect(codeOf(() => readPfx(file(name), password))).toBe(expected);
  });

  test('a file that asks for hours of key derivation is refused at once', () => {
    const bytes = file('aes-256.pfx');
    // The file ends with the MAC's salt (8 bytes) and its 2,048 rounds; a shorter salt makes room for a larger count.
    expect(bytes.subarray(-4)).toEqual(Buffer.from([0x02, 0x02, 0x08, 0x00]));
    const withRounds = (...count: number[]): Buffer =>
      Buffer.concat([bytes.subarray(0, -14), Buffer.from([0x04, 0x06, 1, 2, 3, 4, 5, 6, 0x02, 0x04, ...count])]);
    expect(codeOf(() => readPfx(withRounds(0, 0, 0x08, 0x01), 'prueba-aes'))).toBe('wrong_password /password');
    expect(codeOf(() => readPfx(withRounds(0x7f, 0xff, 0xff, 0xff), 'prueba-aes'))).toBe('unreadable /pfx_base64');
  });

  test('bytes that are no PFX are unreadable', () => {
    const whole = file('aes-256.pfx');
    for (const bytes of [
      Buffer.alloc(0),
      Buffer.from('hola'),
      whole.subarray(0, 900),
      Buffer.from([0x30, 0x03, 2, 1, 3]),
    ]) {
      expect(codeOf(() => readPfx(bytes, 'prueba-aes'))).toBe('unreadable /pfx_base64');
    }
  });
});

test('a self-signed certificate is read back with its RUC and its days', () => {
  const now = new Date('2026-11-25T12:00:00Z');
  const { pfx, password } = selfSigned({ ruc: '20601234565', name: 'BODEGA ÑANDÚ S.A.C.', days: 30, now });
  const identity = readPfx(pfx, password);
  expect(identity.ruc).toBe('20601234565');
  expect(identity.notAfter).toEqual(new Date('2026-12-25T12:00:00Z'));
  expect(identity.notBefore.getTime()).toBeLessThan(now.getTime());
});
