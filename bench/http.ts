import { Agent, request } from 'node:http';

export interface HttpAnswer {
  readonly status: number;
  readonly body: string;
  readonly ms: number;
}

const agent = new Agent({ keepAlive: true, maxSockets: 64 });
const TIMEOUT_MS = 60_000;

/** One request over kept connections: node:http costs the generator, which shares the cores, less than fetch. */
export function send(
  method: 'GET' | 'POST',
  url: string,
  headers: Readonly<Record<string, string>> = {},
  body?: string,
): Promise<HttpAnswer> {
  const began = performance.now();
  return new Promise((resolve, reject) => {
    const call = request(
      url,
      {
        method,
        agent,
        timeout: TIMEOUT_MS,
        headers: {
          ...headers,
          ...(body === undefined
            ? {}
            : { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)) }),
        },
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.once('error', reject);
        response.once('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            body: Buffer.concat(chunks).toString(),
            ms: performance.now() - began,
          }),
        );
      },
    );
    call.once('timeout', () => call.destroy(new Error(`${url} no respondió en ${TIMEOUT_MS / 1000} s.`)));
    call.once('error', reject);
    call.end(body);
  });
}

/** Like `send`, but anything but `status` is an error that says what came. */
export async function expectStatus(status: number, answer: Promise<HttpAnswer>): Promise<HttpAnswer> {
  const got = await answer;
  if (got.status !== status) throw new Error(`Se esperaba ${status} y llegó ${got.status}: ${got.body.slice(0, 500)}`);
  return got;
}

/** One figure that a process tells of itself (no labels but the service's). */
export async function metricOf(metricsUrl: string, name: string): Promise<number> {
  const { body } = await expectStatus(200, send('GET', metricsUrl));
  const line = body.split('\n').find((text) => text.startsWith(`${name} `) || text.startsWith(`${name}{`));
  const value = Number(line?.split(' ').at(-1));
  if (line === undefined || !Number.isFinite(value)) throw new Error(`${metricsUrl} no dice ${name}.`);
  return value;
}
