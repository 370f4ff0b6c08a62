import type { InvoiceDraft } from '../types.ts';
import type { FigureFacts } from './figure-rule.ts';
import { isNear, read } from './figures.ts';
import { type Rule, when } from './rule.ts';

type WithholdingRule = Rule<InvoiceDraft, FigureFacts>;

const CHARGE = '/Invoice/cac:AllowanceCharge';

/** The arithmetic of a perception and of a retention. */
export const WITHHOLDING_FIGURE_RULES: readonly WithholdingRule[] = [
  {
    id: 'withholding.perception-amount',
    code: '2798',
    level: 'reject',
    issue: 'perception_wrong',
    field: `${CHARGE}/cbc:Amount`,
    source: { Factura: [454], Boleta: [449] },
    find: ({ perception }) =>
      when(
        perception !== undefined &&
          !isNear(read(perception.amount), read(perception.base).times(read(perception.factor))),
        '/perception',
        'La percepción no es su base por su tasa.',
      ),
  },
  {
    id: 'withholding.retention-amount',
    code: '3263',
    level: 'reject',
    issue: 'retention_wrong',
    field: `${CHARGE}/cbc:Amount`,
    source: { Factura: [865] },
    find: ({ retention }) =>
      when(
        retention !== undefined && !isNear(read(retention.amount), read(retention.base).times(read(retention.factor))),
        '/retention',
        'La retención no es su base por su tasa.',
      ),
  },
  {
    id: 'withholding.retention-base',
    code: '3264',
    level: 'reject',
    issue: 'retention_base_above_total',
    field: `${CHARGE}/cbc:BaseAmount`,
    source: { Factura: [868] },
    find: ({ retention }, { figures }) =>
      when(
        retention !== undefined && read(retention.base).greaterThan(figures.total('total')),
        '/retention',
        'La base de la retención no puede pasar del importe total.',
      ),
  },
];
