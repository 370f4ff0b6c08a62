import { createHash } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { signatureIsValid } from '../../test/support/verify-signature.ts';
import { readPfx } from './certificate.ts';
import { selfSigned } from './self-signed.ts';
import { signXml } from './sign-xml.ts';

const { pfx, password } = selfSigned({ ruc: '20601234565', name: 'BODEGA', days: 1 });
const identity = readPfx(pfx, password);
const namespaces = ' xmlns="urn:a" xmlns:ds="http://www.w3.org/2000/09/xmldsig#"';
const xml = {
  prolog: '<?xml version="1.0" encoding="UTF-8"?>\n',
  beforeSignature: `<Doc${namespaces}><Place>`,
  afterSignature: '</Place><Text>Ñandú &amp; té &#xD;🛒</Text></Doc>',
  namespaces,
  signatureId: 'Firma',
};

test('an independent library verifies the signature, and notices a changed character', () => {
  const text = signXml(xml, identity).bytes.toString('utf8');
  expect(signatureIsValid(text)).toBe(true);
  expect(signatureIsValid(text.replace('Ñandú', 'Nandú'))).toBe(false);
});

test('the digest is that of the document without its signature, and stands in the bytes', () => {
  const signed = signXml(xml, identity);
  const expected = createHash('sha256')
    .update(xml.beforeSignature + xml.afterSignature)
    .digest('base64');
  expect(signed.digestValue).toBe(expected);
  expect(signed.bytes.toString('utf8')).toContain(`<ds:DigestValue>${expected}</ds:DigestValue>`);
});

test('the same document and key give the same bytes', () => {
  expect(signXml(xml, identity).bytes).toEqual(signXml(xml, identity).bytes);
});

test('the reference is to the whole document, as SUNAT wants it (2090, 2091)', () => {
  expect(signXml(xml, identity).bytes.toString('utf8')).toContain('<ds:Reference URI="">');
});
