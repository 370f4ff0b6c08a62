import type { AuthDeps } from './deps.ts';
import type { Session } from './issue-session.ts';

/** Marks a token that opens the codec and nothing else. */
export const readTokenUse = 'codec';

/** A longer-lived token for reading payloads, in the session of the log-in: it ends with it. */
export function codecToken(deps: AuthDeps, session: Session, seconds: number): string {
  const { sub, cid, fam } = deps.signer.verify(session.access_token);
  return deps.signer.sign({ sub, cid, fam, use: readTokenUse }, seconds);
}
