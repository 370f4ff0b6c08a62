import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { aesKey } from './aes-key.ts';

/** Layout of a sealed value: version 1 byte, key id 4, nonce 12, text, tag 16. */
const VERSION = 1;
const HEADER_BYTES = 5;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const OVERHEAD = HEADER_BYTES + NONCE_BYTES + TAG_BYTES;

/**
 * An encrypted value as it lies in a column. It is opaque on purpose: services open it explicitly, so that no query,
 * log line or JSON answer shows what it holds.
 */
export class Sealed {
  readonly bytes: Buffer;

  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }

  toJSON(): string {
    return '[sealed]';
  }
}

/** A sealed value that is damaged, was moved to another place, or whose key is not at hand. Says nothing of the content. */
export class UnsealError extends Error {
  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'UnsealError';
  }
}

/** The id of the key that sealed the value; throws UnsealError for bytes that are no sealed value. */
export function sealedKeyId(sealed: Sealed): number {
  if (sealed.bytes.length < OVERHEAD || sealed.bytes[0] !== VERSION) throw new UnsealError('Not a sealed value.');
  return sealed.bytes.readUInt32BE(1);
}

/** AES-256-GCM under `key`; the header (version, key id) and `aad` are authenticated, not encrypted. */
export function sealBytes(key: Buffer, keyId: number, text: Buffer, aad: string): Sealed {
  const header = Buffer.alloc(HEADER_BYTES);
  header[0] = VERSION;
  header.writeUInt32BE(keyId, 1);
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', aesKey(key), nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.concat([header, Buffer.from(aad)]));
  return new Sealed(Buffer.concat([header, nonce, cipher.update(text), cipher.final(), cipher.getAuthTag()]));
}

/** The text of a sealed value; throws UnsealError when one bit of it, of its header or of `aad` differs. */
export function unsealBytes(key: Buffer, sealed: Sealed, aad: string): Buffer {
  sealedKeyId(sealed);
  const { bytes } = sealed;
  const end = bytes.length - TAG_BYTES;
  const nonce = bytes.subarray(HEADER_BYTES, HEADER_BYTES + NONCE_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', aesKey(key), nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.concat([bytes.subarray(0, HEADER_BYTES), Buffer.from(aad)]));
  decipher.setAuthTag(bytes.subarray(end));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(HEADER_BYTES + NONCE_BYTES, end)), decipher.final()]);
  } catch (cause) {
    throw new UnsealError('The sealed value does not fit its key or its place.', { cause });
  }
}
