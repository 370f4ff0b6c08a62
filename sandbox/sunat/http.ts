import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json, page, type Reply } from './sandbox.ts';

const MAX_BODY_BYTES = 32 * 1024 * 1024;
const PATIENCE_MS = 1000;

export interface Incoming {
  readonly method: string;
  readonly path: string;
  readonly authorization: string;
  readonly body: string;
}

/** Serves on the loopback only; whatever is thrown becomes the gateway's error page. */
export async function listen(
  port: number,
  handle: (request: Incoming) => Promise<Reply>,
): Promise<{ url: string; close: () => Promise<void> }> {
  const server = createServer((request, response) => {
    serve(request, response, handle).catch((error: unknown) => {
      report(error);
      send(response, page(500));
    });
  });
  server.keepAliveTimeout = 30_000;
  await new Promise<void>((done, failed) => {
    server.once('error', failed);
    server.listen(port, '127.0.0.1', done);
  });
  return { url: `http://127.0.0.1:${portOf(server)}`, close: () => closeServer(server) };
}

function portOf(server: Server): number {
  const address: AddressInfo | string | null = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** Answers that are being worked on may still go out; what hangs is cut after a second. */
async function closeServer(server: Server): Promise<void> {
  await new Promise<void>((done) => {
    const cut = setTimeout(() => server.closeAllConnections(), PATIENCE_MS);
    server.close(() => {
      clearTimeout(cut);
      done();
    });
    server.closeIdleConnections();
  });
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  handle: (request: Incoming) => Promise<Reply>,
): Promise<void> {
  if (!isLocal(request)) return send(response, json(403, { error: 'loopback only' }));
  const body = await readBody(request);
  if (body === undefined) return send(response, page(413));
  send(
    response,
    await handle({
      method: request.method ?? 'GET',
      path: new URL(request.url ?? '/', 'http://localhost').pathname,
      authorization: request.headers.authorization ?? '',
      body,
    }),
  );
}

/** A fault of the sandbox itself must be seen; a wait that ends with the sandbox is none. */
function report(error: unknown): void {
  if (!(error instanceof Error) || error.name === 'AbortError' || error.message === 'aborted') return;
  process.stderr.write(`${JSON.stringify({ level: 50, name: 'sandbox', msg: error.message, stack: error.stack })}\n`);
}

/** A page in a browser could reach a loopback port under a name of its own; such a Host is refused. */
function isLocal(request: IncomingMessage): boolean {
  const host = (request.headers.host ?? '').replace(/:\d+$/, '');
  return ['127.0.0.1', 'localhost', '[::1]'].includes(host);
}

async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > MAX_BODY_BYTES) return undefined;
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function send(response: ServerResponse, reply: Reply): void {
  if (reply.kind === 'hang') return;
  if (reply.kind === 'cut') {
    response.socket?.destroy();
    return;
  }
  if (response.headersSent || response.destroyed) return;
  const body = Buffer.from(reply.body);
  response.writeHead(reply.status, { 'content-type': reply.type, 'content-length': body.length, ...reply.headers });
  response.end(body);
}
