import { Decimal } from 'decimal.js';

import type { Evidence } from '../evidence.ts';

/** One line of the table: what must hold, over how many cases it was looked at, and where it does not. */
export interface Verdict {
  readonly name: string;
  readonly cases: number;
  readonly faults: readonly string[];
}

export type Check = (evidence: Evidence) => Verdict;

/** Rows by a key, in their order. */
export function grouped<Row>(rows: Iterable<Row>, keyOf: (row: Row) => string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return groups;
}

export function sumOf<Row>(rows: Iterable<Row>, amountOf: (row: Row) => string): Decimal {
  let sum = new Decimal(0);
  for (const row of rows) sum = sum.plus(amountOf(row));
  return sum;
}

const LIVE = ['accepted', 'observed'];

/** A document with tax effect. */
export const isLive = ({ status }: { readonly status: string }): boolean => LIVE.includes(status);

/** A sale whose goods left and whose money stayed: issued, and not taken back. */
export const isKept = (sale: { readonly status: string; readonly document_id: string | null }): boolean =>
  sale.status !== 'cancelled' && sale.document_id !== null;
