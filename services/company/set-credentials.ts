import { z } from 'zod';
import type { Tx } from '../../db/tx.ts';
import { conflict } from '../../domain/errors.ts';
import { uuidv7 } from '../../platform/ids.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { change } from '../change.ts';
import { authorise, type ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import { parseInput } from '../input.ts';
import { reopenGate } from '../sunat/open-gate.ts';
import { ENVIRONMENTS } from './company.ts';

const secret = (max: number) =>
  z
    .string()
    .min(1)
    .max(max)
    .regex(/^[^\p{C}]*$/u, 'Contiene caracteres no permitidos.');

export const SetCredentials = z
  .strictObject({
    environment: z.enum(ENVIRONMENTS),
    sol_user: z.string().regex(/^[A-Za-z0-9]{3,20}$/, 'El usuario SOL tiene de 3 a 20 letras o dígitos, sin el RUC.'),
    sol_password: secret(100),
    client_id: secret(100).optional(),
    client_secret: secret(200).optional(),
    ose_url: z
      .url({ protocol: /^https$/ })
      .max(255)
      .optional()
      .describe('Needed for the environment `ose`.'),
  })
  .refine((value) => (value.client_id === undefined) === (value.client_secret === undefined), {
    path: ['client_secret'],
    error: 'client_id y client_secret van juntos.',
    params: { code: 'required' },
  })
  .refine((value) => value.environment !== 'ose' || value.ose_url !== undefined, {
    path: ['ose_url'],
    error: 'El ambiente ose necesita la dirección del servicio.',
    params: { code: 'required' },
  });

/**
 * A legal document waits for its answer under the credentials and the gate it was sent with. Tests hold nothing up:
 * they stay behind as what they are, and are still sent where they were issued for.
 */
async function requireNothingUnsent(tx: Tx, environment: string): Promise<void> {
  const [unsent] = await tx.sql(
    `select 1 from fiscal_document d
      where d.company_id = $1 and d.environment in ('production', 'ose') and d.environment <> $2
        and d.status in ('issued', 'sending', 'pending', 'unknown') and d.deadline_at > now() limit 1`,
    [tx.companyId, environment],
  );
  if (!unsent) return;
  const detail = 'Hay comprobantes del ambiente actual que aún no tienen respuesta de SUNAT: espere a que la tengan.';
  throw conflict('documents_pending', detail);
}

/**
 * Keeps the credentials of an environment and makes it the company's; a gate that wrong ones closed opens.
 * @throws HubError 422, 409 `documents_pending` for another environment while legal documents of this one are under way
 */
export async function setCredentials(
  deps: ServiceDeps,
  ctx: ServiceContext,
  input: z.input<typeof SetCredentials>,
): Promise<{ readonly environment: string; readonly sol_user: string; readonly has_api_client: boolean }> {
  authorise(ctx, 'company:write');
  const data = parseInput(SetCredentials, input);
  const { environment } = data;
  const view = {
    environment,
    sol_user: `${data.sol_user.slice(0, 2)}****`,
    has_api_client: data.client_id !== undefined,
  };
  await change(deps, ctx, async (tx, cipher) => {
    await requireNothingUnsent(tx, environment);
    await writeAudit(tx, ctx, cipher, {
      action: 'company.sunat_credentials',
      entity: 'company',
      entityId: tx.companyId,
      after: view,
    });
    // The row's id is part of what its secrets are bound to, so a second setting keeps it.
    const [known] = await tx.sql<{ id: string }>('select id from sunat_credentials where environment = $1 for update', [
      environment,
    ]);
    const id = known?.id ?? uuidv7();
    const seal = (column: string, value: string | undefined): Buffer | null =>
      value === undefined ? null : cipher.seal(value, `sunat_credentials.${column}/${id}`).bytes;
    await tx.run(
      `insert into sunat_credentials (id, company_id, environment, sol_user, sol_password, client_id, client_secret)
       values ($1, $2, $3, $4, $5, $6, $7) on conflict (company_id, environment) do update set sol_user = excluded.sol_user,
         sol_password = excluded.sol_password, client_id = excluded.client_id, client_secret = excluded.client_secret,
         updated_at = now()`,
      [
        id,
        tx.companyId,
        environment,
        seal('sol_user', data.sol_user),
        seal('sol_password', data.sol_password),
        seal('client_id', data.client_id),
        seal('client_secret', data.client_secret),
      ],
    );
    const sql = `update company set sunat_environment = $2, ose_url = coalesce($3, ose_url), version = version + 1 where id = $1`;
    await tx.run(sql, [tx.companyId, environment, data.ose_url ?? null]);
    await reopenGate(tx, ctx);
  });
  deps.wakeRelay();
  return view;
}
