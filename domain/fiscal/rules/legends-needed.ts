import type { Legend } from '../types.ts';
import type { InvoiceDraft } from '../types.ts';
import { isDetraction } from '../operation-types.ts';
import type { FigureFacts } from './figure-rule.ts';
import { type Finding, type Rule, type RuleLevel, type RuleSource, when } from './rule.ts';

type NeededRule = Rule<InvoiceDraft, FigureFacts>;

const FIELD = '/Invoice/cbc:Note/@languageLocaleID';
const BASE = '/Invoice/cac:TaxTotal/cac:TaxSubtotal/cbc:TaxableAmount';

const has = (legends: readonly Legend[], code: string): boolean => legends.some((legend) => legend.code === code);

/** A legend of the Amazonía or of Tacna says that the sale is exempt. */
function exemptRule(legend: string, code: string, level: RuleLevel, source: RuleSource): NeededRule {
  const find = ({ legends }: InvoiceDraft, { figures }: FigureFacts): readonly Finding[] =>
    when(
      has(legends, legend) && figures.total('exempt').isZero(),
      '/legends',
      `La leyenda ${legend} es de ventas exoneradas y esta no lo es.`,
    );
  return {
    ...{
      id: `legends.exempt-${legend}-${code}`,
      code,
      level,
      issue: 'legend_without_exempt_total',
      field: BASE,
      source,
    },
    find: (invoice, facts) => (facts.strict === (level === 'reject') ? find(invoice, facts) : []),
  };
}

/** Legends that a document must have, and totals that a legend asks for. */
export const LEGEND_NEEDED_RULES: readonly NeededRule[] = [
  {
    id: 'legends.ivap',
    code: '4264',
    level: 'observe',
    issue: 'legend_missing',
    field: FIELD,
    source: { Factura: [417], Boleta: [414] },
    find: ({ lines, legends }) =>
      when(
        lines.some(({ igvAffectation }) => igvAffectation === '17') && !has(legends, '2007'),
        '',
        'Falta la leyenda 2007 (operación sujeta al IVAP).',
      ),
  },
  {
    id: 'legends.detraction',
    code: '4265',
    level: 'observe',
    issue: 'legend_missing',
    field: FIELD,
    source: { Factura: [418, 419, 420, 421], Boleta: [415, 416, 417, 418] },
    find: ({ operationType, legends }) =>
      when(
        isDetraction(operationType) && !has(legends, '2006'),
        '',
        'Falta la leyenda 2006 (operación sujeta a detracción).',
      ),
  },
  {
    id: 'legends.free-transfer',
    code: '2416',
    level: 'reject',
    issue: 'legend_without_free_total',
    field: BASE,
    source: { Factura: [320], Boleta: [315] },
    find: ({ legends }, { figures }) =>
      when(
        has(legends, '1002') && figures.total('free').isZero(),
        '/lines',
        'La leyenda 1002 es de transferencias gratuitas y no hay ninguna.',
      ),
  },
  exemptRule('2001', '3283', 'reject', { Factura: [298] }),
  exemptRule('2002', '3284', 'reject', { Factura: [299] }),
  exemptRule('2003', '3285', 'reject', { Factura: [300] }),
  exemptRule('2001', '4022', 'observe', { Boleta: [293] }),
  exemptRule('2002', '4023', 'observe', { Boleta: [294] }),
  exemptRule('2003', '4024', 'observe', { Boleta: [295] }),
];
