import { moneyCell } from '../cells.ts';
import type { SalesAmounts } from './amounts.ts';

/** The thirteen amounts in the order in which RVIE and PLE 14.1 both have them, from the export's to the total. */
export const amountCells = (of: SalesAmounts): string[] =>
  [
    ...[of.export, of.base, of.baseDiscount, of.igv, of.igvDiscount, of.exempt, of.unaffected],
    ...[of.isc, of.ivapBase, of.ivap, of.icbper, of.other, of.total],
  ].map(moneyCell);
