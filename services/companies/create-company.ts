import { z } from 'zod';
import { inCompany, type Tx } from '../../db/tx.ts';
import { BUILT_IN_ROLES } from '../../domain/access/permissions.ts';
import { notFound } from '../../domain/errors.ts';
import { maskEmail } from '../../domain/identity/mask.ts';
import { isValidRuc } from '../../domain/identity/ruc.ts';
import type { CompanyCipher } from '../../platform/crypto/envelope.ts';
import { uuidv7 } from '../../platform/ids.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { change } from '../change.ts';
import { authoriseOperator, type ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import { email, line } from '../fields.ts';
import { bindResource } from '../idempotency/bind-resource.ts';
import { parseInput } from '../input.ts';
import { writeOutbox } from '../outbox/write-outbox.ts';
import { uniqueIssue } from '../unique-issue.ts';
import { queueInvitation } from '../mail/queue-invitation.ts';
import { insertInvited, renewActivation } from '../users/invite.ts';

export const CreateCompany = z.strictObject({
  ruc: z.string().refine(isValidRuc, {
    error: 'El RUC no es válido: son 11 dígitos con dígito verificador correcto.',
    params: { code: 'invalid_ruc' },
  }),
  name: line(1500, 3),
  admin_email: email,
  admin_name: line(200).default('Administrador'),
});

export interface CreatedCompany {
  readonly company: { readonly id: string; readonly ruc: string; readonly name: string };
  /** The owner sets the first password with it (`POST /auth/activate`); shown once. */
  readonly activation_token: string;
}

async function insertRoles(tx: Tx): Promise<string> {
  const ids = new Map<string, string>();
  for (const [name, permissions] of Object.entries(BUILT_IN_ROLES)) {
    const id = uuidv7();
    ids.set(name, id);
    await tx.run(
      'insert into role (id, company_id, name, built_in, permissions, version) values ($1, $2, $3, true, $4, 1)',
      [id, tx.companyId, name, permissions],
    );
  }
  return ids.get('owner') ?? '';
}

/** The fiscal domicile with one warehouse. Series are the shop's own: it continues where its old system stopped. */
async function insertPlaces(tx: Tx): Promise<void> {
  const establishment = uuidv7();
  await tx.run(
    `insert into establishment (id, company_id, code, name, version) values ($1, $2, '0000', 'Domicilio fiscal', 1)`,
    [establishment, tx.companyId],
  );
  await tx.run(
    `insert into warehouse (id, company_id, establishment_id, code, name, version)
     values ($1, $2, $3, 'PRINCIPAL', 'Almacén principal', 1)`,
    [uuidv7(), tx.companyId, establishment],
  );
}

/**
 * Takes a company in: its data key, the built-in roles, the invited owner, the fiscal domicile and its warehouse.
 * @throws HubError 403 for anybody but the operator, 409 `already_exists` for a known RUC, 422
 */
export async function createCompany(
  deps: ServiceDeps,
  operator: Pick<ServiceContext, 'actor' | 'requestId' | 'idempotency'>,
  input: z.input<typeof CreateCompany>,
): Promise<CreatedCompany> {
  authoriseOperator(operator);
  const data = parseInput(CreateCompany, input);
  const companyId = uuidv7();
  const ctx: ServiceContext = { ...operator, companyId, permissions: new Set() };
  return uniqueIssue({ company_ruc_unique: '/ruc' }, () =>
    inCompany(deps.orm, companyId, async (tx) => {
      await tx.run('insert into company (id, ruc, name, version) values ($1, $2, $3, 1)', [
        companyId,
        data.ruc,
        data.name,
      ]);
      const cipher = await deps.companyKeys.found(tx);
      const ownerRole = await insertRoles(tx);
      await insertPlaces(tx);
      const owner = { email: data.admin_email, name: data.admin_name, roleIds: [ownerRole] };
      const invitation = await insertInvited(deps, tx, cipher, owner);
      await queueInvitation(deps, tx, ctx, cipher, invitation);
      await writeOutbox(tx, 'company.created', companyId, ctx.requestId);
      await writeAudit(tx, ctx, cipher, {
        action: 'company.create',
        entity: 'company',
        entityId: companyId,
        after: { ruc: data.ruc, name: data.name, admin_email: maskEmail(data.admin_email) },
      });
      await bindResource(tx, ctx, companyId);
      const company = { id: companyId, ruc: data.ruc, name: data.name };
      return { company, activation_token: invitation.activationToken };
    }),
  );
}

async function renewOwner(
  deps: ServiceDeps,
  tx: Tx,
  ctx: ServiceContext,
  cipher: CompanyCipher,
): Promise<CreatedCompany> {
  const [company] = await tx.sql<{ id: string; ruc: string; name: string }>('select id, ruc, name from company');
  const [owner] = await tx.sql<{ id: string }>('select id from app_user order by created_at limit 1');
  if (!company || !owner) throw notFound();
  const invitation = await renewActivation(tx, owner.id);
  // The link in the first mail works no more.
  await queueInvitation(deps, tx, ctx, cipher, invitation);
  await writeAudit(tx, ctx, cipher, { action: 'user.reinvite', entity: 'user', entityId: owner.id });
  return { company, activation_token: invitation.activationToken };
}

/**
 * The answer of `createCompany` once more, for a request whose answer was lost: the owner, who cannot have used the
 * first link, gets a fresh one.
 */
export async function recreateCompanyAnswer(
  deps: ServiceDeps,
  operator: Pick<ServiceContext, 'actor' | 'requestId'>,
  companyId: string,
): Promise<CreatedCompany> {
  authoriseOperator(operator);
  const ctx: ServiceContext = { ...operator, companyId, permissions: new Set() };
  const answer = await change(deps, ctx, (tx, cipher) => renewOwner(deps, tx, ctx, cipher));
  deps.wakeRelay();
  return answer;
}
