import { beforeAll, expect, test } from '@jest/globals';
import { Refusal } from './returns.ts';
import { checkSignature } from './signature.ts';
import { EXAMPLE_RUC, exampleBill } from './testing/example-bill.ts';
import { type ExampleKey, exampleKey, signExample } from './testing/sign.ts';
import { parseXml } from './xml.ts';

const TODAY = new Date().toISOString().slice(0, 10);
const bill = { ruc: EXAMPLE_RUC, type: '01' as const, series: 'F001', number: 1, issueDate: TODAY };

let key: ExampleKey;

beforeAll(() => {
  key = exampleKey();
});

/** The code that a document gets, or `ok`. */
function verdict(change: (xml: string) => string = (xml) => xml, signer = key, registered?: string): string {
  const xml = change(signExample(exampleBill(bill), signer));
  try {
    checkSignature(parseXml(xml), xml, TODAY, registered);
    return 'ok';
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
}

test('a document signed by hand over its canonical form is accepted', () => {
  expect(verdict()).toBe('ok');
  expect(verdict(undefined, key, key.sha256)).toBe('ok');
});

test.each([
  ['1059', 'no signature', (xml: string) => xml.replace(/<ds:Signature .*<\/ds:Signature>/, '')],
  [
    '2335',
    'a changed amount',
    (xml: string) => xml.replace('>118.00</cbc:PayableAmount>', '>118.01</cbc:PayableAmount>'),
  ],
  ['2335', 'a changed digest', (xml: string) => xml.replace(/<ds:DigestValue>.{8}/, '<ds:DigestValue>AAAAAAAA')],
  [
    '2335',
    'another signature value',
    (xml: string) => xml.replace(/<ds:SignatureValue>.{8}/, '<ds:SignatureValue>AAAAAAAA'),
  ],
  ['2085', 'no Id', (xml: string) => xml.replace(' Id="Firma"', '')],
  ['2084', 'an empty Id', (xml: string) => xml.replace(' Id="Firma"', ' Id=""')],
  ['2086', 'another canonicalization', (xml: string) => xml.replace('c14n-20010315"', 'c14n-20010315#WithComments"')],
  ['2088', 'another method', (xml: string) => xml.replace('xmldsig-more#rsa-sha256', 'xmldsig-more#rsa-sha512')],
  ['2090', 'a reference with a target', (xml: string) => xml.replace('URI=""', 'URI="#x"')],
  ['2091', 'a reference without URI', (xml: string) => xml.replace(' URI=""', '')],
  ['2092', 'another transform', (xml: string) => xml.replace('#enveloped-signature', '#base64')],
  [
    '2325',
    'a certificate that is none',
    (xml: string) => xml.replace(/<ds:X509Certificate>[^<]*/, '<ds:X509Certificate>AAAA'),
  ],
])('%s refuses %s', (code, _what, change) => {
  expect(verdict(change)).toBe(code);
});

test('2325 refuses another certificate than the registered one', () => {
  expect(verdict(undefined, key, 'ab'.repeat(32))).toBe('2325');
});

test("2335 refuses a signature made by another key than the certificate's", () => {
  const other = exampleKey();
  expect(verdict(undefined, { ...key, key: other.key })).toBe('2335');
});

test('2327 refuses a certificate that is over', () => {
  expect(verdict(undefined, exampleKey({ from: -3, to: -1 }))).toBe('2327');
});
