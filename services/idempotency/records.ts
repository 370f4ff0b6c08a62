import { inCompany, outsideCompanies, type Tx } from '../../db/tx.ts';
import type { ServiceDeps } from '../deps.ts';
import { masterCipher, type MasterCipher } from '../master-cipher.ts';

/** One POST under its Idempotency-Key. */
export interface IdempotencyRequest {
  /** `null` for the operator, who has no company. */
  readonly companyId: string | null;
  /** Method and template: keys are scoped by company and route. */
  readonly route: string;
  readonly key: string;
  /** Hash of method, path and canonical body. */
  readonly hash: Buffer;
}

/** An answer as it was given; `body` is its JSON. */
export interface StoredAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** Where the records of a request stand: its company's table, or the operator's global one. */
export interface Records {
  readonly table: 'idempotency_record' | 'operator_idempotency';
  cipher(): Promise<MasterCipher>;
  transaction<T>(work: (tx: Omit<Tx, 'companyId'>) => Promise<T>): Promise<T>;
}

/** The records of the company, or of the operator for `null`. */
export function recordsOf(deps: ServiceDeps, companyId: string | null): Records {
  if (companyId === null) {
    return {
      table: 'operator_idempotency',
      cipher: () => Promise.resolve(masterCipher(deps.masterKeys, 'hub/operator-answers')),
      transaction: (work) => outsideCompanies(deps.orm, work),
    };
  }
  return {
    table: 'idempotency_record',
    cipher: () => deps.companyKeys.cipherOf(companyId),
    transaction: (work) => inCompany(deps.orm, companyId, work),
  };
}

/** For how long a key belongs to its runner without a renewal; afterwards it counts as dead. */
export const LEASE = `interval '30 seconds'`;

/**
 * Put into a statement's RETURNING: its transaction commits without waiting for the disk. Records may: what a verb
 * commits after them flushes them too, and a lost completion is rebuilt from the resource.
 */
export const NO_WAIT = `set_config('synchronous_commit', 'off', true)`;

export const answerAad = (recordId: string): string => `idempotency.response_body/${recordId}`;

/** The body of an answer as its record holds it. */
export const sealAnswer = (cipher: MasterCipher, recordId: string, body: unknown): Buffer | null =>
  body === undefined ? null : cipher.seal(JSON.stringify(body), answerAad(recordId)).bytes;
