import { type Decimal, parseUnsigned, round2, sum, toAmount, ZERO } from '../decimal.ts';
import type { FieldIssue } from '../errors.ts';
import { allowanceOf, taxFreeDiscount } from './allowance.ts';
import type { Paid } from './price-line.ts';
import { readMoney } from './read-figures.ts';
import type { WholeSale, Wide } from './sale-totals.ts';
import type { Allowance, PricedPrepayment, PriceSaleInput, TaxFreeDiscount } from './types.ts';

/** Charges on the whole sale that the taxes are not reckoned on: FISE, service charge and tips, others. */
const OUTSIDE = ['45', '46', '50'];
const WITHIN = '49';
const KIND_NAMES = { '04': 'gravado', '05': 'exonerado', '06': 'inafecto' } as const;
const TAX_OF = { '04': '1000', '05': '9997', '06': '9998' } as const;
type Kind = keyof typeof TAX_OF;

/** The sale's own discount: off the taxed base (02), off what is paid (03), or none (also where it was spread). */
export interface SaleDiscount {
  readonly code: '02' | '03' | null;
  readonly told: Decimal;
}

export interface Whole {
  readonly discount02: TaxFreeDiscount | null;
  readonly allowances: readonly Allowance[];
  readonly prepayments: readonly PricedPrepayment[];
  readonly whole: WholeSale;
}

interface Charge {
  readonly code: string;
  readonly told: Decimal;
}

/**
 * The charges of the request, by code and amount. They are charged on what is paid, so that something must be; 49 needs
 * a sale whose paid lines are all taxed, as discount 02 does.
 */
export function readCharges(
  input: PriceSaleInput,
  { anyPaid, allTaxed }: { readonly anyPaid: boolean; readonly allTaxed: boolean },
  issues: FieldIssue[],
): Charge[] {
  return (input.charges ?? []).map(({ code, amount }, index) => {
    const pointer = `/charges/${index}/code`;
    if (code !== WITHIN && !OUTSIDE.includes(code)) {
      const detail = 'Un cargo a toda la venta es 45, 46, 49 o 50 del catálogo 53.';
      issues.push({ pointer, code: 'invalid_charge_code', sunatCode: '3071', detail });
    } else if (!anyPaid) {
      const detail = 'Una venta en la que todo es gratuito no lleva cargos.';
      issues.push({ pointer, code: 'charge_needs_paid_lines', sunatCode: '3092', detail });
    } else if (code === WITHIN && !allTaxed) {
      const detail = 'El cargo 49 lleva IGV: solo va en una venta con todas sus líneas gravadas. Use 47 por línea.';
      issues.push({ pointer, code: 'charge_needs_taxed_lines', sunatCode: '3277', detail });
    }
    return { code, told: readMoney(amount, `/charges/${index}/amount`, 'El cargo', issues) };
  });
}

/** Reads the advances; each is bounded by what its kind of lines comes to. */
function readPrepayments(
  input: PriceSaleInput,
  left: Readonly<Record<Kind, Decimal>>,
  issues: FieldIssue[],
): Record<Kind, Decimal> {
  const told: Record<Kind, Decimal> = { '04': ZERO, '05': ZERO, '06': ZERO };
  const parts = (input.prepayments ?? []).flatMap((one, index) => one.parts.map((part) => ({ ...part, index })));
  for (const { kind, amount, index } of parts) {
    const pointer = `/prepayments/${index}/amount`;
    told[kind] = told[kind].plus(readMoney(amount, pointer, 'El anticipo', issues));
    if (told[kind].lessThanOrEqualTo(left[kind])) continue;
    const detail = `El anticipo ${KIND_NAMES[kind]} no puede pasar de lo ${KIND_NAMES[kind]} de la venta (${left[kind].toFixed(2)}).`;
    issues.push({ pointer, code: 'prepayment_exceeds_sale', sunatCode: '3280', detail });
  }
  return told;
}

/** Follows the taxed base as discounts, charges and advances change what is told, so that their sum is exact. */
class TaxedBase {
  private told: Decimal;
  private base: Decimal;
  private readonly divisor: Decimal;

  constructor(told: Decimal, base: Decimal, divisor: Decimal) {
    this.told = told;
    this.base = base;
    this.divisor = divisor;
  }

  /** Moves what is told by `change` (negative: a discount); answers how far the base moved, without sign. */
  move(change: Decimal): Wide {
    const before = this.base;
    if (!change.isZero()) {
      this.told = this.told.plus(change);
      this.base = round2(this.told.dividedBy(this.divisor));
    }
    return { told: change.abs(), value: this.base.minus(before).abs() };
  }
}

const ofTax = (paid: readonly Paid[], tax: string): Paid[] =>
  paid.filter(({ line }) => line.affectation.taxCode === tax);
const toldOf = (paid: readonly Paid[]): Decimal => sum(paid.map((one) => one.told));

/** All that stands on the sale as a whole; what cannot be goes to `issues`, pointers into the request. */
export function wholeSale(
  input: PriceSaleInput,
  paid: readonly Paid[],
  { discount, charges, divisor }: { discount: SaleDiscount; charges: readonly Charge[]; divisor: Decimal },
  issues: FieldIssue[],
): Whole {
  const taxed = ofTax(paid, TAX_OF['04']);
  const bases = sum(paid.map((one) => one.base));
  const base = new TaxedBase(toldOf(taxed), sum(taxed.map((one) => one.base)), divisor);
  const charged = (code: string): Decimal => sum(charges.filter((one) => one.code === code).map((one) => one.told));
  const off02 = base.move(discount.code === '02' ? discount.told.negated() : ZERO);
  const on49 = base.move(charged(WITHIN));
  const left = {
    '04': toldOf(taxed).minus(off02.told).plus(on49.told),
    '05': toldOf(ofTax(paid, TAX_OF['05'])),
    '06': toldOf(ofTax(paid, TAX_OF['06'])),
  };
  const told = readPrepayments(input, left, issues);
  const off04 = base.move(told['04'].negated());
  if (told['04'].greaterThan(ZERO) && !off04.value.greaterThan(ZERO)) {
    const detail = 'El anticipo es demasiado pequeño: sin IGV no llega a un céntimo.';
    issues.push({ pointer: '/prepayments', code: 'prepayment_too_small', sunatCode: '3287', detail });
  }
  const off03 = discount.code === '03' ? discount.told : ZERO;
  const outside = OUTSIDE.map((code) => allowanceOf(code, charged(code), charged(code), bases));
  const allowances = [
    allowanceOf('03', off03, off03, bases),
    allowanceOf(WITHIN, on49.told, on49.value, bases),
    ...outside,
    allowanceOf('04', off04.told, off04.value, bases),
    allowanceOf('05', told['05'], told['05'], bases),
    allowanceOf('06', told['06'], told['06'], bases),
  ].filter((one) => one !== null);
  return {
    discount02: taxFreeDiscount(off02.value, bases),
    allowances,
    prepayments: (input.prepayments ?? []).map(({ type, fullNumber, parts }) => ({
      ...{ type, fullNumber },
      amount: toAmount(sum(parts.map(({ amount }) => parseUnsigned(amount) ?? ZERO))),
    })),
    whole: {
      ...{ discount: off02, charge: on49, outsideDiscount: off03 },
      outsideCharge: sum(OUTSIDE.map(charged)),
      prepaid: {
        '04': off04,
        '05': { told: told['05'], value: told['05'] },
        '06': { told: told['06'], value: told['06'] },
      },
    },
  };
}
