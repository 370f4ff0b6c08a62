import { createHmac, timingSafeEqual } from 'node:crypto';
import { type HubError, invalid } from '../../domain/errors.ts';
import { fromBase64url } from './base64url.ts';

const MAC_BYTES = 16;

function mac(key: Buffer, scope: string, json: Buffer): Buffer {
  return createHmac('sha256', key).update(`${scope.length}:${scope}`).update(json).digest().subarray(0, MAC_BYTES);
}

function refused(): HubError {
  const detail = 'El cursor no es válido; vuelva a pedir la primera página.';
  return invalid([{ pointer: '/cursor', code: 'invalid_cursor', detail }], 'invalid_cursor');
}

/**
 * An opaque page cursor: base64url of MAC and JSON, signed so that a caller cannot ask for positions of his own making.
 * `scope` (company and list) binds it to where it was given out. The payload is readable by the caller: keys only.
 */
export function encodeCursor(key: Buffer, payload: unknown, scope = ''): string {
  const json = Buffer.from(JSON.stringify(payload));
  return Buffer.concat([mac(key, scope, json), json]).toString('base64url');
}

/** The payload of a cursor; throws HubError invalid (422, `invalid_cursor`, pointer `/cursor`) for any other text. */
export function decodeCursor(key: Buffer, cursor: string, scope = ''): unknown {
  const bytes = fromBase64url(cursor);
  if (!bytes || bytes.length <= MAC_BYTES) throw refused();
  const json = bytes.subarray(MAC_BYTES);
  if (!timingSafeEqual(bytes.subarray(0, MAC_BYTES), mac(key, scope, json))) throw refused();
  const payload: unknown = JSON.parse(json.toString('utf8'));
  return payload;
}
