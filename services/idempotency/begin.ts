import type { Tx } from '../../db/tx.ts';
import { HubError, invalid } from '../../domain/errors.ts';
import { Sealed } from '../../platform/crypto/envelope.ts';
import { uuidv7 } from '../../platform/ids.ts';
import type { ServiceDeps } from '../deps.ts';
import type { MasterCipher } from '../master-cipher.ts';
import {
  answerAad,
  type IdempotencyRequest,
  LEASE,
  NO_WAIT,
  type Records,
  recordsOf,
  type StoredAnswer,
} from './records.ts';

/** What to do with a request under its key. */
export type IdempotencyStart =
  | { readonly state: 'started'; readonly recordId: string }
  /** A dead process left the key behind after its resource had committed. */
  | { readonly state: 'rebuild'; readonly recordId: string; readonly resourceId: string }
  | { readonly state: 'replay'; readonly answer: StoredAnswer };

interface RecordRow {
  readonly id: string;
  readonly request_hash: Buffer;
  readonly state: 'running' | 'done';
  readonly resource_id: string | null;
  readonly response_status: number | null;
  readonly response_headers: Record<string, string> | string | null;
  readonly response_body: Buffer | null;
  readonly expired: boolean;
  readonly leased: boolean;
}

const KEPT = `interval '48 hours'`;

function keyReused(): HubError {
  const detail = 'La clave Idempotency-Key ya se usó con otra solicitud.';
  const code = 'idempotency_key_reused';
  return invalid([{ pointer: '/headers/Idempotency-Key', code, detail }], code);
}

function inProgress(): HubError {
  const detail = 'La primera solicitud con esta clave aún se está procesando.';
  return new HubError('conflict', 'idempotency_in_progress', detail);
}

type Scoped = Omit<Tx, 'companyId'>;

async function insert(tx: Scoped, records: Records, request: IdempotencyRequest): Promise<string | undefined> {
  const id = uuidv7();
  const values: unknown[] = [id, request.route, request.key, request.hash];
  const company = request.companyId === null ? '' : `, company_id`;
  if (request.companyId !== null) values.push(request.companyId);
  const inserted = await tx.sql(
    `insert into ${records.table} (id, route, key, request_hash, lease_until, expires_at${company})
     values ($1, $2, $3, $4, now() + ${LEASE}, now() + ${KEPT}${company && ', $5'}) on conflict do nothing
     returning ${NO_WAIT}`,
    values,
  );
  return inserted.length === 1 ? id : undefined;
}

function replay(row: RecordRow, cipher: MasterCipher): IdempotencyStart {
  const { response_headers: headers, response_body: body } = row;
  return {
    state: 'replay',
    answer: {
      status: row.response_status ?? 200,
      headers: typeof headers === 'string' ? JSON.parse(headers) : (headers ?? {}),
      body: body === null ? undefined : JSON.parse(cipher.open(new Sealed(body), answerAad(row.id))),
    },
  };
}

/** Takes a left or expired record over under a new id, so that its first runner can no longer bind or keep. */
async function takeOver(tx: Scoped, records: Records, row: RecordRow, hash: Buffer): Promise<IdempotencyStart> {
  const id = uuidv7();
  await tx.run(
    `update ${records.table} set id = $2, request_hash = $3, state = 'running', resource_id = null, response_status = null,
       response_headers = null, response_body = null, lease_until = now() + ${LEASE}, expires_at = now() + ${KEPT}
     where id = $1`,
    [row.id, id, hash],
  );
  return { state: 'started', recordId: id };
}

async function judge(
  tx: Scoped,
  records: Records,
  row: RecordRow,
  request: IdempotencyRequest,
  cipher: MasterCipher,
): Promise<IdempotencyStart> {
  if (row.expired) return takeOver(tx, records, row, request.hash);
  if (!row.request_hash.equals(request.hash)) throw keyReused();
  if (row.state === 'done') return replay(row, cipher);
  if (row.leased) throw inProgress();
  if (row.resource_id === null) return takeOver(tx, records, row, request.hash);
  await tx.run(`update ${records.table} set lease_until = now() + ${LEASE} where id = $1`, [row.id]);
  return { state: 'rebuild', recordId: row.id, resourceId: row.resource_id };
}

/**
 * Begins a request under its key: the first one starts, its repetition gets the first answer.
 * @throws HubError 422 `idempotency_key_reused` for another request under the key, 409 `idempotency_in_progress`
 */
export async function beginIdempotent(deps: ServiceDeps, request: IdempotencyRequest): Promise<IdempotencyStart> {
  const records = recordsOf(deps, request.companyId);
  const cipher = await records.cipher();
  return records.transaction(async (tx) => {
    const recordId = await insert(tx, records, request);
    if (recordId !== undefined) return { state: 'started', recordId };
    const [row] = await tx.sql<RecordRow>(
      `select id, request_hash, state, resource_id, response_status, response_headers, response_body,
         expires_at < now() as expired, lease_until > now() as leased
       from ${records.table} where route = $1 and key = $2 for update`,
      [request.route, request.key],
    );
    // Released in this very moment: the caller may try again at once.
    if (!row) throw inProgress();
    return judge(tx, records, row, request, cipher);
  });
}
