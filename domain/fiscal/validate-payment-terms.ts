import { Decimal, parseUnsigned, sum, ZERO } from '../decimal.ts';
import type { FieldIssue } from '../errors.ts';
import { isDate } from '../time/lima.ts';
import type { Instalment, InvoiceDraft } from './types.ts';

const AT = '/payment_terms';
const MAX_INSTALMENTS = 999; // Cuota001 to Cuota999

const issue = (pointer: string, code: string, sunatCode: string, detail: string): FieldIssue => ({
  pointer,
  code,
  sunatCode,
  detail,
});

/** Money with at most two decimals, greater than zero; null otherwise. */
function readMoney(text: string): Decimal | null {
  const amount = parseUnsigned(text);
  return amount?.greaterThan(ZERO) && amount.decimalPlaces() <= 2 ? amount : null;
}

/** What terms are measured against, and SUNAT's codes for going beyond it. */
export interface TermsLimits {
  /** The most that can be pending, and in one instalment. */
  readonly total: string;
  /** Instalments fall due after this legal date. */
  readonly issueDate: string;
  readonly codes: { readonly pending: string; readonly instalment: string; readonly dueDate: string };
}

function instalmentIssues(instalment: Instalment, index: number, limits: TermsLimits): FieldIssue[] {
  const at = `${AT}/instalments/${index}`;
  const issues: FieldIssue[] = [];
  const amount = readMoney(instalment.amount);
  if (amount === null) {
    issues.push(
      issue(`${at}/amount`, 'invalid_amount', '3254', 'El monto de la cuota debe ser mayor que cero, con 2 decimales.'),
    );
  } else if (amount.greaterThan(limits.total)) {
    issues.push(
      issue(
        `${at}/amount`,
        'amount_exceeds_total',
        limits.codes.instalment,
        'La cuota no puede ser mayor que el total de la venta.',
      ),
    );
  }
  if (!isDate(instalment.dueDate)) {
    issues.push(issue(`${at}/due_date`, 'invalid_date', '3256', 'La fecha de la cuota debe ser AAAA-MM-DD.'));
  } else if (instalment.dueDate <= limits.issueDate) {
    issues.push(
      issue(
        `${at}/due_date`,
        'due_date_not_later',
        limits.codes.dueDate,
        'La cuota debe vencer después de la fecha de emisión.',
      ),
    );
  }
  return issues;
}

/** Credit terms within limits (3249, 3251, 3254, 3256, 3319 and the limits' own codes); pointers at `/payment_terms`. */
export function creditTermsIssues(
  terms: { readonly pending: string; readonly instalments: readonly Instalment[] },
  limits: TermsLimits,
): FieldIssue[] {
  const count = terms.instalments.length;
  if (count === 0 || count > MAX_INSTALMENTS) {
    return [
      issue(`${AT}/instalments`, 'instalments_missing', '3249', 'Una venta al crédito debe tener de 1 a 999 cuotas.'),
    ];
  }
  const issues = terms.instalments.flatMap((instalment, index) => instalmentIssues(instalment, index, limits));
  if (issues.length > 0) return issues;
  const pending = readMoney(terms.pending);
  const total = sum(terms.instalments.map((instalment) => new Decimal(instalment.amount)));
  if (pending === null) {
    issues.push(issue(AT, 'nothing_pending', '3251', 'Una venta al crédito debe tener un monto pendiente de pago.'));
  } else if (pending.greaterThan(limits.total)) {
    issues.push(
      issue(
        AT,
        'pending_exceeds_total',
        limits.codes.pending,
        'Lo pendiente no puede ser mayor que el total de la venta.',
      ),
    );
  } else if (!pending.equals(total)) {
    issues.push(
      issue(
        `${AT}/instalments`,
        'instalments_do_not_add_up',
        '3319',
        `Las cuotas suman ${total.toFixed(2)} y lo pendiente de pago es ${pending.toFixed(2)}.`,
      ),
    );
  }
  return issues;
}

/** Credit terms of a factura as SUNAT checks them (3265-3267 and above); cash has nothing to check. */
export function validatePaymentTerms(invoice: InvoiceDraft): FieldIssue[] {
  const terms = invoice.paymentTerms;
  if (terms.type === 'cash') return [];
  const codes = { pending: '3265', instalment: '3266', dueDate: '3267' };
  return creditTermsIssues(terms, { total: invoice.totals.total, issueDate: invoice.issueDate, codes });
}
