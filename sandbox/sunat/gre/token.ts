import { authenticate, type Caller, clientIsKnown, clientMayAskFor } from '../credentials.ts';
import { Refusal } from '../returns.ts';
import { json, type Reply, type Sandbox } from '../sandbox.ts';
import { grant } from '../tokens.ts';
import { performRest, type RestOutcome } from './rest.ts';

const SCOPE = 'https://api-cpe.sunat.gob.pe';

/** The OAuth token of the guides' service: client and SOL user of the RUC, for an hour. */
export async function issueGuideToken(box: Sandbox, pathClient: string, form: URLSearchParams): Promise<Reply> {
  const request = box.store.openRequest('gre.token', box.now().toISOString());
  request.name = pathClient;
  request.ruc = (form.get('username') ?? '').slice(0, 11);
  return performRest(box, 'gre.token', request, { ruc: request.ruc }, () =>
    Promise.resolve(issue(box, pathClient, form)),
  );
}

function refuse(status: number, error: string, description: string): RestOutcome {
  return { reply: json(status, { error, error_description: description }), outcome: error };
}

function issue(box: Sandbox, pathClient: string, form: URLSearchParams): RestOutcome {
  const clientId = form.get('client_id') ?? '';
  if (form.get('grant_type') !== 'password') return refuse(400, 'unsupported_grant_type', 'grant_type no permitido');
  if (form.get('scope') !== SCOPE) return refuse(400, 'invalid_scope', 'El scope no es el de guías');
  const known = clientIsKnown(box.store, clientId, form.get('client_secret') ?? '');
  if (clientId !== pathClient || !known) return refuse(401, 'invalid_client', 'Cliente no autorizado');
  const caller = login(box, form);
  if (caller === undefined) return refuse(400, 'invalid_grant', 'Usuario o clave SOL incorrectos');
  if (!clientMayAskFor(box.store, clientId, caller.ruc)) return refuse(401, 'invalid_client', 'Cliente no autorizado');
  return { reply: json(200, grant(box, { use: 'gre', clientId, ruc: caller.ruc })), outcome: 'granted' };
}

function login(box: Sandbox, form: URLSearchParams): Caller | undefined {
  try {
    return authenticate(box.store, {
      username: form.get('username') ?? '',
      password: form.get('password') ?? '',
    });
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}
