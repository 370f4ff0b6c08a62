import { dateCell, textCell } from '../cells.ts';
import type { CellIssue } from '../column.ts';
import { table06 } from '../generated/tables.ts';
import type { BookPeriod } from '../period.ts';
import type { StockEntry, StockProduct } from './entry.ts';

const OWN_CODES = '9';
const UNSPSC = '1';
const GS1 = '3';
const GOODS_FOR_SALE = '01';
const GTIN = /^(\d{8}|\d{12,14})$/;
/** Operations that must name their document. */
const DOCUMENTED = /^0[1-6]$/;
/** Table 6 is an older list of units than the one of documents. */
const UNITS: Readonly<Record<string, string>> = { H87: 'NIU' };
const CODE_LENGTH = 24;

/**
 * The code of a product as the book can write it: its SKU, or where that is too long or has other characters a shortened
 * one that the end of its id keeps apart.
 */
export function productCode({ id, sku }: StockProduct): string {
  const clean = sku.replaceAll(/[^A-Za-z0-9(),.-]/g, '');
  return clean === sku && sku.length <= CODE_LENGTH ? sku : `${clean.slice(0, CODE_LENGTH - 9)}-${id.slice(-8)}`;
}

function secondCode({ sunatCode, barcode }: StockProduct): readonly [catalogue: string, code: string] {
  if (sunatCode !== null) return [UNSPSC, sunatCode];
  return barcode !== null && GTIN.test(barcode) ? [GS1, barcode] : ['', ''];
}

export const unitOf = ({ unitCode }: StockProduct): string => UNITS[unitCode] ?? unitCode;

/** The 16 cells with which the rows of PLE 13.1 and 12.1 begin (annex 2 of R.S. 286-2009). */
export function stockCells(entry: StockEntry, period: BookPeriod): string[] {
  const { product, document } = entry;
  // A document that was issued anew after the month may not date its row.
  const date = document && document.date <= period.lastDay ? document.date : entry.date;
  return [
    ...[`${period.code}00`, entry.key, entry.opening ? 'A1' : 'M1', entry.place],
    ...[OWN_CODES, GOODS_FOR_SALE, productCode(product), ...secondCode(product)],
    ...[dateCell(date), ...(document ? [document.type, document.series, String(document.number)] : ['00', '0', '0'])],
    ...[entry.operation, textCell(product.name, 80), unitOf(product)],
  ];
}

/** What is wrong with those cells beyond their shape. */
export function checkStock(entry: StockEntry): readonly CellIssue[] {
  const issues: CellIssue[] = [];
  if (entry.document === null && DOCUMENTED.test(entry.operation))
    issues.push({ column: 11, code: 'required', detail: 'la operación necesita su comprobante' });
  if (!table06.has(unitOf(entry.product)))
    issues.push({ column: 16, code: 'unknown_unit', detail: 'no está en la tabla 6 del PLE: cambie la unidad' });
  return issues;
}
