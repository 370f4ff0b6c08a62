import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface SeenRequest {
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export type Answer = (request: SeenRequest, response: ServerResponse) => void | Promise<void>;

export interface Loopback {
  readonly url: string;
  readonly seen: SeenRequest[];
  close(): Promise<void>;
}

/** A loopback HTTP server that hands every request, body read, to `answer`. */
export async function loopback(answer: Answer): Promise<Loopback> {
  const seen: SeenRequest[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const one = { url: request.url ?? '', headers: request.headers, body: Buffer.concat(parts).toString() };
      seen.push(one);
      void answer(one, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${portOf(server.address())}`,
    seen,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Answers every request with this text. */
export const xmlAnswer =
  (text: string | Buffer, status = 200, type = 'text/xml'): Answer =>
  (_request, response) => {
    response.writeHead(status, { 'Content-Type': type }).end(text);
  };

/** A port of the loopback on which nobody listens. */
export async function closedPort(): Promise<number> {
  const server = await loopback(() => undefined);
  await server.close();
  return Number(new URL(server.url).port);
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return address.port;
}
