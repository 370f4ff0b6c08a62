import { z } from 'zod';

/** A payload as Temporal's codec protocol sends it over HTTP: bytes in base64. Unknown members are kept. */
const WirePayload = z.looseObject({
  metadata: z.record(z.string(), z.string()).optional(),
  data: z.string().optional(),
});
export const WirePayloads = z.object({ payloads: z.array(WirePayload).max(1000) });
export type WirePayload = z.output<typeof WirePayload>;

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
