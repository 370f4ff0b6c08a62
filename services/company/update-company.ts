import type { z } from 'zod';
import { HubError } from '../../domain/errors.ts';
import { changesOf } from '../audit/changes-of.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { change } from '../change.ts';
import { authorise, type ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import { parseInput } from '../input.ts';
import { type CompanyRow, showCompany, UpdateCompany } from './company.ts';
import { readCompany } from './get-company.ts';

/** Changes the company's names. The RUC is who it is, and stays. @throws HubError 412, 422 */
export async function updateCompany(
  deps: ServiceDeps,
  ctx: ServiceContext,
  version: number,
  input: z.input<typeof UpdateCompany>,
): Promise<CompanyRow> {
  authorise(ctx, 'company:write');
  const data = parseInput(UpdateCompany, input);
  return change(deps, ctx, async (tx, cipher) => {
    await tx.sql('select id from company where id = $1 for update', [tx.companyId]);
    const row = await readCompany(tx);
    if (row.version !== version)
      throw new HubError('precondition_failed', 'version_mismatch', 'La empresa cambió desde que la leyó.');
    await tx.run(
      `update company set name = $2, trade_name = $3, updated_at = now(), version = version + 1 where id = $1`,
      [tx.companyId, data.name ?? row.name, data.trade_name === undefined ? row.trade_name : data.trade_name],
    );
    const after = await readCompany(tx);
    await writeAudit(tx, ctx, cipher, {
      action: 'company.update',
      entity: 'company',
      entityId: tx.companyId,
      ...changesOf(showCompany(row), showCompany(after)),
    });
    return after;
  });
}
