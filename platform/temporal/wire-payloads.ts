import type { Payload, PayloadCodec } from '@temporalio/common';
import { HubError } from '../../domain/errors.ts';

/** A payload as the codec protocol writes it: all bytes in base64. */
export interface WirePayload {
  readonly metadata: Readonly<Record<string, string>>;
  readonly data: string;
}

export interface WirePayloads {
  readonly payloads: readonly WirePayload[];
}

const malformed = (): HubError => new HubError('malformed', 'malformed', 'Se esperaba {"payloads": [...]} en base64.');

const bytes = (value: unknown): Buffer => {
  if (typeof value !== 'string') throw malformed();
  return Buffer.from(value, 'base64');
};

function fromWire(value: unknown): Payload {
  if (typeof value !== 'object' || value === null) throw malformed();
  const metadata: unknown = Reflect.get(value, 'metadata') ?? {};
  const data: unknown = Reflect.get(value, 'data') ?? '';
  if (typeof metadata !== 'object' || metadata === null) throw malformed();
  return {
    metadata: Object.fromEntries(Object.entries(metadata).map(([key, entry]) => [key, bytes(entry)])),
    data: bytes(data),
  };
}

const base64 = (value: Uint8Array | null | undefined): string => Buffer.from(value ?? []).toString('base64');

const toWire = (payload: Payload): WirePayload => ({
  metadata: Object.fromEntries(Object.entries(payload.metadata ?? {}).map(([key, value]) => [key, base64(value)])),
  data: base64(payload.data),
});

/**
 * One call of the codec protocol (the Web UI's `POST …/decode` and `…/encode`): the body's payloads through the codec.
 * Throws HubError malformed for another body, and PayloadError for a payload that does not open.
 */
export async function codecCall(
  codec: PayloadCodec,
  direction: 'encode' | 'decode',
  body: unknown,
): Promise<WirePayloads> {
  const payloads: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, 'payloads') : undefined;
  if (!Array.isArray(payloads)) throw malformed();
  const changed = await codec[direction](payloads.map(fromWire));
  return { payloads: changed.map(toWire) };
}
