import { errorChain } from './error-chain.ts';

/** The SQLSTATE or system code of an error, looked for along its causes. */
export function databaseErrorCode(error: unknown): string | undefined {
  for (const { code } of errorChain(error)) if (typeof code === 'string') return code;
  return undefined;
}

/** The name of the violated constraint, when the error is one of those. */
export const violatedConstraint = (error: unknown): string | undefined =>
  errorChain(error).find(({ constraint }) => constraint !== undefined)?.constraint;

/** Deadlock or serialization failure: the whole transaction may be run again at once. */
export function isSerializationFailure(error: unknown): boolean {
  const code = databaseErrorCode(error);
  return code === '40P01' || code === '40001';
}

/** A statement before this one has failed, and says why; the transaction takes no more. */
export const isInFailedTransaction = (error: unknown): boolean => databaseErrorCode(error) === '25P02';

/**
 * SQLSTATE classes 08 (connection) and 53 (resources), deadlock and serialization, lock and statement time-outs
 * (55P03, 57014), shutdown and recovery (57P01-57P05); then what the socket says.
 */
const RETRYABLE_CODES =
  /^(08...|40001|40P01|53...|55P03|57014|57P0[1-5]|ECONN(REFUSED|RESET|ABORTED)|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EAI_AGAIN|ENOTFOUND)$/;

/** A connection that is lost in the middle has no code, only one of these texts of `pg`. */
const RETRYABLE_TEXTS =
  /Client has encountered a connection error|not queryable|Connection terminated|timeout exceeded when trying to connect|Query read timeout|the database system is (starting up|shutting down|in recovery)/i;

/**
 * True when the database was away, busy or overtaken: the same work may be done again later. The class of the error
 * says nothing (time-outs are plain driver exceptions, a refused connection a plain Error), so code and text decide,
 * along all causes. At commit the result is unknown: run again under the same idempotency key.
 */
export const isRetryableDatabaseError = (error: unknown): boolean =>
  errorChain(error).some(
    ({ code, message }) => (typeof code === 'string' && RETRYABLE_CODES.test(code)) || RETRYABLE_TEXTS.test(message),
  );
