import { createHash, createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import forge from 'node-forge';
import { type HubError, invalid } from '../../domain/errors.ts';
import { derivationRounds } from './pfx-cost.ts';

/** A private key with its certificate, ready to sign with. */
export interface SigningIdentity {
  readonly privateKey: KeyObject;
  /** DER as base64, one line. */
  readonly certificateBase64: string;
  /** `CN=..., O=..., C=PE`. */
  readonly subject: string;
  /** The RUC of the subject where it names one; with several, a company's (20...) first. */
  readonly ruc?: string | undefined;
  /** Every eleven-digit RUC in the subject: a certificate may name its holder's and the company's. */
  readonly rucs: readonly string[];
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** Hex SHA-256 of the certificate. */
  readonly sha256: string;
}

const MIN_KEY_BITS = 2048;
/** Some seconds of work at most: usual files ask for 2,000 to 10,000 rounds a part, the slowest tools for 600,000. */
const MAX_ROUNDS = 2_000_000;
const RUC = /(?<!\d)(?:10|15|16|17|20)\d{9}(?!\d)/g;

export type PfxFault = 'wrong_password' | 'no_key' | 'key_too_short' | 'unreadable';

const FAULTS: Readonly<Record<PfxFault, readonly [pointer: string, detail: string]>> = {
  wrong_password: ['/password', 'La contraseña del certificado no es correcta.'],
  no_key: ['/pfx_base64', 'El archivo no contiene una clave privada RSA con su certificado.'],
  key_too_short: ['/pfx_base64', `La clave del certificado debe ser RSA de al menos ${MIN_KEY_BITS} bits.`],
  unreadable: ['/pfx_base64', 'El archivo no es un certificado PFX (PKCS#12) legible.'],
};

/** What a caller is told of a file that cannot be used. */
export function fault(code: PfxFault): HubError {
  const [pointer, detail] = FAULTS[code];
  return invalid([{ pointer, code, detail }], code);
}

const ASCII = /^[ -~]*$/;

/**
 * Opens the container with a password that is not ASCII and a cipher of PKCS#5 v2, which wants UTF-8 where forge
 * takes one byte a character. The MAC (third part) is keyed in another encoding, so it is left out:
 * a wrong password then shows in the padding and in the key that must match its certificate.
 */
function openUtf8(pfx: Buffer, password: string): forge.pkcs12.Pkcs12Pfx | null {
  try {
    const asn1 = forge.asn1.fromDer(pfx.toString('binary'));
    if (Array.isArray(asn1.value)) asn1.value.splice(2);
    return forge.pkcs12.pkcs12FromAsn1(asn1, false, forge.util.encodeUtf8(password));
  } catch {
    return null;
  }
}

/** Opens the container; forge tells a wrong password only by its message. */
function open(pfx: Buffer, password: string): forge.pkcs12.Pkcs12Pfx {
  let asn1: forge.asn1.Asn1;
  try {
    asn1 = forge.asn1.fromDer(pfx.toString('binary'));
  } catch {
    throw fault('unreadable');
  }
  if (derivationRounds(asn1) > MAX_ROUNDS) throw fault('unreadable');
  try {
    return forge.pkcs12.pkcs12FromAsn1(asn1, false, password);
  } catch (error) {
    const again = ASCII.test(password) ? null : openUtf8(pfx, password);
    if (again) return again;
    const message = error instanceof Error ? error.message : '';
    throw fault(/password|MAC|decrypt/i.test(message) ? 'wrong_password' : 'unreadable');
  }
}

const bagsOf = (pfx: forge.pkcs12.Pkcs12Pfx, type: string | undefined): forge.pkcs12.Bag[] =>
  type === undefined ? [] : (pfx.getBags({ bagType: type })[type] ?? []);

function rsaKeyOf(pfx: forge.pkcs12.Pkcs12Pfx): forge.pki.rsa.PrivateKey {
  const bags = [...bagsOf(pfx, forge.pki.oids.pkcs8ShroudedKeyBag), ...bagsOf(pfx, forge.pki.oids.keyBag)];
  for (const { key } of bags) if (key && 'n' in key) return key;
  throw fault('no_key');
}

/** The certificate that belongs to the key: the file may carry the issuers' too. */
function certificateOf(pfx: forge.pkcs12.Pkcs12Pfx, key: forge.pki.rsa.PrivateKey): forge.pki.Certificate {
  for (const { cert } of bagsOf(pfx, forge.pki.oids.certBag)) {
    if (cert && 'n' in cert.publicKey && cert.publicKey.n.equals(key.n)) return cert;
  }
  throw fault('no_key');
}

function rucsIn(subject: string): string[] {
  const found = [...new Set(subject.match(RUC) ?? [])];
  return found.sort((a, b) => Number(b.startsWith('20')) - Number(a.startsWith('20')));
}

/**
 * Reads a PFX (PKCS#12), the old ciphers of many Peruvian ones (RC2-40, 3DES) included.
 * Validity dates and the RUC are told, not judged: what they mean depends on the day and the company.
 * @throws HubError `invalid` with code wrong_password, no_key, key_too_short or unreadable
 */
export function readPfx(pfx: Buffer, password: string): SigningIdentity {
  const container = open(pfx, password);
  const key = rsaKeyOf(container);
  const certificate = certificateOf(container, key);
  if (key.n.bitLength() < MIN_KEY_BITS) throw fault('key_too_short');
  const der = Buffer.from(forge.asn1.toDer(forge.pki.certificateToAsn1(certificate)).getBytes(), 'binary');
  const x509 = new X509Certificate(der);
  const subject = x509.subject.split('\n').join(', ');
  const rucs = rucsIn(subject);
  return {
    privateKey: createPrivateKey(forge.pki.privateKeyToPem(key)),
    certificateBase64: der.toString('base64'),
    subject,
    ruc: rucs[0],
    rucs,
    notBefore: new Date(x509.validFrom),
    notAfter: new Date(x509.validTo),
    sha256: createHash('sha256').update(der).digest('hex'),
  };
}
