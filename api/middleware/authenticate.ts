import { HubError } from '../../domain/errors.ts';
import { authenticateCredentials, type Principal } from '../../services/auth/authenticate.ts';
import type { AppDeps } from '../deps.ts';
import type { HubContext } from '../env.ts';
import { clientAddress } from './client-address.ts';

const missing = (): HubError =>
  new HubError('unauthorized', 'unauthorized', 'Envíe Authorization: Bearer o X-Api-Key con una credencial válida.');

/**
 * Who calls: a bearer access token, else an API key (the operator's among them).
 * @throws HubError 401 when there is neither, or it is not valid; 429 after too many wrong API keys
 */
export async function authenticate(c: HubContext, deps: AppDeps): Promise<Principal> {
  const authorization = c.req.header('authorization');
  const apiKey = c.req.header('x-api-key');
  if (authorization !== undefined) {
    const [, bearer] = /^Bearer ([A-Za-z0-9._~+/=-]{1,4096})$/i.exec(authorization) ?? [];
    if (bearer === undefined) throw missing();
    return authenticateCredentials(deps.services, { bearer });
  }
  if (apiKey !== undefined && apiKey.length <= 200) {
    const address = clientAddress(c, deps.trustProxy);
    return authenticateCredentials(deps.services, { apiKey: { key: apiKey, address } });
  }
  throw missing();
}
