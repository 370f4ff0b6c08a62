import { createSign, type KeyObject } from 'node:crypto';

const SHA256_WITH_RSA = Buffer.from('06092a864886f70d01010b0500', 'hex');
const COMMON_NAME = Buffer.from('0603550403', 'hex');

/** One DER element. */
function der(tag: number, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const size = content.length;
  const length = size < 128 ? [size] : size < 256 ? [0x81, size] : [0x82, size >> 8, size & 0xff];
  return Buffer.concat([Buffer.from([tag, ...length]), content]);
}

const sequence = (...parts: Buffer[]): Buffer => der(0x30, ...parts);

/** UTCTime of the first of January of a year. */
const newYear = (year: number): Buffer => der(0x17, Buffer.from(`${String(year % 100).padStart(2, '0')}0101000000Z`));

/** A self-signed X.509 certificate (DER), valid between two years counted from now. */
export function selfSigned(publicKey: KeyObject, privateKey: KeyObject, years: { from: number; to: number }): Buffer {
  const year = new Date().getFullYear();
  const name = sequence(der(0x31, sequence(COMMON_NAME, der(0x0c, Buffer.from('EMPRESA DE PRUEBA S.A.C.')))));
  const algorithm = sequence(SHA256_WITH_RSA);
  const body = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.from([1])),
    algorithm,
    name,
    sequence(newYear(year + years.from), newYear(year + years.to)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
  );
  const signature = createSign('RSA-SHA256').update(body).sign(privateKey);
  return sequence(body, algorithm, der(0x03, Buffer.from([0]), signature));
}
