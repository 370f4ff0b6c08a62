import { randomFillSync } from 'node:crypto';

/** Random bytes are drawn from the system in blocks: one id needs ten, a system call each would cost more than the id. */
const pool = Buffer.alloc(4096);
let used = pool.length;

function random(bytes: number): Buffer {
  if (used + bytes > pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += bytes;
  return pool.subarray(used - bytes, used);
}

/** Ids of one millisecond are counted up in 26 bits, which start in the lower half so that they do not run over. */
const COUNTER_LIMIT = 2 ** 26;

interface Sequence {
  milliseconds: number;
  counter: number;
}

const byClock: Sequence = { milliseconds: -1, counter: 0 };
const byCaller: Sequence = { milliseconds: -1, counter: 0 };

function next(sequence: Sequence, milliseconds: number): void {
  if (milliseconds !== sequence.milliseconds) {
    sequence.milliseconds = milliseconds;
    sequence.counter = random(4).readUInt32BE() & (COUNTER_LIMIT / 2 - 1);
    return;
  }
  sequence.counter += 1;
  if (sequence.counter === COUNTER_LIMIT) {
    sequence.milliseconds += 1;
    sequence.counter = 0;
  }
}

/**
 * A UUID of version 7 (RFC 9562): 48 bits of Unix milliseconds, then a counter, then 48 random bits.
 * Without `now` the ids of one process only grow, also when the clock is set back; with `now` (milliseconds, for
 * historic data) they carry that time and grow among calls with the same value.
 */
export function uuidv7(now?: number): string {
  const sequence = now === undefined ? byClock : byCaller;
  next(sequence, now === undefined ? Math.max(Date.now(), byClock.milliseconds) : Math.max(0, Math.floor(now)));
  const bytes = Buffer.alloc(16);
  bytes.writeUIntBE(sequence.milliseconds, 0, 6);
  bytes.writeUInt16BE(0x7000 | (sequence.counter >>> 14), 6);
  bytes.writeUInt16BE(0x8000 | (sequence.counter & 0x3fff), 8);
  random(6).copy(bytes, 10);
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** True for a lower-case UUID of any version of RFC 9562; what is not one may not reach a `uuid` column. */
export const isUuid = (text: string): boolean => UUID.test(text);
