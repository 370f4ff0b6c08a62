import { invalid } from '../../domain/errors.ts';
import { beginIdempotent } from '../../services/idempotency/begin.ts';
import { keepAnswer, releaseKey } from '../../services/idempotency/finish.ts';
import { holdLease } from '../../services/idempotency/hold-lease.ts';
import type { IdempotencyRequest, StoredAnswer } from '../../services/idempotency/records.ts';
import type { Answer } from '../answer.ts';
import type { AppDeps } from '../deps.ts';
import { asHubError, problemOf, statusOf } from '../problem.ts';

const POINTER = '/headers/Idempotency-Key';
const KEY = /^[\x21-\x7e]{16,255}$/;

/** @throws HubError 422 when the key is missing, or is not 16 to 255 visible ASCII characters */
export function idempotencyKey(header: string | undefined): string {
  const key = header?.trim();
  if (key === undefined || key === '') {
    const detail = 'Envíe Idempotency-Key: una clave única por operación.';
    throw invalid([{ pointer: POINTER, code: 'idempotency_key_required', detail }], 'idempotency_key_required');
  }
  if (KEY.test(key)) return key;
  const detail = 'Idempotency-Key debe tener entre 16 y 255 caracteres visibles.';
  throw invalid([{ pointer: POINTER, code: 'idempotency_key_invalid', detail }], 'idempotency_key_invalid');
}

/** Answers that say nothing lasting about the request are not kept: the same key may be tried again. */
const NOT_KEPT = new Set([400, 401, 403, 413, 415, 429]);
const isKept = (status: number): boolean => status < 500 && !NOT_KEPT.has(status);

export interface KeyedWork {
  /** Does the work; the verb binds its resource to the record. */
  run(recordId: string): Promise<Answer>;
  /** Makes the answer again from the resource that a dead process committed. */
  readonly rebuild?: (recordId: string, resourceId: string) => Promise<Answer>;
}

const replayed = (answer: Answer): Answer => ({
  ...answer,
  headers: { ...answer.headers, 'Idempotency-Replayed': 'true' },
});

/** A problem names the request that it answers, also when it is said again. */
function again(stored: StoredAnswer, requestId: string): Answer {
  const { body } = stored;
  const isProblem = stored.status >= 400 && typeof body === 'object' && body !== null;
  return replayed({ ...stored, body: isProblem ? { ...body, request_id: requestId } : body });
}

/**
 * Runs the work once for its key. An error that says something lasting (404, 409, 412, 422, 428) is kept like any
 * answer; everything else frees the key. A failure to keep or free is only logged: the work is done, and the record
 * is rebuilt from its resource, or run again, when its lease is over.
 */
export async function withIdempotency(
  deps: Pick<AppDeps, 'services' | 'logger'>,
  request: IdempotencyRequest,
  requestId: string,
  work: KeyedWork,
): Promise<Answer> {
  const start = await beginIdempotent(deps.services, request);
  if (start.state === 'replay') return again(start.answer, requestId);
  const { recordId } = start;
  const report = (err: unknown) => deps.logger.warn({ request_id: requestId, err }, 'idempotency record not completed');
  const keep = ({ status, headers, body }: Answer) =>
    keepAnswer(deps.services, request, recordId, { status, headers, body }).catch(report);
  const rebuild = start.state === 'rebuild' ? work.rebuild : undefined;
  const letGo = holdLease(deps.services, request, recordId, { report });
  let answer: Answer;
  try {
    answer = await (rebuild && start.state === 'rebuild' ? rebuild(recordId, start.resourceId) : work.run(recordId));
  } catch (thrown) {
    await letGo();
    const { error, foreseen } = asHubError(thrown);
    if (foreseen && isKept(statusOf(error))) await keep(problemOf(error, requestId));
    else await releaseKey(deps.services, request, recordId).catch(report);
    throw thrown;
  }
  await letGo();
  if (!answer.kept) await keep(answer);
  return rebuild ? replayed(answer) : answer;
}
