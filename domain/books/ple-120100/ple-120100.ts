import { Decimal, round2, ZERO } from '../../decimal.ts';
import { moneyCell } from '../cells.ts';
import { type CellIssue, rowCheck } from '../column.ts';
import { ple120100Columns } from '../generated/columns.ts';
import type { StockEntry } from '../kardex/entry.ts';
import { checkStock, stockCells } from '../kardex/stock-cells.ts';
import type { BookPeriod } from '../period.ts';

const check = rowCheck(ple120100Columns);

/**
 * Makes the rows of PLE 12.1, the kardex in units, 19 cells each (annex 2 of R.S. 286-2009), and tells what is wrong with
 * each. Units have two decimals here: a row says by how much the rounded balance changes, so that the sum stays right.
 */
export function ple120100Rows(period: BookPeriod): (entry: StockEntry) => [string[], readonly CellIssue[]] {
  let item = '';
  let held = ZERO;
  return (entry) => {
    if (entry.itemId !== item) held = ZERO;
    item = entry.itemId;
    const before = round2(held);
    held = held.plus(new Decimal(entry.quantity));
    const change = moneyCell(round2(held).minus(before));
    const units = entry.quantity.startsWith('-') ? ['0.00', change] : [change, '0.00'];
    const cells = [...stockCells(entry, period), ...units, '1'];
    return [cells, [...check(cells), ...checkStock(entry)]];
  };
}
