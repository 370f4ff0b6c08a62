import { Refusal } from './returns.ts';
import type { SoapCall } from './soap.ts';
import type { Issuer, Store } from './store.ts';

/** The pair SUNAT's public beta gives to everybody; it opens any RUC here too. */
const PUBLIC_USER = 'MODDATOS';
const PUBLIC_PASSWORD = 'moddatos';

/** Who calls: the RUC, and the issuer when it is a registered one. */
export interface Caller {
  readonly ruc: string;
  readonly username: string;
  readonly issuer: Issuer | undefined;
}

/**
 * Checks the WS-Security user (RUC and SOL user in one word) and password.
 * @throws Refusal 0101 no header, 0106 no such form of user, 0103 unknown user, 0102 wrong password.
 */
export function authenticate(store: Store, { username, password }: Pick<SoapCall, 'username' | 'password'>): Caller {
  if (username === undefined || password === undefined || username === '' || password === '') throw new Refusal('0101');
  const parts = /^([12]\d{10})(\S+)$/.exec(username);
  if (parts === null) throw new Refusal('0106');
  const [, ruc = '', user = ''] = parts;
  const issuer = store.issuers.get(ruc);
  const own = issuer !== undefined && issuer.user.toUpperCase() === user.toUpperCase();
  const open = user.toUpperCase() === PUBLIC_USER;
  if (!own && !open) throw new Refusal('0103');
  if ((own && issuer.password === password) || (open && password === PUBLIC_PASSWORD)) return { ruc, username, issuer };
  throw new Refusal('0102');
}

/** Whether an OAuth client (validity query) may have a token. */
export function clientIsKnown(store: Store, clientId: string, clientSecret: string): boolean {
  if (clientId === PUBLIC_USER && clientSecret === PUBLIC_PASSWORD) return true;
  return [...store.issuers.values()].some((one) => one.clientId === clientId && one.clientSecret === clientSecret);
}

/** Whether an OAuth client may ask or act in the name of a RUC. */
export function clientMayAskFor(store: Store, clientId: string, ruc: string): boolean {
  return clientId === PUBLIC_USER || store.issuers.get(ruc)?.clientId === clientId;
}
