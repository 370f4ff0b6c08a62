import type { TaxFreeDiscount } from '../sale/types.ts';

/** Codes of catalogue 53 that add to what is paid; all others take off (3114). */
const CHARGES = new Set(['45', '46', '47', '48', '49', '50', '51', '52', '53']);

/**
 * A discount or charge of catalogue 53; nothing where there is none. `currency` is the ready ` currencyID="PEN"`:
 * the document's, but soles on a perception.
 */
export function allowance(code: string, discount: TaxFreeDiscount | null | undefined, currency: string): string {
  if (!discount) return '';
  const factor =
    discount.factor === undefined
      ? ''
      : `<cbc:MultiplierFactorNumeric>${discount.factor}</cbc:MultiplierFactorNumeric>`;
  return (
    `<cac:AllowanceCharge><cbc:ChargeIndicator>${CHARGES.has(code)}</cbc:ChargeIndicator>` +
    `<cbc:AllowanceChargeReasonCode>${code}</cbc:AllowanceChargeReasonCode>${factor}` +
    `<cbc:Amount${currency}>${discount.amount}</cbc:Amount>` +
    `<cbc:BaseAmount${currency}>${discount.base}</cbc:BaseAmount></cac:AllowanceCharge>`
  );
}
