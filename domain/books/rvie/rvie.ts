import { dateCell, textCell } from '../cells.ts';
import { type CellIssue, rowCheck } from '../column.ts';
import { rvieColumns } from '../generated/columns.ts';
import { amountCells } from '../sales/amount-cells.ts';
import { rateText, salesAmounts } from '../sales/amounts.ts';
import { checkIdentity, checkSales, type SalesColumns } from '../sales/check-sales.ts';
import type { BookHead, SalesEntry } from '../sales/entry.ts';

const AT: SalesColumns = {
  ...{ issueDate: 5, series: 8, number: 9, identityType: 11, identityNumber: 12, other: 25, total: 26 },
  ...{ rate: 28, amendedDate: 29 },
};
const check = rowCheck(rvieColumns);

/** As the document names its buyer: SUNAT compares with it. */
function identityOf({ customer }: SalesEntry): readonly [string, string, string] {
  return [customer.documentType, textCell(customer.documentNumber, 15), textCell(customer.name, 1500)];
}

/** The row of a document in the RVIE replacement file: 33 cells (annex 3 of R.S. 112-2021), and what is wrong with it. */
export function rvieRow(entry: SalesEntry, { ruc, name, period }: BookHead): [string[], readonly CellIssue[]] {
  const amounts = salesAmounts(entry, period);
  const identity = identityOf(entry);
  const { amended } = entry;
  const cells = [
    ...[ruc, textCell(name, 1500), period.code, '', dateCell(entry.issueDate), ''],
    ...[entry.type, entry.series, String(entry.number), '', ...identity],
    ...amountCells(amounts),
    ...[entry.currency, entry.currency === 'PEN' ? '' : rateText(entry)],
    ...(amended ? [dateCell(amended.issueDate), amended.type, amended.series, String(amended.number)] : NO_AMENDED),
    '',
  ];
  const named = checkIdentity(identity, !entry.inForce, AT);
  return [cells, [...check(cells), ...checkSales(entry, amounts, period, AT), ...named]];
}

const NO_AMENDED = ['', '', '', ''];
