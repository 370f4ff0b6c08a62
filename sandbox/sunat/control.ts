import { z } from 'zod';
import { faultSchema } from './faults.ts';
import { json, type Reply, type Sandbox } from './sandbox.ts';

const issuerSchema = z.object({
  ruc: z.string().regex(/^[12]\d{10}$/),
  user: z.string().min(1),
  password: z.string().min(1),
  client_id: z.string().min(1).optional(),
  client_secret: z.string().min(1).optional(),
  certificate_sha256: z
    .string()
    .transform((text) => text.replaceAll(':', '').toLowerCase())
    .pipe(z.string().regex(/^[0-9a-f]{64}$/))
    .optional(),
});

const modeSchema = z.object({ checks: z.enum(['full', 'light']) });

const DONE: Reply = { kind: 'http', status: 204, type: 'application/json', body: '' };

/** The control interface below `/__control`, for tests and the launcher; undefined where there is no such route. */
export async function control(box: Sandbox, method: string, path: string, body: string): Promise<Reply | undefined> {
  try {
    return await route(box, `${method} ${path}`, body);
  } catch (error) {
    if (error instanceof z.ZodError) return json(422, { error: 'invalid', issues: error.issues });
    if (error instanceof SyntaxError) return json(400, { error: 'malformed' });
    throw error;
  }
}

async function route(box: Sandbox, what: string, body: string): Promise<Reply | undefined> {
  switch (what) {
    case 'GET /state':
      return json(200, state(box));
    case 'POST /reset':
      box.faults.clear();
      await box.store.reset();
      return DONE;
    case 'POST /faults': {
      const fault = faultSchema.parse(JSON.parse(body));
      box.faults.add(fault);
      return json(201, fault);
    }
    case 'DELETE /faults':
      box.faults.clear();
      return DONE;
    case 'POST /mode': {
      const { checks } = modeSchema.parse(JSON.parse(body));
      await box.store.setChecks(checks);
      return json(200, { checks });
    }
    case 'POST /issuers':
      return addIssuer(box, body);
    default:
      return undefined;
  }
}

async function addIssuer(box: Sandbox, body: string): Promise<Reply> {
  const given = issuerSchema.parse(JSON.parse(body));
  await box.store.saveIssuer({
    ruc: given.ruc,
    user: given.user,
    password: given.password,
    clientId: given.client_id,
    clientSecret: given.client_secret,
    certificateSha256: given.certificate_sha256,
  });
  return json(201, { ruc: given.ruc, user: given.user });
}

/** All that was accepted and asked, newest last; what is secret is not shown. */
function state(box: Sandbox): object {
  const { store } = box;
  return {
    checks: store.checks,
    documents: [...store.documents.values()].map((one) => ({
      key: one.key,
      ruc: one.ruc,
      type: one.type,
      series: one.series,
      number: one.number,
      sha256: one.sha256,
      cdr_code: one.cdrCode,
      times_sent: one.timesSent,
      status: one.status,
      observations: one.observations,
      issue_date: one.facts.issueDate,
      currency: one.facts.currency,
      total: one.facts.total,
      received_at: one.receivedAt,
    })),
    tickets: [...store.tickets.values()].map((one) => ({
      ticket: one.ticket,
      ruc: one.ruc,
      id: one.id,
      kind: one.kind,
      sha256: one.sha256,
      code: one.code,
      description: one.description,
      has_cdr: one.bare !== true,
      pending_polls: one.pendingPolls,
    })),
    requests: store.requests.map(({ at, operation, ruc, name, sha256, outcome }) => ({
      at,
      operation,
      ruc,
      name,
      sha256,
      outcome,
    })),
    issuers: [...store.issuers.values()].map((one) => ({
      ruc: one.ruc,
      user: one.user,
      password: '***',
      client_id: one.clientId,
      client_secret: one.clientSecret === undefined ? undefined : '***',
      certificate_sha256: one.certificateSha256,
    })),
    faults: box.faults.list(),
  };
}
