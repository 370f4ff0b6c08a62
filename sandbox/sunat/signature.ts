import { createHash, X509Certificate } from 'node:crypto';
import { DOMParser, XMLSerializer } from '@xmldom/xmldom';
import { SignedXml } from 'xml-crypto';
import { Refusal } from './returns.ts';
import { all, first, textAt, type XmlNode } from './xml.ts';

const DS = 'http://www.w3.org/2000/09/xmldsig#';
const CANONICAL = new Set([
  'http://www.w3.org/TR/2001/REC-xml-c14n-20010315',
  'http://www.w3.org/2001/10/xml-exc-c14n#',
]);
const METHODS = new Set([`${DS}rsa-sha1`, 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256']);
const ENVELOPED = `${DS}enveloped-signature`;

/**
 * The signature sheet: shape, certificate, digest over the document and signature value.
 * @param registeredSha256 hex fingerprint of the certificate the issuer communicated, if any.
 * @throws Refusal 1059 none, 2084-2092 shape, 2325 other certificate, 2327 out of its validity, 2335 altered.
 */
export function checkSignature(root: XmlNode, xml: string, today: string, registeredSha256: string | undefined): void {
  const signatures = all(root, 'UBLExtensions/UBLExtension/ExtensionContent/Signature');
  const [signature] = signatures;
  if (signature === undefined) throw new Refusal('1059');
  checkShape(signature);
  const encoded = textAt(signature, 'KeyInfo/X509Data/X509Certificate')?.replace(/\s/g, '') ?? '';
  checkCertificate(encoded, today, registeredSha256);
  verify(xml, encoded);
}

function checkShape(signature: XmlNode): void {
  const id = signature.attrs.Id;
  if (id === undefined) throw new Refusal('2085');
  if (id === '' || id.length > 3000) throw new Refusal('2084');
  const canonical = first(signature, 'SignedInfo/CanonicalizationMethod')?.attrs.Algorithm;
  if (canonical === undefined) throw new Refusal('2087');
  if (!CANONICAL.has(canonical)) throw new Refusal('2086', canonical);
  const method = first(signature, 'SignedInfo/SignatureMethod')?.attrs.Algorithm;
  if (method === undefined) throw new Refusal('2089');
  if (!METHODS.has(method)) throw new Refusal('2088', method);
  const references = all(signature, 'SignedInfo/Reference');
  const uri = references[0]?.attrs.URI;
  if (uri === undefined) throw new Refusal('2091');
  if (uri !== '' || references.length !== 1) throw new Refusal('2090', uri);
  const transforms = all(references[0], 'Transforms/Transform').map((one) => one.attrs.Algorithm);
  if (transforms[0] !== ENVELOPED) throw new Refusal('2092', transforms.join(' '));
}

function checkCertificate(encoded: string, today: string, registeredSha256: string | undefined): void {
  const der = Buffer.from(encoded, 'base64');
  let certificate: X509Certificate;
  try {
    certificate = new X509Certificate(der);
  } catch {
    throw new Refusal('2325', 'certificado ilegible');
  }
  const day = (text: string): string => new Date(text).toISOString().slice(0, 10);
  if (today < day(certificate.validFrom) || today > day(certificate.validTo)) throw new Refusal('2327');
  const fingerprint = createHash('sha256').update(der).digest('hex');
  if (registeredSha256 !== undefined && fingerprint !== registeredSha256) throw new Refusal('2325');
}

function verify(xml: string, certificate: string): void {
  const pem = `-----BEGIN CERTIFICATE-----\n${certificate.replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`;
  try {
    const document = new DOMParser().parseFromString(xml, 'text/xml');
    const node = Array.from(document.getElementsByTagNameNS(DS, 'Signature')).at(-1);
    if (node === undefined) throw new Refusal('1059');
    const signed = new SignedXml({ publicCert: pem });
    // As text: xml-crypto is typed for the browser's DOM, and parses with xmldom itself.
    signed.loadSignature(new XMLSerializer().serializeToString(node));
    if (!signed.checkSignature(xml)) throw new Refusal('2335');
  } catch (error) {
    throw error instanceof Refusal ? error : new Refusal('2335');
  }
}
