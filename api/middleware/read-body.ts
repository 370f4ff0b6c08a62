import { HubError } from '../../domain/errors.ts';
import type { HubContext } from '../env.ts';

export const BODY_LIMIT_BYTES = 1024 * 1024;
/** Deeper JSON than any of our bodies; a bound keeps every recursive walk safe. */
const MAX_DEPTH = 32;
const JSON_TYPE = /^application\/(json|[a-z0-9.+-]+\+json)\s*(;|$)/i;

const tooLarge = (): HubError =>
  new HubError('malformed', 'payload_too_large', 'El contenido supera el tamaño permitido.');
const malformed = (detail: string): HubError => new HubError('malformed', 'malformed_json', detail);

/** @throws HubError 413 beyond `limit` bytes, whatever the headers say */
export async function readBytes(request: Request, limit: number): Promise<Uint8Array> {
  const reader = request.body?.getReader();
  if (!reader) return new Uint8Array(0);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return Buffer.concat(chunks);
    size += value.byteLength;
    if (size > limit) {
      await reader.cancel();
      throw tooLarge();
    }
    chunks.push(value);
  }
}

function checkDepth(value: unknown, depth = 0): void {
  if (typeof value !== 'object' || value === null) return;
  if (depth >= MAX_DEPTH) throw malformed('El JSON está anidado en exceso.');
  for (const inner of Object.values(value)) checkDepth(inner, depth + 1);
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw malformed('El cuerpo no es JSON válido en UTF-8.');
  }
}

/**
 * Reads a JSON body of at most `limit` bytes (1 MiB); `undefined` when there is none and none is needed.
 * @throws HubError 413, 415 (a body that is not declared as JSON), 400 (not JSON, nested too deep, missing)
 */
export async function readBody(c: HubContext, required: boolean, limit = BODY_LIMIT_BYTES): Promise<unknown> {
  if (Number(c.req.header('content-length') ?? 0) > limit) throw tooLarge();
  const bytes = await readBytes(c.req.raw, limit);
  const type = c.req.header('content-type');
  if (bytes.byteLength === 0 && !required) return undefined;
  if (type === undefined ? required || bytes.byteLength > 0 : !JSON_TYPE.test(type))
    throw new HubError('malformed', 'unsupported_media_type', 'El contenido debe enviarse como application/json.');
  const body = parse(bytes);
  checkDepth(body);
  return body;
}
