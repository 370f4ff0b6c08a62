import { setTimeout as sleep } from 'node:timers/promises';

import { z } from 'zod';

import type { RunFile } from '../stack/run-file.ts';

const login = z.object({ access_token: z.string() });
const problem = z.object({ code: z.string() });

/** A request as it is repeated. */
interface Request {
  readonly method: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface Answered {
  readonly status: number;
  readonly body: unknown;
  /** Of a problem document. */
  readonly code: string | undefined;
  /** Requests it took. */
  readonly tries: number;
}

/** A caller that does not give up: what dies under it is asked again under the same key until it answers. */
export interface StubbornClient {
  get(path: string): Promise<Answered>;
  post(path: string, body: unknown, key: string): Promise<Answered>;
  /** The bytes of a file, or the status where there are none. */
  file(path: string): Promise<Buffer | number>;
}

/** Every answer comes within this time, or the run fails: long enough for a lease, a restart and a few kills more. */
const PATIENCE_MS = 240_000;
const TIMEOUT_MS = 20_000;
const PAUSE_MS = 250;

/** Not an answer but an invitation to come again. */
const isPassing = (status: number, code: string | undefined): boolean =>
  status === 429 || status >= 500 || code === 'idempotency_in_progress';

async function bodyOf(answer: Response): Promise<unknown> {
  const text = await answer.text();
  return text.startsWith('{') ? JSON.parse(text) : text;
}

async function pauseFor(answer: Response | undefined): Promise<void> {
  const asked = Number(answer?.headers.get('retry-after') ?? 0) * 1000;
  await sleep(Math.min(Math.max(asked, PAUSE_MS), 2000));
}

/** Logs in as the demo company's administrator, again whenever the token has run out. */
export function createStubbornClient(run: RunFile, signal: AbortSignal): StubbornClient {
  const base = `${run.api_url}/api/v1`;
  let token: Promise<string> | undefined;

  const send = (path: string, init: Request) =>
    fetch(base + path, { ...init, signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]) });

  /** Repeats until `read` finds an answer in what came. */
  async function persist<T>(path: string, attempt: (tries: number) => Promise<T | Response>): Promise<T> {
    const end = Date.now() + PATIENCE_MS;
    let last = 'sin respuesta';
    for (let tries = 1; Date.now() < end; tries += 1) {
      signal.throwIfAborted();
      let passing: Response | undefined;
      try {
        const got = await attempt(tries);
        if (!(got instanceof Response)) return got;
        passing = got;
        last = `estado ${got.status}`;
      } catch (error) {
        last = String(error);
      }
      await pauseFor(passing);
    }
    throw new Error(`${path} no tuvo respuesta en ${PATIENCE_MS / 1000} s (${last}).`);
  }

  const enter = (): Promise<string> =>
    persist('/auth/login', async () => {
      const headers = { 'content-type': 'application/json' };
      const answer = await send('/auth/login', { method: 'POST', headers, body: JSON.stringify(run.admin) });
      return answer.ok ? login.parse(await answer.json()).access_token : answer;
    });

  async function authorised(path: string, init: Request): Promise<Response> {
    token ??= enter();
    const used = token;
    const headers = { ...init.headers, authorization: `Bearer ${await used}` };
    const answer = await send(path, { ...init, headers });
    if (answer.status === 401 && token === used) token = undefined;
    return answer;
  }

  async function ask(path: string, init: Request, tries: number): Promise<Answered | Response> {
    const answer = await authorised(path, init);
    const body = await bodyOf(answer);
    const code = answer.ok ? undefined : problem.safeParse(body).data?.code;
    if (answer.status === 401 || isPassing(answer.status, code)) return answer;
    return { status: answer.status, body, code, tries };
  }

  return {
    get: (path) => persist(path, (tries) => ask(path, { method: 'GET' }, tries)),
    post(path, body, key) {
      const headers = { 'content-type': 'application/json', 'idempotency-key': key };
      return persist(path, (tries) => ask(path, { method: 'POST', headers, body: JSON.stringify(body) }, tries));
    },
    file: (path) =>
      persist(path, async () => {
        const answer = await authorised(path, { method: 'GET' });
        const bytes = Buffer.from(await answer.arrayBuffer());
        if (answer.status === 401 || isPassing(answer.status, undefined)) return answer;
        return answer.ok ? bytes : answer.status;
      }),
  };
}
