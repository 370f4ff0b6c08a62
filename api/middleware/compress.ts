import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { createMiddleware } from 'hono/factory';
import type { HubEnv } from '../env.ts';

const gzipAsync = promisify(gzip);
const MIN_BYTES = 1024;
const COMPRESSIBLE = /^(application\/(json|problem\+json|xml|javascript)|text\/)/;

/** True when the client takes gzip (`gzip;q=0` refuses it). */
export function acceptsGzip(header: string | undefined): boolean {
  return (header ?? '').split(',').some((part) => {
    const [name, ...parameters] = part.trim().split(';');
    return name?.toLowerCase() === 'gzip' && !parameters.some((text) => /^\s*q=0(\.0*)?\s*$/.test(text));
  });
}

/**
 * gzip for text of 1 KiB and more. Own instead of Hono's: that one weakens the ETag, and a weak tag cannot be
 * used with If-Match.
 */
export const compress = createMiddleware<HubEnv>(async (c, next) => {
  await next();
  const { res } = c;
  if (c.req.method === 'HEAD' || !res.body || !COMPRESSIBLE.test(res.headers.get('content-type') ?? '')) return;
  if (res.headers.has('content-encoding') || res.headers.get('cache-control')?.includes('no-transform')) return;
  res.headers.append('Vary', 'Accept-Encoding');
  const length = Number(res.headers.get('content-length') ?? MIN_BYTES);
  if (length < MIN_BYTES || !acceptsGzip(c.req.header('accept-encoding'))) return;
  const headers = new Headers(res.headers);
  const plain = new Uint8Array(await res.arrayBuffer());
  const small = plain.byteLength < MIN_BYTES;
  if (!small) headers.set('Content-Encoding', 'gzip');
  headers.delete('Content-Length');
  c.res = undefined;
  c.res = new Response(small ? plain : new Uint8Array(await gzipAsync(plain)), { status: res.status, headers });
});
