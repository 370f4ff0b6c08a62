import { z } from 'zod';
import { inCompany, outsideCompanies } from '../../db/tx.ts';
import { HubError, invalid } from '../../domain/errors.ts';
import { needsRehash, hashPassword, verifyPassword } from '../../platform/auth/password.ts';
import { normaliseEmail } from '../../platform/crypto/envelope.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { change } from '../change.ts';
import type { ServiceContext } from '../context.ts';
import { parseInput } from '../input.ts';
import { countFailure } from './count-failure.ts';
import type { AuthDeps, LoginLimits } from './deps.ts';
import { tooManyAttempts, within } from './limit-attempts.ts';
import { issueSession, openFamily, type Session } from './issue-session.ts';

export const Login = z.strictObject({
  email: z.string().min(1).max(254),
  password: z.string().min(1).max(1024),
  company_ruc: z
    .string()
    .regex(/^\d{11}$/)
    .optional()
    .describe('Only needed when the e-mail is in several companies.'),
});

/** From where and under which id the log-in comes. */
export interface LoginOrigin {
  readonly address: string;
  readonly requestId: string;
}

interface Candidate {
  readonly companyId: string;
  readonly userId: string;
  readonly passwordHash: string | undefined;
  readonly lockedSeconds: number;
}

/** An e-mail in more companies than this must name its company: each costs a password hash. */
const MAX_COMPANIES = 5;

const failed = (): HubError =>
  new HubError('unauthorized', 'invalid_credentials', 'El correo o la contraseña no son correctos.');

async function findCandidates(deps: AuthDeps, email: string, ruc: string | undefined): Promise<Candidate[]> {
  const hashes = deps.emailIndex.candidates(email);
  const found = await outsideCompanies(deps.orm, async (tx) => {
    const users = await tx.sql<{ company_id: string; id: string }>(
      'select l.company_id, l.id from unnest($1::bytea[]) as h(hash), lookup_login(h.hash) as l',
      [hashes],
    );
    if (ruc === undefined) return users;
    const [company] = await tx.sql<{ company_id: string }>('select company_id from lookup_company($1)', [ruc]);
    return users.filter((user) => user.company_id === company?.company_id);
  });
  return Promise.all(found.slice(0, MAX_COMPANIES).map((user) => readCandidate(deps, user.company_id, user.id)));
}

async function readCandidate(deps: AuthDeps, companyId: string, userId: string): Promise<Candidate> {
  const [row] = await inCompany(deps.orm, companyId, (tx) =>
    tx.sql<{ password_hash: string | null; locked: string | null }>(
      `select case when status = 'active' then password_hash end as password_hash,
         extract(epoch from locked_until - now())::text as locked from app_user where id = $1`,
      [userId],
    ),
  );
  const lockedSeconds = Math.max(0, Number(row?.locked ?? 0));
  return { companyId, userId, passwordHash: row?.password_hash ?? undefined, lockedSeconds };
}

async function refuse(deps: AuthDeps, candidates: readonly Candidate[], requestId: string): Promise<HubError> {
  await Promise.all(candidates.map((candidate) => countFailure(deps, candidate, requestId)));
  return failed();
}

/**
 * Runs one try, counted before it is judged: a hundred at once cannot all slip in before the first failure counts.
 * What was no wrong password is given back.
 */
async function counted<T>(limits: LoginLimits, keys: { email: string; address: string }, run: () => Promise<T>) {
  await within(limits.address, keys.address);
  const giveBack = () => Promise.all([limits.address.giveBack(keys.address), limits.account.giveBack(keys.email)]);
  try {
    await within(limits.account, keys.email);
    const result = await run();
    await giveBack();
    return result;
  } catch (error) {
    if (!(error instanceof HubError && error.code === 'invalid_credentials')) await giveBack();
    throw error;
  }
}

/** Every candidate costs one hash; nobody costs one too, so that the time does not tell which e-mails exist. */
async function matching(candidates: readonly Candidate[], password: string): Promise<Candidate[]> {
  if (candidates.length === 0) await verifyPassword(undefined, password);
  const results = await Promise.all(candidates.map((candidate) => verifyPassword(candidate.passwordHash, password)));
  return candidates.filter((_candidate, index) => results[index]);
}

async function enter(deps: AuthDeps, user: Candidate, password: string, origin: LoginOrigin): Promise<Session> {
  const stored = user.passwordHash ?? '';
  const rehashed = needsRehash(stored) ? await hashPassword(password) : stored;
  const ctx: ServiceContext = {
    companyId: user.companyId,
    actor: { kind: 'user', id: user.userId },
    permissions: new Set(),
    requestId: origin.requestId,
  };
  return change(deps, ctx, async (tx, cipher) => {
    await writeAudit(tx, ctx, cipher, { action: 'auth.login', entity: 'user', entityId: user.userId });
    const sql = 'update app_user set failed_logins = 0, locked_until = null, password_hash = $2 where id = $1';
    await tx.run(sql, [user.userId, rehashed]);
    return issueSession(deps, tx, cipher, user.userId, await openFamily(tx, user.userId));
  });
}

/**
 * Log-in by e-mail and password. Failures are counted by address and by e-mail (known or not), successes at most 30
 * a minute; five failures in a row lock the account for a growing time.
 * @throws HubError 401 `invalid_credentials`, 429 `too_many_attempts`, 422 `company_ruc_required`
 */
export async function login(deps: AuthDeps, input: z.input<typeof Login>, origin: LoginOrigin): Promise<Session> {
  const data = parseInput(Login, input);
  const email = normaliseEmail(data.email);
  const keys = { email: deps.emailIndex(email).toString('base64'), address: origin.address };
  const user = await counted(deps.limits, keys, () => theUser(deps, email, data, origin.requestId));
  await within(deps.limits.success, keys.email);
  await deps.limits.account.clear(keys.email);
  return enter(deps, user, data.password, origin);
}

/** The one user that e-mail, password and (where given) company name. */
async function theUser(
  deps: AuthDeps,
  email: string,
  data: z.output<typeof Login>,
  requestId: string,
): Promise<Candidate> {
  const candidates = await findCandidates(deps, email, data.company_ruc);
  const locked = Math.max(0, ...candidates.map((candidate) => candidate.lockedSeconds));
  if (locked > 0) throw tooManyAttempts(Math.ceil(locked));
  const matches = await matching(candidates, data.password);
  const [user, other] = matches;
  if (!user) throw await refuse(deps, candidates, requestId);
  if (other) {
    const detail = 'El correo está en varias empresas: indique el RUC.';
    throw invalid([{ pointer: '/company_ruc', code: 'company_ruc_required', detail }], 'company_ruc_required');
  }
  return user;
}
