import { inCompany, outsideCompanies } from '../../db/tx.ts';
import type { AuthDeps } from './deps.ts';
import { type Origin, originOf, readOrigin } from './login-origin.ts';

/** A user whom an e-mail may mean. */
export interface Candidate {
  readonly companyId: string;
  readonly userId: string;
  /** Undefined unless the user is active. */
  readonly passwordHash: string | undefined;
  readonly origin: Origin;
  /** He came in from this network before. */
  readonly known: boolean;
  /** Seconds until he may be tried again from there. */
  readonly lockedSeconds: number;
}

/** Who asks: a normalised e-mail, the RUC of the company where it is given, and the address it comes from. */
export interface Asked {
  readonly email: string;
  readonly ruc: string | undefined;
  readonly address: string;
}

/** An e-mail in more companies than this must name its company: each costs a password hash. */
const MAX_COMPANIES = 5;

/** The users of the e-mail, at most five. */
export async function findCandidates(deps: AuthDeps, { email, ruc, address }: Asked): Promise<Candidate[]> {
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
  return Promise.all(
    found.slice(0, MAX_COMPANIES).map((user) => readCandidate(deps, user.company_id, user.id, address)),
  );
}

async function readCandidate(deps: AuthDeps, companyId: string, userId: string, address: string): Promise<Candidate> {
  const origin = originOf(deps, userId, address);
  return inCompany(deps.orm, companyId, async (tx) => {
    const [row] = await tx.sql<{ password_hash: string | null; locked: string | null }>(
      `select case when status = 'active' then password_hash end as password_hash,
         extract(epoch from locked_until - now())::text as locked from app_user where company_id = $1 and id = $2`,
      [companyId, userId],
    );
    const here = await readOrigin(tx, userId, origin);
    const strangers = here.known ? 0 : Number(row?.locked ?? 0);
    return {
      companyId,
      userId,
      passwordHash: row?.password_hash ?? undefined,
      origin,
      known: here.known,
      lockedSeconds: Math.max(0, strangers, here.lockedSeconds),
    };
  });
}
