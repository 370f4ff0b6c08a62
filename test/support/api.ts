import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { uuidv7 } from '../../platform/ids.ts';
import { createApp } from '../../api/app.ts';
import type { AppDeps, RequestLine } from '../../api/deps.ts';
import { createOrm } from '../../db/orm.ts';
import { newMasterKey, parseMasterKeys } from '../../platform/crypto/envelope.ts';
import type { LogLevel } from '../../platform/log/logger.ts';
import { createPdfRenderer } from '../../platform/pdf/renderer.ts';
import { createRateLimiter } from '../../platform/rate-limit.ts';
import { createPayloadCodec } from '../../platform/temporal/codec.ts';
import { createAuthDeps } from '../../services/auth/create-auth-deps.ts';
import { createLookupLimits } from '../../services/lookup/limits.ts';
import { createServiceDeps } from '../../services/deps.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';
import { inlineCertificateProcess } from './inline-certificate-process.ts';
import { inlineDespatchProcess } from './inline-despatch-process.ts';
import { inlineNoteProcess } from './inline-note-process.ts';
import { inlineSaleProcess } from './inline-sale-process.ts';
import { inlineVoidProcess } from './inline-void-process.ts';

/** An answer with its body read. */
export interface TestAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The JSON body; an empty object where there is none. */
  readonly body: JsonObject;
}

/** Parsed JSON of an answer, walked freely in assertions. */
// oxlint-disable-next-line typescript/no-explicit-any
export type JsonObject = Record<string, any>;

export interface CallOptions {
  readonly body?: unknown;
  /** Sent as it is, instead of `body`. */
  readonly raw?: string;
  readonly key?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Somebody who calls the API with one credential (or none). */
export interface Caller {
  call(method: string, path: string, options?: CallOptions): Promise<TestAnswer>;
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<TestAnswer>;
  post(path: string, body?: unknown, options?: CallOptions): Promise<TestAnswer>;
  patch(path: string, body: unknown, etag?: string): Promise<TestAnswer>;
  put(path: string, body: unknown): Promise<TestAnswer>;
}

/** A company with its owner logged in. */
export interface TestCompany extends Caller {
  readonly id: string;
  readonly ruc: string;
  readonly email: string;
  readonly password: string;
  readonly token: string;
  readonly refreshToken: string;
  /** A user of the company with the given roles, logged in. */
  user(...roles: string[]): Promise<Caller & { readonly id: string; readonly email: string; readonly token: string }>;
}

export interface TestApi {
  readonly deps: AppDeps;
  readonly database: TestDatabase;
  readonly log: { readonly lines: string[] };
  readonly observed: RequestLine[];
  /** Outcomes of the buyers' look-ups. */
  readonly lookedUp: string[];
  readonly nobody: Caller;
  readonly operator: Caller;
  with(headers: Readonly<Record<string, string>>): Caller;
  company(): Promise<TestCompany>;
  close(): Promise<void>;
}

export const PASSWORD = 'una clave larga de prueba';
const OPERATOR_KEY = 'operator-key-of-the-tests';
const WEIGHTS = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2];

/** A valid RUC for a number (SUNAT's modulus 11, computed apart from the domain's). */
export function rucOf(serial: number): string {
  const ten = `20${String(serial).padStart(8, '0')}`;
  const rest = 11 - (WEIGHTS.reduce((sum, weight, index) => sum + Number(ten[index]) * weight, 0) % 11);
  return `${ten}${rest >= 10 ? rest - 10 : rest}`;
}

function callerOf(
  request: (path: string, init: RequestInit) => Promise<Response>,
  credential: Record<string, string>,
): Caller {
  const call: Caller['call'] = async (method, path, options = {}) => {
    const { body, raw, key, headers } = options;
    const sent = raw ?? (body === undefined ? undefined : JSON.stringify(body));
    const response = await request(path, {
      method,
      headers: {
        ...credential,
        // A process run in line is done at once: a sale is then answered with its document.
        Prefer: 'wait=1',
        ...(sent !== undefined && { 'Content-Type': 'application/json' }),
        ...(method === 'POST' && key !== null && { 'Idempotency-Key': key ?? uuidv7() }),
        ...headers,
      },
      ...(sent !== undefined && { body: sent }),
    });
    const bytes = Buffer.from(await response.arrayBuffer());
    const zipped = response.headers.get('content-encoding') === 'gzip';
    const text = (zipped ? gunzipSync(bytes) : bytes).toString('utf8');
    const isJson = /json/.test(response.headers.get('content-type') ?? '') && text !== '';
    return { status: response.status, headers: response.headers, text, body: isJson ? JSON.parse(text) : {} };
  };
  return {
    call,
    get: (path, headers) => call('GET', path, headers && { headers }),
    post: (path, body = {}, options = {}) => call('POST', path, { body, ...options }),
    patch: (path, body, etag) =>
      call('PATCH', path, { body, ...(etag !== undefined && { headers: { 'If-Match': etag } }) }),
    put: (path, body) => call('PUT', path, { body }),
  };
}

function expectStatus(answer: TestAnswer, status: number): TestAnswer {
  if (answer.status !== status) throw new Error(`wanted ${status}: ${answer.status} ${answer.text}`);
  return answer;
}

/** The API on a database of its own, called without a port. `close` drops the database. */
export async function createTestApi(overrides: Partial<AppDeps> = {}): Promise<TestApi> {
  const database = await createTestDatabase();
  const orm = createOrm({ url: database.appUrl, poolMax: 10, applicationName: 'api-test' });
  const masterKeys = parseMasterKeys(newMasterKey('test'));
  const services = await createAuthDeps(
    createServiceDeps({ orm, masterKeys, mail: { publicUrl: 'https://hub.test' } }),
    {
      operatorKeySha256: createHash('sha256').update(OPERATOR_KEY).digest('hex'),
    },
  );
  const renderer = createPdfRenderer({ threads: 1 });
  const lines: string[] = [];
  const observed: RequestLine[] = [];
  const lookedUp: string[] = [];
  const write = (fields: object, message: string) => lines.push(JSON.stringify({ ...fields, msg: message }));
  let level: LogLevel = 'info';
  const deps: AppDeps = {
    services,
    temporal: { call: () => Promise.reject(new Error('There is no Temporal in this test')) },
    sales: inlineSaleProcess(services),
    notes: inlineNoteProcess(services),
    despatches: inlineDespatchProcess(services),
    certificates: inlineCertificateProcess(services),
    summaries: { askRound: () => Promise.resolve() },
    voids: inlineVoidProcess(),
    printing: { renderer, lookupUrl: 'https://hub.test/consulta' },
    lookups: { limits: createLookupLimits(), observe: (outcome) => lookedUp.push(outcome) },
    logger: { info: write, warn: write, error: write },
    logLevel: {
      get: () => level,
      set: (next) => {
        level = next;
      },
    },
    limiter: createRateLimiter({ name: 'test', points: 1_000_000, duration: 60 }),
    cursorKey: Buffer.alloc(32, 7),
    health: [],
    codec: createPayloadCodec(masterKeys),
    codecOrigins: ['http://127.0.0.1:8233'],
    observe: (line) => observed.push(line),
    trustProxy: false,
    timeoutMs: 20_000,
    ...overrides,
  };
  const app = createApp(deps);
  const request = async (path: string, init: RequestInit) =>
    app.request(
      path.startsWith('/api/') || /^\/(health|codec|webhooks|consulta)/.test(path) ? path : `/api/v1${path}`,
      init,
    );
  const nobody = callerOf(request, {});
  const operator = callerOf(request, { 'X-Api-Key': OPERATOR_KEY });
  let serial = Math.floor(Math.random() * 50_000_000);

  const company = async (): Promise<TestCompany> => {
    const ruc = rucOf(++serial);
    const email = `owner-${serial}@empresa.test`;
    const made = expectStatus(
      await operator.post('/companies', { ruc, name: `EMPRESA ${serial} S.A.C.`, admin_email: email }),
      201,
    );
    const activated = expectStatus(
      await nobody.post('/auth/activate', { token: made.body.activation_token, password: PASSWORD }, { key: null }),
      200,
    );
    const owner = callerOf(request, { Authorization: `Bearer ${activated.body.access_token}` });
    let users = 0;
    return {
      ...owner,
      id: made.body.company.id,
      ruc,
      email,
      password: PASSWORD,
      token: activated.body.access_token,
      refreshToken: activated.body.refresh_token,
      async user(...roles) {
        const mail = `user-${serial}-${++users}@empresa.test`;
        const invited = expectStatus(
          await owner.post('/users', { email: mail, name: 'Persona de Prueba', roles }),
          201,
        );
        const entered = expectStatus(
          await nobody.post(
            '/auth/activate',
            { token: invited.body.activation_token, password: PASSWORD },
            { key: null },
          ),
          200,
        );
        const token: string = entered.body.access_token;
        return { ...callerOf(request, { Authorization: `Bearer ${token}` }), id: invited.body.id, email: mail, token };
      },
    };
  };

  return {
    deps,
    database,
    log: { lines },
    observed,
    lookedUp,
    nobody,
    operator,
    with: (headers) => callerOf(request, { ...headers }),
    company,
    async close() {
      await renderer.close();
      await orm.close(true);
      await database.drop();
    },
  };
}
