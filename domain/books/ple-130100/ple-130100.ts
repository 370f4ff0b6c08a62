import { moneyCell, quantityCell } from '../cells.ts';
import { type CellIssue, rowCheck } from '../column.ts';
import { ple130100Columns } from '../generated/columns.ts';
import type { StockEntry } from '../kardex/entry.ts';
import { checkStock, stockCells } from '../kardex/stock-cells.ts';
import { createValuer, type Valued } from '../kardex/value-stock.ts';
import type { BookPeriod } from '../period.ts';

/** Table 14: weighted average. */
const AVERAGE = '1';
const NOTHING = ['0.00', '0.00', '0.00'];
const check = rowCheck(ple130100Columns);

const valuedCells = ({ quantity, unitCost, total }: Valued): string[] => [
  ...[quantityCell(quantity), quantityCell(unitCost), moneyCell(total)],
];

/**
 * Makes the rows of PLE 13.1, the valued kardex, 27 cells each (annex 2 of R.S. 286-2009), and tells what is wrong with
 * each. The rows of an item must follow each other.
 */
export function ple130100Rows(period: BookPeriod): (entry: StockEntry) => [string[], readonly CellIssue[]] {
  const value = createValuer();
  return (entry) => {
    const { moved, balance } = value(entry);
    const cells = [
      ...[...stockCells(entry, period), AVERAGE],
      ...(moved.quantity.isNegative() ? [...NOTHING, ...valuedCells(moved)] : [...valuedCells(moved), ...NOTHING]),
      ...[...valuedCells(balance), '1'],
    ];
    return [cells, [...check(cells), ...checkStock(entry)]];
  };
}
