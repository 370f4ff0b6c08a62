import { oneLine } from '../text.ts';
import type { SummaryHeader } from './types.ts';

const ISSUER_LENGTH = 100;

/** `RC-20261125-1`: cbc:ID, and the file's name after the RUC (2220). */
export function summaryId({ kind, generationDate, correlativo }: Omit<SummaryHeader, 'ruc' | 'name'>): string {
  return `${kind}-${generationDate.replaceAll('-', '')}-${correlativo}`;
}

/** Base name of XML and ZIP, without extension: `20601234565-RC-20261125-1`. */
export function summaryFileName(header: Omit<SummaryHeader, 'name'>): string {
  return `${header.ruc}-${summaryId(header)}`;
}

/** The issuer's name as these files take it: one line of at most 100 characters (2228). */
export function issuerName(name: string): string {
  return oneLine(name).slice(0, ISSUER_LENGTH).trim();
}
