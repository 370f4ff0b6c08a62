/** America/Lima is UTC-5 all year (no daylight saving since 1994), so plain arithmetic is exact. */
const OFFSET_MS = 5 * 3_600_000;
const DAY_MS = 86_400_000;
const SHAPE = /^\d{4}-\d{2}-\d{2}$/;

const shifted = (instant: Date): string => new Date(instant.getTime() - OFFSET_MS).toISOString();

/** The legal date in Lima at an instant, `YYYY-MM-DD`. */
export function limaDate(instant: Date): string {
  return shifted(instant).slice(0, 10);
}

/** The wall clock in Lima at an instant, `hh:mm:ss`. */
export function limaTime(instant: Date): string {
  return shifted(instant).slice(11, 19);
}

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const isLeapYear = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

/** True for a calendar date that exists, written `YYYY-MM-DD`; there is no year 0, which PostgreSQL refuses too. */
export function isDate(text: string): boolean {
  if (!SHAPE.test(text)) return false;
  const [year, month, day] = [Number(text.slice(0, 4)), Number(text.slice(5, 7)), Number(text.slice(8))];
  if (year < 1 || day < 1 || month < 1 || month > 12) return false;
  return day <= (month === 2 && isLeapYear(year) ? 29 : (DAYS[month - 1] ?? 0));
}

/** The legal date `days` later (or earlier, when negative). */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** The instant at which a legal date begins in Lima. */
export function startOfLimaDay(date: string): Date {
  return new Date(Date.parse(`${date}T00:00:00Z`) + OFFSET_MS);
}

/** The last second of a legal date in Lima (23:59:59). */
export function endOfLimaDay(date: string): Date {
  return new Date(startOfLimaDay(date).getTime() + DAY_MS - 1000);
}
