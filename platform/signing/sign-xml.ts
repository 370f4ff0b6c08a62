import { createHash, type KeyObject, sign } from 'node:crypto';

/** A document already in canonical form (inclusive C14N 1.0), split where its signature goes. */
export interface UnsignedXml {
  /** XML declaration with its line end; not part of the canonical form. */
  readonly prolog: string;
  readonly beforeSignature: string;
  readonly afterSignature: string;
  /** Namespace declarations in scope at the signature, canonical text with a leading blank; `ds` must be among them. */
  readonly namespaces: string;
  readonly signatureId: string;
}

/** What a signature needs: RSA key and the certificate as base64 DER without line ends. */
export interface Signer {
  readonly privateKey: KeyObject;
  readonly certificateBase64: string;
}

export interface SignedXml {
  readonly bytes: Buffer;
  /** base64 SHA-256 of the document without its signature: the "valor resumen" on paper and in the QR. */
  readonly digestValue: string;
}

const METHODS =
  '<ds:CanonicalizationMethod Algorithm="http://www.w3.org/TR/2001/REC-xml-c14n-20010315"></ds:CanonicalizationMethod>' +
  '<ds:SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"></ds:SignatureMethod>' +
  '<ds:Reference URI=""><ds:Transforms>' +
  '<ds:Transform Algorithm="http://www.w3.org/2000/09/xmldsig#enveloped-signature"></ds:Transform></ds:Transforms>' +
  '<ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"></ds:DigestMethod>';

/**
 * Signs a document as SUNAT asks (enveloped XMLDSig, RSA-SHA256, inclusive C14N). Synchronous and without a parse:
 * the text is canonical already, so its digest is that of the bytes. In the canonical form of SignedInfo the
 * namespaces of its ancestors are repeated, in the document they are not.
 */
export function signXml(xml: UnsignedXml, signer: Signer): SignedXml {
  const after = Buffer.from(xml.afterSignature); // encoded once, for the digest and for the bytes
  const digestValue = createHash('sha256').update(xml.beforeSignature).update(after).digest('base64');
  const content = `${METHODS}<ds:DigestValue>${digestValue}</ds:DigestValue></ds:Reference></ds:SignedInfo>`;
  const canonical = Buffer.from(`<ds:SignedInfo${xml.namespaces}>${content}`);
  const value = sign('sha256', canonical, signer.privateKey).toString('base64');
  const signature =
    `<ds:Signature Id="${xml.signatureId}"><ds:SignedInfo>${content}<ds:SignatureValue>${value}</ds:SignatureValue>` +
    `<ds:KeyInfo><ds:X509Data><ds:X509Certificate>${signer.certificateBase64}</ds:X509Certificate></ds:X509Data>` +
    '</ds:KeyInfo></ds:Signature>';
  const bytes = Buffer.concat([Buffer.from(xml.prolog + xml.beforeSignature + signature), after]);
  return { bytes, digestValue };
}
