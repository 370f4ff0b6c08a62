import { addDays } from '../time/lima.ts';

/** A month of the books. */
export interface BookPeriod {
  /** `AAAAMM`. */
  readonly code: string;
  /** Legal dates in Lima, both inclusive. */
  readonly firstDay: string;
  readonly lastDay: string;
}

const SHAPE = /^(\d{4})-(0[1-9]|1[0-2])$/;

/** Reads `YYYY-MM`; null for anything else. */
export function bookPeriod(text: string): BookPeriod | null {
  const [, year, month] = SHAPE.exec(text) ?? [];
  if (year === undefined || month === undefined) return null;
  const next = month === '12' ? `${Number(year) + 1}-01` : `${year}-${String(Number(month) + 1).padStart(2, '0')}`;
  return { code: year + month, firstDay: `${text}-01`, lastDay: addDays(`${next}-01`, -1) };
}

/** True for a legal date within the month. */
export const isWithin = ({ firstDay, lastDay }: BookPeriod, date: string): boolean =>
  date >= firstDay && date <= lastDay;
