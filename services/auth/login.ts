import { z } from 'zod';
import { HubError, invalid } from '../../domain/errors.ts';
import { needsRehash, hashPassword, verifyPassword } from '../../platform/auth/password.ts';
import { normaliseEmail } from '../../platform/crypto/envelope.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { change } from '../change.ts';
import type { ServiceContext } from '../context.ts';
import { parseInput } from '../input.ts';
import { networkOf } from '../lookup/limits.ts';
import { countFailure } from './count-failure.ts';
import type { AuthDeps, LoginLimits } from './deps.ts';
import { tooManyAttempts, within } from './limit-attempts.ts';
import { type Candidate, findCandidates } from './login-candidates.ts';
import { rememberOrigin } from './login-origin.ts';
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

const failed = (): HubError =>
  new HubError('unauthorized', 'invalid_credentials', 'El correo o la contraseña no son correctos.');

async function refuse(deps: AuthDeps, candidates: readonly Candidate[], requestId: string): Promise<HubError> {
  await Promise.all(candidates.map((candidate) => countFailure(deps, candidate, requestId)));
  return failed();
}

/**
 * Whose tries are counted together: those of an e-mail, known or not. Who came in from this network before is counted
 * apart, so that strangers who use up the tries do not keep him out.
 */
function accountKey(email: string, candidates: readonly Candidate[], address: string): string {
  return candidates.some(({ known }) => known) ? `${email}/${networkOf(address)}` : email;
}

/** Counts one try against an account; to be called before its password is looked at. */
type TakeAccount = (account: string) => Promise<void>;

/**
 * Runs one try, counted before it is judged: a hundred at once cannot all slip in before the first failure counts.
 * What was no wrong password is given back.
 */
async function counted<T>(limits: LoginLimits, address: string, run: (take: TakeAccount) => Promise<T>): Promise<T> {
  await within(limits.address, address);
  const taken = [() => limits.address.giveBack(address)];
  const take = async (account: string) => {
    taken.push(() => limits.account.giveBack(account));
    await within(limits.account, account);
  };
  const giveBack = () => Promise.all(taken.map((back) => back()));
  try {
    const result = await run(take);
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
    // From where he came in before, his success says nothing of what strangers are at.
    await tx.run(
      `update app_user set password_hash = $2, failed_logins = case when $3 then failed_logins else 0 end,
         locked_until = case when $3 then locked_until end where id = $1`,
      [user.userId, rehashed, user.known],
    );
    await rememberOrigin(tx, user.userId, user.origin);
    return issueSession(deps, tx, cipher, user.userId, await openFamily(tx, user.userId));
  });
}

/**
 * Log-in by e-mail and password. Failures are counted by address and by e-mail (known or not), successes at most 30
 * a minute; five failures in a row lock the user for their network for a growing time, twenty from networks he never
 * came in from lock all of those.
 * @throws HubError 401 `invalid_credentials`, 429 `too_many_attempts`, 422 `company_ruc_required`
 */
export async function login(deps: AuthDeps, input: z.input<typeof Login>, origin: LoginOrigin): Promise<Session> {
  const { address, requestId } = origin;
  const data = parseInput(Login, input);
  const email = normaliseEmail(data.email);
  const index = deps.emailIndex(email).toString('base64');
  const { user, account } = await counted(deps.limits, address, async (take) => {
    const candidates = await findCandidates(deps, { email, ruc: data.company_ruc, address });
    const key = accountKey(index, candidates, address);
    await take(key);
    return { user: await theUser(deps, candidates, data.password, requestId), account: key };
  });
  await within(deps.limits.success, index);
  await deps.limits.account.clear(account);
  return enter(deps, user, data.password, origin);
}

/** The one user that e-mail, password and (where given) company name. */
async function theUser(
  deps: AuthDeps,
  candidates: readonly Candidate[],
  password: string,
  requestId: string,
): Promise<Candidate> {
  const locked = Math.max(0, ...candidates.map((candidate) => candidate.lockedSeconds));
  if (locked > 0) throw tooManyAttempts(Math.ceil(locked));
  const matches = await matching(candidates, password);
  const [user, other] = matches;
  if (!user) throw await refuse(deps, candidates, requestId);
  if (other) {
    const detail = 'El correo está en varias empresas: indique el RUC.';
    throw invalid([{ pointer: '/company_ruc', code: 'company_ruc_required', detail }], 'company_ruc_required');
  }
  return user;
}
