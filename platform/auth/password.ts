import { type Argon2Parameters, argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { fromBase64url } from './base64url.ts';

/** Cost of one hash: memory in KiB, passes over it, lanes. */
export interface PasswordCost {
  readonly memoryKib: number;
  readonly passes: number;
  readonly parallelism: number;
}

/** OWASP Password Storage Cheat Sheet: Argon2id with 19 MiB, two passes, one lane (about 30 ms here). */
export const defaultPasswordCost: PasswordCost = { memoryKib: 19_456, passes: 2, parallelism: 1 };

const SALT_BYTES = 16;
const HASH_BYTES = 32;
const MAX_PASSWORD_BYTES = 1024;
const PHC = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,3}),p=(\d{1,3})\$([A-Za-z0-9+/]{11,86})\$([A-Za-z0-9+/]{22,86})$/;

/**
 * Argon2 runs in libuv's pool of four threads, which DNS look-ups and files share: two at a time leave the others free
 * when many people log in at once.
 */
const MAX_CONCURRENT = 2;
let running = 0;
const waiting: (() => void)[] = [];

async function derive(parameters: Argon2Parameters): Promise<Buffer> {
  if (running >= MAX_CONCURRENT) await new Promise<void>((resolve) => waiting.push(resolve));
  else running += 1;
  try {
    return await new Promise((resolve, reject) =>
      argon2('argon2id', parameters, (error, key) => (error ? reject(error) : resolve(key))),
    );
  } finally {
    const following = waiting.shift();
    if (following) following();
    else running -= 1;
  }
}

/** One spelling for one password, whatever keyboard or system composed its accents. */
const normalise = (password: string): Buffer => Buffer.from(password.normalize('NFKC'));

const unpadded = (bytes: Buffer): string => bytes.toString('base64').replaceAll('=', '');

interface Stored extends PasswordCost {
  readonly salt: Buffer;
  readonly hash: Buffer;
}

function parse(stored: string): Stored | undefined {
  const [, memory, passes, lanes, salt, hash] = PHC.exec(stored) ?? [];
  if (!memory || !passes || !lanes || !salt || !hash) return undefined;
  const [saltBytes, hashBytes] = [salt, hash].map((part) =>
    fromBase64url(part.replaceAll('+', '-').replaceAll('/', '_')),
  );
  if (!saltBytes || !hashBytes) return undefined;
  return {
    memoryKib: Number(memory),
    passes: Number(passes),
    parallelism: Number(lanes),
    salt: saltBytes,
    hash: hashBytes,
  };
}

function parametersOf(password: Buffer, cost: PasswordCost, salt: Buffer, tagLength: number): Argon2Parameters {
  const { memoryKib: memory, passes, parallelism } = cost;
  return { message: password, nonce: salt, parallelism, tagLength, memory, passes };
}

/** Hashes a password with Argon2id off the main thread; the answer is a PHC string. Throws RangeError over 1,024 bytes. */
export async function hashPassword(password: string, cost: PasswordCost = defaultPasswordCost): Promise<string> {
  const message = normalise(password);
  if (message.length > MAX_PASSWORD_BYTES) throw new RangeError('The password is longer than 1024 bytes.');
  const salt = randomBytes(SALT_BYTES);
  const hash = await derive(parametersOf(message, cost, salt, HASH_BYTES));
  const { memoryKib, passes, parallelism } = cost;
  return `$argon2id$v=19$m=${memoryKib},t=${passes},p=${parallelism}$${unpadded(salt)}$${unpadded(hash)}`;
}

const dummy: Stored = { ...defaultPasswordCost, salt: randomBytes(SALT_BYTES), hash: randomBytes(HASH_BYTES) };

/**
 * True when the password fits the stored PHC string. Pass undefined for an unknown user or one without a password: the
 * same work is done, so that the time of the answer does not tell which e-mails exist.
 */
export async function verifyPassword(stored: string | undefined, password: string): Promise<boolean> {
  const parsed = stored === undefined ? undefined : parse(stored);
  const { salt, hash, ...cost } = parsed ?? dummy;
  const message = normalise(password);
  if (message.length > MAX_PASSWORD_BYTES) return false;
  const derived = await derive(parametersOf(message, cost, salt, hash.length));
  return timingSafeEqual(derived, hash) && parsed !== undefined;
}

/** True when a stored hash was made at another cost than today's, so that the next good login should store it anew. */
export function needsRehash(stored: string, cost: PasswordCost = defaultPasswordCost): boolean {
  const parsed = parse(stored);
  return (
    !parsed ||
    parsed.memoryKib !== cost.memoryKib ||
    parsed.passes !== cost.passes ||
    parsed.parallelism !== cost.parallelism
  );
}
