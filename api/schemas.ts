import { z } from 'zod';

/** `/…/{id}`; anything that is no id answers 404, as an unknown one does. */
export const idParams = z.object({ id: z.uuid().overwrite((value) => value.toLowerCase()) });

/** The envelope of every list. */
export const listOf = (item: z.ZodType) =>
  z.object({ data: z.array(item), next_cursor: z.string().nullable().describe('null on the last page.') });

/** `true` or `false` in a query. */
export const queryFlag = z.enum(['true', 'false']).transform((value) => value === 'true');

/** Text to look for. */
export const searchText = z.string().trim().min(1).max(100);
