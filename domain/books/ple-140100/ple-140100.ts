import { isAnonymous } from '../../fiscal/anonymous.ts';
import { dateCell, entryKey, textCell } from '../cells.ts';
import { type CellIssue, rowCheck } from '../column.ts';
import { ple140100Columns } from '../generated/columns.ts';
import { amountCells } from '../sales/amount-cells.ts';
import { rateText, type SalesAmounts, salesAmounts } from '../sales/amounts.ts';
import { checkIdentity, checkSales, type SalesColumns } from '../sales/check-sales.ts';
import type { BookHead, SalesEntry } from '../sales/entry.ts';

const AT: SalesColumns = {
  ...{ issueDate: 4, series: 7, number: 8, identityType: 10, identityNumber: 11, other: 24, total: 25 },
  ...{ rate: 27, amendedDate: 28 },
};
const check = rowCheck(ple140100Columns);

/** Table 2 of the PLE ends with A: what SIRE added (B to G), and a longer number than its own, is another document. */
const LONGEST: Readonly<Record<string, number>> = { '0': 15, '1': 8, '4': 12, '6': 11, '7': 12, A: 15 };
/** Below this total a boleta need not name its buyer, soles. */
const NAMED_FROM = 700;
const NOBODY = ['', '', ''] as const;

/** Empty where there is nobody to name: a filled-in zero is refused. */
function identityOf({ customer }: SalesEntry): readonly [string, string, string] {
  if (customer.documentType === '-' || isAnonymous(customer)) return NOBODY;
  const number = textCell(customer.documentNumber, 15);
  const own = number.length <= (LONGEST[customer.documentType] ?? 0);
  return [own ? customer.documentType : '0', number, textCell(customer.name, 100)];
}

/** Column 10: who may be left out. */
function mayBeNobody(entry: SalesEntry, amounts: SalesAmounts): boolean {
  if (!entry.inForce || entry.amended?.type === '03' || !amounts.export.isZero()) return true;
  return entry.type === '03' && amounts.total.lessThan(NAMED_FROM);
}

/** The row of a document in PLE 14.1, 35 cells (annex 2 of R.S. 286-2009), and what is wrong with it. */
export function ple140100Row(entry: SalesEntry, { period }: BookHead): [string[], readonly CellIssue[]] {
  const amounts = salesAmounts(entry, period);
  const identity = identityOf(entry);
  const { amended } = entry;
  const cells = [
    ...[`${period.code}00`, entryKey(entry.id), 'M1', dateCell(entry.issueDate), ''],
    ...[entry.type, entry.series, String(entry.number), '', ...identity],
    ...amountCells(amounts),
    ...[entry.currency, rateText(entry)],
    ...(amended ? [dateCell(amended.issueDate), amended.type, amended.series, String(amended.number)] : NO_AMENDED),
    ...['', '', entry.inForce && entry.paidByBank ? '1' : '', entry.inForce ? '1' : '2'],
  ];
  const named = checkIdentity(identity, mayBeNobody(entry, amounts), AT);
  return [cells, [...check(cells), ...checkSales(entry, amounts, period, AT), ...named]];
}

const NO_AMENDED = ['', '', '', ''];
