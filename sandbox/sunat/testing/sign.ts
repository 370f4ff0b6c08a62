import { createHash, createSign, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { selfSigned } from './certificate.ts';

/** A key with a self-signed certificate (base64 of the DER). */
export interface ExampleKey {
  readonly key: KeyObject;
  readonly certificate: string;
  readonly sha256: string;
}

/** Makes a key pair and a certificate valid around now, or for the given years from now. */
export function exampleKey(validYears = { from: -1, to: 2 }): ExampleKey {
  const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const der = selfSigned(pair.publicKey, pair.privateKey, validYears);
  return {
    key: pair.privateKey,
    certificate: der.toString('base64'),
    sha256: createHash('sha256').update(der).digest('hex'),
  };
}

/** Signs a canonical document (inclusive C14N 1.0, RSA-SHA256) into its empty ExtensionContent. */
export function signExample(xml: string, { key, certificate }: ExampleKey): string {
  const canonical = xml.replace(/^<\?xml[^>]*\?>\n/, '');
  const digest = createHash('sha256').update(canonical).digest('base64');
  const inherited = /^<\w+((?: xmlns(?::\w+)?="[^"]*")+)>/.exec(canonical)?.[1] ?? '';
  const info = (namespaces: string): string =>
    `<ds:SignedInfo${namespaces}><ds:CanonicalizationMethod Algorithm="http://www.w3.org/TR/2001/REC-xml-c14n-20010315">` +
    '</ds:CanonicalizationMethod><ds:SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"></ds:SignatureMethod>' +
    '<ds:Reference URI=""><ds:Transforms><ds:Transform Algorithm="http://www.w3.org/2000/09/xmldsig#enveloped-signature"></ds:Transform>' +
    '</ds:Transforms><ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"></ds:DigestMethod>' +
    `<ds:DigestValue>${digest}</ds:DigestValue></ds:Reference></ds:SignedInfo>`;
  const value = createSign('RSA-SHA256').update(info(inherited)).sign(key, 'base64');
  const signature =
    `<ds:Signature Id="Firma">${info('')}<ds:SignatureValue>${value}</ds:SignatureValue><ds:KeyInfo><ds:X509Data>` +
    `<ds:X509Certificate>${certificate}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></ds:Signature>`;
  return xml.replace('<ext:ExtensionContent></', `<ext:ExtensionContent>${signature}</`);
}
