import { z } from 'zod';
import { type FieldIssue, invalid } from '../../domain/errors.ts';
import { AFFECTATIONS } from '../../domain/fiscal/affectation.ts';
import { line } from '../fields.ts';
import type { SaleChanges } from './reissue-changes.ts';
import { BuyerInput } from './sale-input.ts';

const LINE_FIELDS = ['line', 'description', 'igv_affectation', 'sunat_code'];
const CHANGE_FIELDS = ['customer', 'lines'];

/** What a sale is made of: none of it may change by a reissue. */
const FIXED =
  /^(sku|product(_id)?|quantity|unit_(price|code)|price|discount_(percent|amount)|payments?|payment_terms|currency|exchange_rate|totals?|value|igv)$/;

/** Loose on purpose: the verb tells fields that can never change from unknown ones. */
const Changes = z.looseObject({
  customer: BuyerInput.optional(),
  lines: z
    .array(
      z.looseObject({
        line: z.int().min(1).max(999).describe('Number of the line, from 1.'),
        description: line(500).optional(),
        igv_affectation: z.enum([...AFFECTATIONS.keys()] as [string, ...string[]]).optional(),
        sunat_code: z
          .string()
          .regex(/^\d{8}$/)
          .optional(),
      }),
    )
    .max(999)
    .optional(),
});

/** The body of a decision about a sale or an attention entry. */
export const DecisionInput = z.strictObject({
  decision: z.enum([
    'reissue',
    'rebuild',
    'cancel_sale',
    'cancel_note',
    'cancel_despatch',
    'cancel_certificate',
    'cancel_void',
    'credit_note',
    'retry',
    'release_lines',
    'retry_line',
    'exclude',
    'skip',
    'accept_as_is',
  ]),
  reason: line(500, 3),
  changes: Changes.optional().describe('For `reissue`: the buyer, and texts and taxes by line.'),
});
export type DecisionInput = z.output<typeof DecisionInput>;

function extraFields(value: object, known: readonly string[], pointer: string): FieldIssue[] {
  return Object.keys(value)
    .filter((key) => !known.includes(key))
    .map((key) => {
      const at = `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
      if (!FIXED.test(key)) return { pointer: at, code: 'unknown_field', detail: 'Este campo no existe.' };
      const detail = 'Un comprobante nuevo no puede cambiar productos, cantidades, precios ni totales.';
      return { pointer: at, code: 'reissue_changes_goods_or_money', detail };
    });
}

/**
 * The changes of a decision in the form of the process.
 * @throws HubError 422 `reissue_changes_goods_or_money` for another product, quantity, price or total
 */
export function changesOfDecision({ decision, changes }: DecisionInput): SaleChanges | undefined {
  if (changes === undefined) return undefined;
  const issues = [
    ...extraFields(changes, CHANGE_FIELDS, '/changes'),
    ...(changes.lines ?? []).flatMap((entry, index) => extraFields(entry, LINE_FIELDS, `/changes/lines/${index}`)),
  ];
  const fixed = issues.find((issue) => issue.code === 'reissue_changes_goods_or_money');
  if (fixed) throw invalid(issues, fixed.code, fixed.detail);
  if (decision !== 'reissue')
    issues.push({ pointer: '/changes', code: 'changes_not_allowed', detail: 'Solo una reemisión lleva cambios.' });
  if (issues.length > 0) throw invalid(issues);
  return { ...buyerOf(changes.customer), ...(changes.lines && { lines: changes.lines.map(lineOf) }) };
}

function buyerOf(customer: z.output<typeof BuyerInput> | undefined): Pick<SaleChanges, 'customer'> {
  if (!customer) return {};
  const { document_type: documentType, document_number: documentNumber, name, email, phone, address } = customer;
  return {
    customer: {
      ...{ documentType, documentNumber, name },
      ...(email !== undefined && { email }),
      ...(phone !== undefined && { phone }),
      ...(address !== undefined && { address }),
    },
  };
}

function lineOf(entry: NonNullable<NonNullable<DecisionInput['changes']>['lines']>[number]) {
  return {
    line: entry.line,
    ...(entry.description !== undefined && { description: entry.description }),
    ...(entry.igv_affectation !== undefined && { igvAffectation: entry.igv_affectation }),
    ...(entry.sunat_code !== undefined && { sunatCode: entry.sunat_code }),
  };
}
