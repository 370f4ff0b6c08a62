import { Refusal } from './returns.ts';

/** The name of a receipt's file: RUC, type of catalogue 01, series and number as they were written. */
export interface BillName {
  readonly base: string;
  readonly ruc: string;
  readonly type: BillType;
  readonly series: string;
  readonly number: string;
  /** `ruc-type-series-number`, number without leading zeros: the same receipt always has the same key. */
  readonly key: string;
}

export type SummaryKind = 'RC' | 'RA' | 'RR';

export type BillType = '01' | '03' | '07' | '08' | '20' | '40';

/** What each of the two billing services takes: receipts and their notes, or certificates of retencion and percepcion. */
export const RECEIPTS: readonly BillType[] = ['01', '03', '07', '08'];
export const CERTIFICATES: readonly BillType[] = ['20', '40'];

/** The name of a guide's file: 09 of the sender, 31 of the carrier. */
export interface DespatchName extends Omit<BillName, 'type'> {
  readonly type: '09' | '31';
}

/** The name of a summary's file (RC daily summary, RA voided documents, RR reversals of certificates). */
export interface SummaryName {
  readonly base: string;
  readonly ruc: string;
  readonly kind: SummaryKind;
  readonly date: string;
  /** Identifier inside the XML: the base name without the RUC. */
  readonly id: string;
}

const BILL = /^([12]\d{10})-(01|03|07|08|20|40)-([A-Z0-9]{1,4})-(\d{1,8})$/;
const DESPATCH = /^([12]\d{10})-(09|31)-([A-Z0-9]{1,4})-(\d{1,8})$/;
const SUMMARY = /^([12]\d{10})-(RC|RA|RR)-(\d{4})(\d{2})(\d{2})-(\d{1,5})$/;
const ZIP = /\.(zip|ZIP)$/;

/** Parts of a receipt's base name (without extension); undefined when it is none. */
export function parseBillBase(base: string): BillName | undefined {
  const m = BILL.exec(base);
  if (m === null) return undefined;
  const [, ruc = '', type = '', series = '', number = ''] = m;
  if (Number(number) === 0) return undefined;
  return { base, ruc, type: type as BillType, series, number, key: billKey(ruc, type, series, number) };
}

/** A series of paper, informed afterwards, begins with a digit. */
export const isPaper = ({ series }: { readonly series: string }): boolean => /^\d/.test(series);

/** Parts of a guide's base name; undefined when it is none. */
export function parseDespatchBase(base: string): DespatchName | undefined {
  const m = DESPATCH.exec(base);
  if (m === null || Number(m[4]) === 0) return undefined;
  const [, ruc = '', type = '', series = '', number = ''] = m;
  return { base, ruc, type: type as '09' | '31', series, number, key: billKey(ruc, type, series, number) };
}

/** Registry key of a receipt. */
export function billKey(ruc: string, type: string, series: string, number: string): string {
  return `${ruc}-${type}-${series}-${Number(number)}`;
}

/** @throws Refusal 0151 no name of a type the service takes, 0152 a summary sent by sendBill, 0153 a batch sent by sendBill. */
export function parseBillFile(fileName: string, types: readonly BillType[]): BillName {
  const base = fileName.replace(ZIP, '');
  if (!ZIP.test(fileName)) throw new Refusal('0151', fileName);
  if (/^[12]\d{10}-(RC|RA|RR)-/.test(base)) throw new Refusal('0152', fileName);
  if (/^[12]\d{10}-LT-/.test(base)) throw new Refusal('0153', fileName);
  const name = parseBillBase(base);
  if (name === undefined || !types.includes(name.type)) throw new Refusal('0151', fileName);
  return name;
}

/** @throws Refusal 0151 when it is none of the service's summaries (number 1 to 99999). */
export function parseSummaryFile(fileName: string, kinds: readonly SummaryKind[]): SummaryName {
  const base = fileName.replace(ZIP, '');
  const m = SUMMARY.exec(base);
  if (!ZIP.test(fileName) || m === null || Number(m[6]) === 0) throw new Refusal('0151', fileName);
  const [, ruc = '', found = '', y = '', mo = '', d = ''] = m;
  const kind = kinds.find((one) => one === found);
  if (kind === undefined) throw new Refusal('0151', fileName);
  return { base, ruc, kind, date: `${y}-${mo}-${d}`, id: base.slice(12) };
}
