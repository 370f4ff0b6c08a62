import type { Payload } from '@temporalio/common';
import { z } from 'zod';

/** A payload as Temporal's codec protocol sends it over HTTP: bytes in base64. Unknown members are kept. */
const WirePayload = z.looseObject({
  metadata: z.record(z.string(), z.string()).optional(),
  data: z.string().optional(),
});
export const WirePayloads = z.object({ payloads: z.array(WirePayload).max(1000) });
export type WirePayload = z.output<typeof WirePayload>;

export function fromWire(wire: WirePayload): Payload {
  const metadata = Object.entries(wire.metadata ?? {}).map(
    ([name, value]) => [name, Buffer.from(value, 'base64')] as const,
  );
  return { metadata: Object.fromEntries(metadata), data: Buffer.from(wire.data ?? '', 'base64') };
}

const base64 = (bytes: Uint8Array | null | undefined): string => Buffer.from(bytes ?? []).toString('base64');

export function toWire(payload: Payload): WirePayload {
  const metadata = Object.entries(payload.metadata ?? {}).map(([name, value]) => [name, base64(value)]);
  return { metadata: Object.fromEntries(metadata), data: base64(payload.data) };
}

const AAD = 'encryption-aad';

/**
 * The company that an encrypted payload says it belongs to: it stands in clear, authenticated, as
 * `<namespace>/<company>/<process>/<id>`. A lie about it makes the decryption fail.
 */
export function companyOf(wire: WirePayload): string | undefined {
  const place = Buffer.from(wire.metadata?.[AAD] ?? '', 'base64').toString('utf8');
  return place.split('/')[1];
}

/** True for what nobody encrypted. */
export const isPlain = (wire: WirePayload): boolean => wire.metadata?.[AAD] === undefined;
