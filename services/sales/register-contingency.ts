import { inCompany } from '../../db/tx.ts';
import { type FieldIssue, invalid } from '../../domain/errors.ts';
import { PAPER_MAX_AGE_DAYS } from '../../domain/fiscal/deadlines.ts';
import { addDays, limaDate, limaTime } from '../../domain/time/lima.ts';
import { authorise, type ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import type { StoredAnswer } from '../idempotency/records.ts';
import { parseInput } from '../input.ts';
import { alreadyExists, uniqueIssue } from '../unique-issue.ts';
import { ContingencyInput } from './contingency-input.ts';
import { type CreatedSale, takeSaleOn } from './create-sale.ts';
import { FISCAL_TYPE } from './sale-input.ts';
import type { SaleView } from './sale-view.ts';

const MIDNIGHT = '00:00:00';

/**
 * Registers a receipt that was issued on authorised paper while the systems were down: a sale whose document bears the
 * series, number and date of the paper. The process that carries it is that of any sale.
 * @throws HubError as `createSale`, 422 at `/issue_date` or `/issue_time`, 409 `already_exists` at `/number`
 */
export async function registerContingency(
  deps: ServiceDeps,
  ctx: ServiceContext,
  body: unknown,
  answerOf?: (sale: SaleView) => StoredAnswer,
): Promise<CreatedSale> {
  authorise(ctx, 'sales:contingency');
  const { number, issue_date: issueDate, issue_time, ...input } = parseInput(ContingencyInput, body);
  const issueTime = issue_time ?? MIDNIGHT;
  const issues = dateIssues(issueDate, issueTime, deps.now());
  if (issues.length > 0) throw invalid(issues);
  const { series } = input;
  await requireUnknown(deps, ctx, { type: FISCAL_TYPE[input.document_type], series, number });
  const paper = { series, number, issueDate, issueTime };
  return uniqueIssue({ sale_paper_number_key: '/number' }, () => takeSaleOn(deps, ctx, { input, paper }, answerOf));
}

/**
 * Stricter than SUNAT, which takes two days of the future (2329) and knows no limit of age for a series of digits: 2108
 * and 1079 are for those that begin with a letter.
 */
function dateIssues(issueDate: string, issueTime: string, now: Date): FieldIssue[] {
  const today = limaDate(now);
  if (issueDate > today)
    return [at('/issue_date', 'issue_date_in_future', 'La fecha del comprobante no puede ser posterior a hoy.')];
  if (issueDate < addDays(today, -PAPER_MAX_AGE_DAYS))
    return [at('/issue_date', 'issue_date_too_old', 'El comprobante tiene más de un año: revise la fecha de emisión.')];
  if (issueDate === today && issueTime > limaTime(now))
    return [at('/issue_time', 'issue_time_in_future', 'La hora del comprobante no puede ser posterior a la actual.')];
  return [];
}

const at = (pointer: string, code: string, detail: string): FieldIssue => ({ pointer, code, detail });

interface Printed {
  readonly type: '01' | '03';
  readonly series: string;
  readonly number: number;
}

/** One that was issued stays known even where its sale was cancelled. Two requests at once: the sale's own key decides. */
async function requireUnknown(deps: ServiceDeps, ctx: ServiceContext, printed: Printed): Promise<void> {
  const { type, series, number } = printed;
  const known = await inCompany(deps.orm, ctx.companyId, (tx) =>
    tx.sql('select 1 from fiscal_document where company_id = $1 and type = $2 and series = $3 and number = $4', [
      ...[tx.companyId, type, series, number],
    ]),
  );
  if (known.length > 0) throw alreadyExists('/number');
}
