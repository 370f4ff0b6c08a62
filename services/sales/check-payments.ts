import { Decimal, round2, sum, toAmount, ZERO } from '../../domain/decimal.ts';
import type { FieldIssue } from '../../domain/errors.ts';
import type { PaymentTerms } from '../../domain/fiscal/invoice.ts';
import type { StoredPaymentTerms } from '../../db/entities/sale.ts';
import type { PaymentInput, SaleInput } from './sale-input.ts';

function paymentIssues(payment: PaymentInput, index: number): FieldIssue[] {
  const at = `/payments/${index}`;
  if (!new Decimal(payment.amount).greaterThan(ZERO))
    return [{ pointer: `${at}/amount`, code: 'invalid_amount', detail: 'El monto debe ser mayor que cero.' }];
  if (payment.tendered === undefined) return [];
  if (payment.method !== 'cash') {
    const detail = 'Solo un pago en efectivo lleva el monto entregado.';
    return [{ pointer: `${at}/tendered`, code: 'tendered_not_cash', detail }];
  }
  if (new Decimal(payment.tendered).lessThan(payment.amount)) {
    const detail = 'El monto entregado es menor que el pago.';
    return [{ pointer: `${at}/tendered`, code: 'tendered_too_small', detail }];
  }
  return [];
}

/**
 * What is paid now against what is due (both in the sale's currency): with terms `cash` exactly the total and its
 * perception, with `credit` less than it, the instalments carrying the rest (their sum is checked with the document).
 */
export function checkPayments(input: SaleInput, total: string, perception = '0.00'): FieldIssue[] {
  const issues = input.payments.flatMap(paymentIssues);
  const paid = sum(input.payments.map((payment) => new Decimal(payment.amount)));
  const terms = input.payment_terms;
  if (terms.type === 'cash' && terms.instalments !== undefined && terms.instalments.length > 0) {
    const detail = 'Una venta al contado no tiene cuotas.';
    issues.push({ pointer: '/payment_terms/instalments', code: 'instalments_not_allowed', detail });
  }
  const due = new Decimal(total).plus(perception);
  if (terms.type === 'cash' && !paid.equals(due)) {
    const what = due.equals(total) ? 'el total de la venta' : 'el total con la percepción';
    const detail = `Los pagos suman ${toAmount(paid)} y ${what} es ${toAmount(due)}.`;
    issues.push({ pointer: '/payments', code: 'payments_do_not_add_up', detail });
  }
  if (terms.type === 'credit' && paid.greaterThan(total)) {
    const detail = `Los pagos suman ${toAmount(paid)}, más que el total de la venta (${total}).`;
    issues.push({ pointer: '/payments', code: 'payments_exceed_total', detail });
  }
  return issues;
}

/** Change to hand back for one payment; `0.00` without a tendered amount. */
export const changeOf = (payment: PaymentInput): string =>
  toAmount(payment.tendered === undefined ? ZERO : new Decimal(payment.tendered).minus(payment.amount));

/** The terms as the sale keeps them. */
export function storedTerms(input: SaleInput): StoredPaymentTerms {
  const instalments = (input.payment_terms.instalments ?? []).map((instalment) => ({
    amount: toAmount(instalment.amount),
    dueDate: instalment.due_date,
  }));
  return { type: input.payment_terms.type, instalments };
}

/**
 * The terms as the document states them; `paid` is the sum of the payments made with the sale, `withheld` what the
 * buyer will deposit (detracción) or keep (retention) instead of paying it.
 */
export function fiscalTerms(terms: StoredPaymentTerms, total: string, paid: string, withheld = ZERO): PaymentTerms {
  if (terms.type === 'cash') return { type: 'cash' };
  const pending = round2(new Decimal(total).minus(paid).minus(withheld));
  return { type: 'credit', pending: toAmount(pending), instalments: terms.instalments };
}
