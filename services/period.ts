import { z } from 'zod';
import { addDays, isDate, startOfLimaDay } from '../domain/time/lima.ts';

const text = z.string().refine((value) => isDate(value) || z.iso.datetime({ offset: true }).safeParse(value).success, {
  error: 'Debe ser una fecha AAAA-MM-DD (Lima) o un instante RFC 3339.',
  params: { code: 'invalid_date' },
});

/** Query parameters `from` and `to` of a list: legal dates (both inclusive) or instants (`to` exclusive). */
export const periodQuery = { from: text.optional(), to: text.optional() };

export interface Period {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

type Condition = readonly [condition: string, value: unknown];

/** The period as conditions on a list's sort instant, so that its index serves them. */
export function within(column: string, { from, to }: Period): readonly (Condition | undefined)[] {
  return [
    from === undefined ? undefined : [`${column} >= ?`, isDate(from) ? startOfLimaDay(from) : new Date(from)],
    to === undefined ? undefined : [`${column} < ?`, isDate(to) ? startOfLimaDay(addDays(to, 1)) : new Date(to)],
  ];
}
