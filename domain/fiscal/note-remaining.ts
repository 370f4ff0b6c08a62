import { Decimal, sum, toAmount, toQuantity, ZERO } from '../decimal.ts';
import type { PricedLine } from '../sale/types.ts';
import { chargesBeside, netMoney } from './note-money.ts';
import type { AmendedDocument, NoteLine, TakenLine } from './note-types.ts';

/** What is left of a line of the amended document. */
export interface RemainingLine {
  readonly line: PricedLine;
  readonly quantity: Decimal;
  /** Without tax, net of its part of a discount on the whole document; of a free line the referential value. */
  readonly value: Decimal;
  /** Due; of a free line the virtual one. */
  readonly igv: Decimal;
  readonly isc: Decimal;
  /** Of the bags that are left. */
  readonly icbper: Decimal;
}

/** What is left of every line once earlier credit notes took their part, never below zero. */
export function remainingLines(amended: AmendedDocument, taken: readonly TakenLine[]): RemainingLine[] {
  const net = netMoney(amended);
  return amended.lines.map((line) => {
    const earlier = taken.filter((one) => one.line === line.number);
    const less = (whole: Decimal, field: 'quantity' | 'value' | 'igv' | 'isc'): Decimal =>
      Decimal.max(ZERO, whole.minus(sum(earlier.map((one) => new Decimal(one[field] ?? ZERO)))));
    const money = net.get(line) ?? { value: ZERO, igv: ZERO, isc: ZERO };
    const quantity = less(new Decimal(line.quantity), 'quantity');
    return {
      line,
      quantity,
      value: less(money.value, 'value'),
      igv: less(money.igv, 'igv'),
      isc: less(money.isc, 'isc'),
      icbper: line.icbper ? quantity.times(line.icbper.perUnit) : ZERO,
    };
  });
}

/** What a line's price could still be reduced by, taxes included; the ICBPER of a bag is no price. */
export function leftToReduce({ line, value, igv, isc }: RemainingLine): Decimal {
  return line.free ? ZERO : value.plus(igv).plus(isc);
}

/** What the buyer could still get back for a line, taxes included; of a gift only the ICBPER. */
export function leftToPay(remaining: RemainingLine): Decimal {
  return leftToReduce(remaining).plus(remaining.icbper);
}

/** What is left of the whole document, with the charges that carry no tax. */
export function leftOfDocument(amended: AmendedDocument, taken: readonly TakenLine[]): Decimal {
  return sum(remainingLines(amended, taken).map(leftToPay)).plus(chargesBeside(amended));
}

/** What credit notes took together, by line of the amended document. Leave out those that have no effect (rejected, voided). */
export function takenBy(notes: readonly { readonly lines: readonly NoteLine[] }[]): TakenLine[] {
  const byLine = new Map<number, NoteLine[]>();
  for (const line of notes.flatMap((note) => note.lines)) {
    if (line.amends !== null) byLine.set(line.amends, [...(byLine.get(line.amends) ?? []), line]);
  }
  return [...byLine].map(([line, parts]) => {
    const isc = sum(parts.map((part) => new Decimal(part.isc?.amount ?? ZERO)));
    return {
      line,
      quantity: toQuantity(sum(parts.map((part) => new Decimal(part.returned)))),
      value: toAmount(sum(parts.map((part) => new Decimal(part.value)))),
      igv: toAmount(sum(parts.map((part) => new Decimal(part.igv)))),
      ...(isc.isZero() ? {} : { isc: toAmount(isc) }),
    };
  });
}
