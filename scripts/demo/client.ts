import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

import { z } from 'zod';

import type { RunFile } from '../stack/run-file.ts';

const login = z.object({ access_token: z.string() });

/** A client of the public API and nothing else: what a stranger's program would do. */
export interface DemoClient {
  get<T>(path: string, shape: z.ZodType<T>): Promise<T>;
  post<T>(path: string, body: unknown, shape: z.ZodType<T>, headers?: Record<string, string>): Promise<T>;
  /** Changes a resource as it stands now (its `ETag` is read first). */
  patch<T>(path: string, body: unknown, shape: z.ZodType<T>): Promise<T>;
  /** The bytes of a file, undefined where the API has none (404). */
  file(path: string): Promise<Buffer | undefined>;
  /** Asks again until `done`; throws with the last answer when `seconds` are over. */
  until<T>(path: string, shape: z.ZodType<T>, done: (body: T) => boolean, seconds: number): Promise<T>;
}

async function call(url: string, init: RequestInit, mayMiss = false): Promise<Response> {
  const answer = await fetch(url, { ...init, signal: AbortSignal.timeout(60_000) });
  if (answer.ok || (mayMiss && answer.status === 404)) return answer;
  throw new Error(`${init.method ?? 'GET'} ${url}: ${answer.status} ${(await answer.text()).slice(0, 600)}`);
}

/** Logs in as the demo company's administrator. */
export async function connect(run: RunFile): Promise<DemoClient> {
  const base = `${run.api_url}/api/v1`;
  const json = { 'content-type': 'application/json' };
  const answer = await call(`${base}/auth/login`, { method: 'POST', headers: json, body: JSON.stringify(run.admin) });
  const token = login.parse(await answer.json()).access_token;
  const headers = { authorization: `Bearer ${token}` };
  const client: DemoClient = {
    async get(path, shape) {
      return shape.parse(await (await call(base + path, { headers })).json());
    },
    async post(path, body, shape, more = {}) {
      const all = { ...headers, ...json, 'idempotency-key': randomUUID(), ...more };
      const done = await call(base + path, { method: 'POST', headers: all, body: JSON.stringify(body) });
      return shape.parse(await done.json());
    },
    async patch(path, body, shape) {
      const etag = (await call(base + path, { headers })).headers.get('etag') ?? '';
      const all = { ...headers, ...json, 'if-match': etag };
      const done = await call(base + path, { method: 'PATCH', headers: all, body: JSON.stringify(body) });
      return shape.parse(await done.json());
    },
    async file(path) {
      const done = await call(base + path, { headers }, true);
      const bytes = Buffer.from(await done.arrayBuffer());
      return done.status === 404 ? undefined : bytes;
    },
    async until(path, shape, done, seconds) {
      for (const end = Date.now() + seconds * 1000; ; await sleep(150)) {
        const body = await client.get(path, shape);
        if (done(body)) return body;
        if (Date.now() > end) throw new Error(`${path} no llegó a su fin en ${seconds} s: ${JSON.stringify(body)}`);
      }
    },
  };
  return client;
}
