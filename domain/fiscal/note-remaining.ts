import { Decimal, sum, toAmount, toQuantity, ZERO } from '../decimal.ts';
import { roundToSum, spreadByWeight } from '../sale/spread.ts';
import type { PricedLine } from '../sale/types.ts';
import type { AmendedDocument, NoteLine, TakenLine } from './note-types.ts';

/** What is left of a line of the amended document. */
export interface RemainingLine {
  readonly line: PricedLine;
  readonly quantity: Decimal;
  /** Without tax, net of its part of a discount on the whole document; of a free line the referential value. */
  readonly value: Decimal;
  /** Due; of a free line the virtual one. */
  readonly igv: Decimal;
}

interface Money {
  readonly value: Decimal;
  readonly igv: Decimal;
}

/**
 * Value and IGV of each line as the document's totals have them. Notes know no discount on the whole (their sheets add
 * plain line values), so a global discount 02 is spread: what the buyer was told by largest remainder, then the
 * values so that they add up to the document's taxable total to the cent.
 */
function netMoney(amended: AmendedDocument): Map<PricedLine, Money> {
  const { lines, totals } = amended;
  const plain = (line: PricedLine): Money => ({ value: new Decimal(line.value), igv: new Decimal(line.igv) });
  const net = new Map(lines.map((line) => [line, plain(line)]));
  if (amended.globalDiscount === null) return net;
  const taxed = lines.filter((line) => line.taxCode === '1000');
  const told = taxed.map((line) => new Decimal(line.total));
  const discount = sum(lines.map((line) => new Decimal(line.total))).minus(totals.total);
  const parts = spreadByWeight(discount, told);
  const left = told.map((amount, index) => amount.minus(parts[index] ?? ZERO));
  const ratio = new Decimal(totals.taxable).dividedBy(sum(left));
  const values = roundToSum(
    left.map((amount) => amount.times(ratio)),
    new Decimal(totals.taxable),
  );
  for (const [index, line] of taxed.entries()) {
    const value = values[index] ?? ZERO;
    net.set(line, { value, igv: (left[index] ?? ZERO).minus(value) });
  }
  return net;
}

/** What is left of every line once earlier credit notes took their part, never below zero. */
export function remainingLines(amended: AmendedDocument, taken: readonly TakenLine[]): RemainingLine[] {
  const net = netMoney(amended);
  return amended.lines.map((line) => {
    const earlier = taken.filter((one) => one.line === line.number);
    const less = (whole: Decimal, field: 'quantity' | 'value' | 'igv'): Decimal =>
      Decimal.max(ZERO, whole.minus(sum(earlier.map((one) => new Decimal(one[field])))));
    const money = net.get(line) ?? { value: ZERO, igv: ZERO };
    return {
      line,
      quantity: less(new Decimal(line.quantity), 'quantity'),
      value: less(money.value, 'value'),
      igv: less(money.igv, 'igv'),
    };
  });
}

/** What the buyer could still get back for a line, taxes included; nothing for a gift. */
export function leftToPay(remaining: RemainingLine): Decimal {
  return remaining.line.free ? ZERO : remaining.value.plus(remaining.igv);
}

/** What credit notes took together, by line of the amended document. Leave out those that have no effect (rejected, voided). */
export function takenBy(notes: readonly { readonly lines: readonly NoteLine[] }[]): TakenLine[] {
  const byLine = new Map<number, NoteLine[]>();
  for (const line of notes.flatMap((note) => note.lines)) {
    if (line.amends !== null) byLine.set(line.amends, [...(byLine.get(line.amends) ?? []), line]);
  }
  return [...byLine].map(([line, parts]) => ({
    line,
    quantity: toQuantity(sum(parts.map((part) => new Decimal(part.returned)))),
    value: toAmount(sum(parts.map((part) => new Decimal(part.value)))),
    igv: toAmount(sum(parts.map((part) => new Decimal(part.igv)))),
  }));
}
