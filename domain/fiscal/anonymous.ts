import type { Customer } from './types.ts';

/** Above this total, in soles, a boleta must name its buyer. */
export const ANONYMOUS_LIMIT_PEN = '700.00';

/** True for CLIENTES VARIOS: a dash, or only zeros under a type that SUNAT takes them for (0, or 1 by custom). */
export function isAnonymous(customer: Customer): boolean {
  const { documentType, documentNumber } = customer;
  if (documentNumber === '-') return documentType === '0' || documentType === '-';
  return (documentType === '0' || documentType === '1') && /^0+$/.test(documentNumber);
}
