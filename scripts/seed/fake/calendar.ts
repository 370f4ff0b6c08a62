import { addDays } from '../../../domain/time/lima.ts';
import type { Random } from './random.ts';

/** How a month sells beside an average one: school in March, Mother's Day, Fiestas Patrias, Christmas. */
const MONTHS = [0.85, 0.8, 1.1, 0.9, 1.2, 0.95, 1.35, 0.95, 0.9, 0.95, 1.05, 1.9];
/** Sunday to Saturday. */
const WEEKDAYS = [0.9, 0.8, 0.85, 0.9, 1, 1.25, 1.4];

const weightOf = (date: string): number => {
  const day = new Date(`${date}T12:00:00Z`);
  return (MONTHS[day.getUTCMonth()] ?? 1) * (WEEKDAYS[day.getUTCDay()] ?? 1);
};

/**
 * Spreads `count` sales over the `years` before `lastDay` (exclusive), with seasons, weekends and a growing shop.
 * Answers the instants in order; the shop is open from 9 to 21 h Lima.
 */
export function saleInstants(random: Random, count: number, lastDay: string, years: number): Date[] {
  const total = Math.round(years * 365);
  const days = Array.from({ length: total }, (_, index) => addDays(lastDay, index - total));
  const weights = days.map((date, index) => weightOf(date) * (0.7 + (0.6 * index) / total));
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  const instants: Date[] = [];
  let owed = 0;
  for (const [index, date] of days.entries()) {
    owed += ((weights[index] ?? 0) / whole) * count;
    while (owed >= 1 && instants.length < count) {
      instants.push(openingHours(random, date));
      owed -= 1;
    }
  }
  while (instants.length < count) instants.push(openingHours(random, days.at(-1) ?? lastDay));
  return instants.sort((a, b) => a.getTime() - b.getTime());
}

function openingHours(random: Random, date: string): Date {
  const second = 9 * 3600 + Math.floor(((random.next() + random.next()) / 2) * 12 * 3600);
  return new Date(Date.parse(`${date}T05:00:00Z`) + second * 1000);
}
