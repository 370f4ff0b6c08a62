import { Decimal, ONE, sum, ZERO } from '../../decimal.ts';
import type { Allowance, PricedLine, SaleTotals, TaxFreeDiscount } from '../../sale/types.ts';

/** What the arithmetic looks at: the figures of a factura, a boleta or a note. */
export interface Figured {
  readonly lines: readonly PricedLine[];
  readonly totals: SaleTotals;
  readonly igvPercent: string;
  readonly globalDiscount?: TaxFreeDiscount | null | undefined;
  readonly allowances?: readonly Allowance[] | undefined;
}

/** A line's figures as numbers; one that is not a number makes every comparison with it hold (its format is a rule). */
export interface LineFigures {
  readonly line: PricedLine;
  readonly quantity: Decimal;
  readonly value: Decimal;
  readonly igv: Decimal;
  readonly isc: Decimal;
  readonly icbper: Decimal;
  /** Discounts 00 and 01, charges 47 and 48 (catalogue 53). */
  readonly off00: Decimal;
  readonly off01: Decimal;
  readonly on47: Decimal;
  readonly on48: Decimal;
  /** What the IGV is reckoned on: value and ISC together. */
  readonly base: Decimal;
}

/** The figures of a whole document. */
export interface Figures {
  readonly totals: SaleTotals;
  readonly lines: readonly LineFigures[];
  /** Percent of the document, as text. */
  readonly igvPercent: string;
  /** Rate of the taxed lines as a factor. */
  readonly rate: Decimal;
  /** Discounts and charges on the whole document, by codes of catalogue 53. */
  readonly wide: (...codes: string[]) => Decimal;
  /** One of the document's totals; zero where it is absent. */
  readonly total: (name: keyof SaleTotals) => Decimal;
  /** Sum over the lines of one tax (catalogue 05). */
  readonly ofTax: (taxCode: string, part: (line: LineFigures) => Decimal) => Decimal;
}

const PLAIN = /^\d{1,28}(\.\d{1,20})?$/;
const NOT_A_NUMBER = new Decimal('NaN');
const HUNDRED = new Decimal('100');

/** A plain unsigned number; NaN for anything else. Absent counts as zero. */
export const read = (text: string | undefined): Decimal => {
  if (text === undefined) return ZERO;
  return PLAIN.test(text) ? new Decimal(text) : NOT_A_NUMBER;
};

/** SUNAT's tolerance: one unit of the currency. */
export const isNear = (told: Decimal, expected: Decimal): boolean => !told.minus(expected).abs().greaterThan(ONE);

const chargesOf = ({ charges }: PricedLine, wanted: string): Decimal =>
  charges === undefined ? ZERO : sum(charges.filter(({ code }) => code === wanted).map(({ amount }) => read(amount)));

function lineFigures(line: PricedLine): LineFigures {
  const value = read(line.value);
  const isc = read(line.isc?.amount);
  return {
    line,
    quantity: read(line.quantity),
    value,
    igv: read(line.igv),
    isc,
    icbper: read(line.icbper?.amount),
    off00: read(line.discount00?.amount),
    off01: read(line.discount01?.amount),
    on47: chargesOf(line, '47'),
    on48: chargesOf(line, '48'),
    base: line.isc === undefined ? value : value.plus(isc),
  };
}

/** The figures of a document, lines read once and only when asked for. The rules share them. */
export function readFigures({ lines, totals, igvPercent, globalDiscount, allowances = [] }: Figured): Figures {
  let figures: readonly LineFigures[] | undefined;
  const readOnce = (): readonly LineFigures[] => (figures ??= lines.map(lineFigures));
  const read02 = read(globalDiscount?.amount);
  return {
    totals,
    get lines() {
      return readOnce();
    },
    igvPercent,
    rate: read(igvPercent).dividedBy(HUNDRED),
    wide: (...codes) => {
      const rest = allowances.filter(({ code }) => codes.includes(code)).map(({ amount }) => read(amount));
      return codes.includes('02') ? sum([read02, ...rest]) : sum(rest);
    },
    total: (name) => read(totals[name]),
    ofTax: (taxCode, part) =>
      sum(
        readOnce()
          .filter(({ line }) => line.taxCode === taxCode)
          .map(part),
      ),
  };
}
