import { Decimal } from 'decimal.js';
import { z } from 'zod';
import { clientIsKnown, clientMayAskFor } from './credentials.ts';
import type { Fault } from './faults.ts';
import { billKey } from './names.ts';
import { textOf } from './returns.ts';
import { CUT, HANG, json, page, type Reply, type Sandbox } from './sandbox.ts';
import type { DocumentRecord, RequestRecord } from './store.ts';
import { grant, readToken } from './tokens.ts';

const SCOPE = 'https://api.sunat.gob.pe/v1/contribuyente/contribuyentes';

/** The OAuth token of the validity query (client credentials). */
export function issueToken(box: Sandbox, pathClient: string, form: URLSearchParams): Reply {
  const id = form.get('client_id') ?? '';
  const refuse = (error: string, description: string): Reply => json(400, { error, error_description: description });
  if (form.get('grant_type') !== 'client_credentials')
    return refuse('unsupported_grant_type', 'grant_type no permitido');
  if (form.get('scope') !== SCOPE) return refuse('invalid_scope', 'El scope no es el de la consulta');
  if (id !== pathClient || !clientIsKnown(box.store, id, form.get('client_secret') ?? '')) {
    return json(401, { error: 'invalid_client', error_description: 'Cliente no autorizado' });
  }
  return json(200, grant(box, { use: 'validity', clientId: id }));
}

const querySchema = z.object({
  numRuc: z.string().regex(/^\d{11}$/),
  codComp: z.enum(['01', '03', '04', '07', '08', 'R1', 'R7']),
  numeroSerie: z.string().regex(/^[A-Z0-9]{1,4}$/),
  numero: z.union([z.string().regex(/^\d{1,8}$/), z.int()]).transform(Number),
  fechaEmision: z.string().regex(/^\d{2}\/\d{2}\/\d{4}$/),
  monto: z.union([z.string(), z.number()]).transform(String).optional(),
});

type Query = z.infer<typeof querySchema>;

/** The integrated validity query: serves every type, answers 0 for what is not accepted. */
export async function validate(box: Sandbox, ruc: string, authorization: string, body: string): Promise<Reply> {
  const request = box.store.openRequest('validity', box.now().toISOString());
  const query = readQuery(body);
  if (query !== undefined) request.name = `${query.numRuc}-${query.codComp}-${query.numeroSerie}-${query.numero}`;
  request.ruc = query?.numRuc ?? ruc;
  const fault = box.faults.take('validity', { ruc: request.ruc, series: query?.numeroSerie, number: query?.numero });
  const reply = failure(fault, request) ?? (await run(box, ruc, authorization, query, fault, request));
  box.store.noted(request);
  return reply;
}

function failure(fault: Fault | undefined, request: RequestRecord): Reply | undefined {
  if (fault === undefined || fault.kind === 'slow' || fault.kind === 'lost_answer') return undefined;
  request.outcome = fault.kind;
  if (fault.kind === 'timeout') return HANG;
  if (fault.kind === 'http') return page(fault.status, fault.body);
  const code = 'code' in fault ? fault.code : '0100';
  return json(200, { success: false, message: textOf(code), data: null, errorCode: code });
}

async function run(
  box: Sandbox,
  ruc: string,
  authorization: string,
  query: Query | undefined,
  fault: Fault | undefined,
  request: RequestRecord,
): Promise<Reply> {
  if (fault?.kind === 'slow') await box.sleep(fault.ms);
  const client = readToken(box, authorization, 'validity')?.clientId;
  if (client === undefined || !clientMayAskFor(box.store, client, ruc)) {
    request.outcome = 'http:401';
    return json(401, { success: false, message: 'No autorizado', errorCode: '401' });
  }
  if (query === undefined) {
    request.outcome = 'http:422';
    return json(422, { success: false, message: 'Los datos de la consulta no son válidos', errorCode: '422' });
  }
  const estadoCp = stateOf(box, query, ruc);
  request.outcome = fault?.kind === 'lost_answer' ? 'lost_answer' : estadoCp;
  if (fault?.kind === 'lost_answer') return CUT;
  const data = { estadoCp, estadoRuc: '00', condDomiRuc: '00', observaciones: [] };
  return json(200, { success: true, message: 'Operation Success! ', data });
}

function readQuery(body: string): Query | undefined {
  try {
    return querySchema.parse(JSON.parse(body));
  } catch {
    return undefined;
  }
}

/** 1 accepted, 2 voided, 0 what is not informed; a date or amount of another receipt counts as not informed. */
function stateOf(box: Sandbox, query: Query, asking: string): string {
  const found = box.store.documents.get(billKey(query.numRuc, query.codComp, query.numeroSerie, String(query.numero)));
  if (found === undefined || found.status === 'rejected' || !matches(found, query)) return '0';
  if (found.ruc !== asking && found.facts.customerNumber !== asking) return '0';
  return found.status === 'voided' ? '2' : '1';
}

function matches(found: DocumentRecord, query: Query): boolean {
  const [day, month, year] = query.fechaEmision.split('/');
  if (found.facts.issueDate !== `${year}-${month}-${day}`) return false;
  if (query.monto === undefined) return true;
  return /^\d+(\.\d+)?$/.test(query.monto) && new Decimal(query.monto).eq(new Decimal(found.facts.total || '0'));
}
