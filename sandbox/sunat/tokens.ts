import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { Sandbox } from './sandbox.ts';

export const TOKEN_SECONDS = 3600;

const claimSchema = z.object({
  /** What the token is good for: the validity query or guides. */
  use: z.enum(['validity', 'gre']),
  clientId: z.string(),
  /** Whom it acts for; validity tokens are the client's own. */
  ruc: z.string().optional(),
  expires: z.number(),
});

export type Claim = z.infer<typeof claimSchema>;

/** The body of a token answer; the token is sealed, so it stays good over a restart. */
export function grant(box: Sandbox, claim: Omit<Claim, 'expires'>): object {
  const expires = Math.floor(box.now().getTime() / 1000) + TOKEN_SECONDS;
  const text = Buffer.from(JSON.stringify({ ...claim, expires })).toString('base64url');
  return { access_token: `${text}.${seal(box, text)}`, token_type: 'JWT', expires_in: TOKEN_SECONDS };
}

function seal(box: Sandbox, text: string): string {
  return createHmac('sha256', box.tokenKey).update(text).digest('base64url');
}

/** What a bearer token stands for; undefined when it is none of ours, for another use, or too old. */
export function readToken(box: Sandbox, authorization: string, use: Claim['use']): Claim | undefined {
  const [text = '', mac = ''] = authorization.replace(/^Bearer\s+/i, '').split('.');
  const expected = Buffer.from(seal(box, text));
  const given = Buffer.from(mac);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
  const claim = claimSchema.parse(JSON.parse(Buffer.from(text, 'base64url').toString()));
  return claim.use === use && claim.expires * 1000 > box.now().getTime() ? claim : undefined;
}
