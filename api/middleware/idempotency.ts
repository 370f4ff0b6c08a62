import { HubError, invalid } from '../../domain/errors.ts';
import type { Answer } from '../answer.ts';
import type { IdempotencyRequest, IdempotencyStore } from '../deps.ts';
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

/**
 * Runs the work once for its key. An error that says something lasting (404, 409, 412, 422, 428) is kept like any
 * answer; everything else frees the key.
 */
export async function withIdempotency(
  store: IdempotencyStore,
  request: IdempotencyRequest,
  requestId: string,
  work: KeyedWork,
): Promise<Answer> {
  const start = await store.begin(request);
  if (start.state === 'replay') return replayed(start.answer);
  const { recordId } = start;
  const rebuilding = start.state === 'rebuild' && work.rebuild !== undefined;
  let answer: Answer;
  try {
    answer = await (rebuilding && work.rebuild ? work.rebuild(recordId, start.resourceId) : work.run(recordId));
  } catch (thrown) {
    const { error, foreseen } = asHubError(thrown);
    if (foreseen && isKept(statusOf(error))) await store.keep(request, recordId, problemOf(error, requestId));
    else await store.release(request, recordId);
    throw thrown;
  }
  await store.keep(request, recordId, answer);
  return rebuilding ? replayed(answer) : answer;
}

/** The problem for a key whose first request still runs. */
export const inProgress = (): HubError =>
  new HubError('conflict', 'idempotency_in_progress', 'La primera solicitud con esta clave aún se está procesando.', {
    retryAfter: 1,
  });

/** The problem for a key that was used with another request. */
export const keyReused = (): HubError =>
  invalid(
    [{ pointer: POINTER, code: 'idempotency_key_reused', detail: 'La clave ya se usó con otra solicitud.' }],
    'idempotency_key_reused',
  );
