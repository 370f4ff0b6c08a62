import { X509Certificate } from 'node:crypto';
import { expect, jest, test } from '@jest/globals';
import forge from 'node-forge';
import { readPfx } from './certificate.ts';
import { openPfx } from './open-pfx.ts';
import { selfSigned } from './self-signed.ts';

jest.setTimeout(60_000);

/** The same key and certificate in a container that asks for many rounds. */
function costly(pfx: Buffer, password: string, count: number): Buffer {
  const opened = forge.pkcs12.pkcs12FromAsn1(forge.asn1.fromDer(pfx.toString('binary')), false, password);
  const { pkcs8ShroudedKeyBag = '', certBag = '' } = forge.pki.oids;
  const [key] = opened.getBags({ bagType: pkcs8ShroudedKeyBag })[pkcs8ShroudedKeyBag] ?? [];
  const [certificate] = opened.getBags({ bagType: certBag })[certBag] ?? [];
  if (!key?.key || !certificate?.cert) throw new Error('The container is empty');
  const options = { algorithm: 'aes256', count } as const;
  const asn1 = forge.pkcs12.toPkcs12Asn1(key.key, [certificate.cert], 'clave', options);
  return Buffer.from(forge.asn1.toDer(asn1).getBytes(), 'binary');
}

test('a certificate that is slow to open holds nobody up, signs like any other, and its faults are told', async () => {
  const { pfx, password } = selfSigned({ ruc: '20601234565', name: 'BODEGA S.A.C.', days: 30 });
  const slow = costly(pfx, password, 25_000);
  let beats = 0;
  const beat = setInterval(() => (beats += 1), 10);
  const identity = await openPfx(slow, 'clave');
  clearInterval(beat);
  expect(beats).toBeGreaterThan(5);
  expect(identity).toMatchObject({ sha256: readPfx(pfx, password).sha256, rucs: ['20601234565'] });
  expect(
    new X509Certificate(Buffer.from(identity.certificateBase64, 'base64')).checkPrivateKey(identity.privateKey),
  ).toBe(true);
  await expect(openPfx(slow, 'otra')).rejects.toMatchObject({ kind: 'invalid', code: 'wrong_password' });
  await expect(openPfx(Buffer.from('nada'), 'x')).rejects.toMatchObject({ code: 'unreadable' });
});
