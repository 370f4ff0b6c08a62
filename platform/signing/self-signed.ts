import { generateKeyPairSync, randomBytes } from 'node:crypto';
import forge from 'node-forge';

export interface SelfSignedOptions {
  readonly ruc: string;
  readonly name: string;
  readonly days: number;
  readonly now?: Date | undefined;
}

const DAY_MS = 86_400_000;

/**
 * A certificate of one's own for demonstrations and SUNAT's beta, which takes it; production does not.
 * RSA-2048, the RUC in the subject where Peruvian authorities put it.
 */
export function selfSigned(options: SelfSignedOptions): { pfx: Buffer; password: string } {
  const pair = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const key = forge.pki.privateKeyFromPem(pair.privateKey);
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = forge.pki.publicKeyFromPem(pair.publicKey);
  certificate.serialNumber = `01${randomBytes(15).toString('hex')}`;
  const now = options.now ?? new Date();
  certificate.validity.notBefore = new Date(now.getTime() - DAY_MS);
  certificate.validity.notAfter = new Date(now.getTime() + options.days * DAY_MS);
  const ascii = options.name.normalize('NFD').replace(/[^ -~]/g, '');
  const name = [
    { shortName: 'CN', value: ascii },
    { shortName: 'O', value: ascii },
    { shortName: 'OU', value: options.ruc },
    { shortName: 'C', value: 'PE' },
  ];
  certificate.setSubject(name);
  certificate.setIssuer(name);
  certificate.setExtensions([
    { name: 'basicConstraints', cA: false },
    { name: 'keyUsage', digitalSignature: true, nonRepudiation: true },
  ]);
  certificate.sign(key, forge.md.sha256.create());
  const password = randomBytes(18).toString('base64url');
  const container = forge.pkcs12.toPkcs12Asn1(key, [certificate], password, { algorithm: 'aes256' });
  return { pfx: Buffer.from(forge.asn1.toDer(container).getBytes(), 'binary'), password };
}
