import type { z } from 'zod';
import { HubError, invalid } from '../../domain/errors.ts';
import { changesOf } from '../audit/changes-of.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { change } from '../change.ts';
import { authorise, type ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import { parseInput } from '../input.ts';
import { type CompanyRow, showCompany, UpdateCompany } from './company.ts';
import { readCompany } from './get-company.ts';

function checkRegime({ igv_regime_from, igv_regime_until }: Pick<CompanyRow, 'igv_regime_from' | 'igv_regime_until'>) {
  if (igv_regime_from === null || igv_regime_until === null || igv_regime_from <= igv_regime_until) return;
  const detail = 'El régimen del IGV no puede terminar antes de empezar.';
  throw invalid([{ pointer: '/igv_regime_until', code: 'period_reversed', detail }]);
}

/**
 * Changes the company's names, IGV regime and detracción account. The RUC is who it is, and stays.
 * @throws HubError 412, 422
 */
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
    const next = { ...row, ...data };
    checkRegime(next);
    await tx.run(
      `update company set name = $2, trade_name = $3, igv_regime = $4, igv_regime_from = $5, igv_regime_until = $6,
              detraction_account = $7, boleta_mode = $8, updated_at = now(), version = version + 1
        where id = $1`,
      [
        ...[tx.companyId, next.name, next.trade_name, next.igv_regime, next.igv_regime_from, next.igv_regime_until],
        ...[next.detraction_account, next.boleta_mode],
      ],
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
