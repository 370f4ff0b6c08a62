import { z } from 'zod';
import { invalid } from '../domain/errors.ts';
import { decodeCursor, encodeCursor } from '../platform/auth/cursor.ts';
import type { Page, PageRequest } from '../services/page.ts';
import { type Answer, ok } from './answer.ts';

/** Query parameters of every list: spread them into the route's own. */
export const pageQuery = {
  limit: z
    .string()
    .regex(/^\d{1,3}$/, 'Debe ser un número entre 1 y 200.')
    .transform(Number)
    .refine((value) => value >= 1 && value <= 200, 'Debe ser un número entre 1 y 200.')
    .default(50),
  cursor: z.string().max(500).optional(),
};

const position = z.object({ at: z.string(), id: z.uuid() });

interface PagedCall {
  readonly deps: { readonly cursorKey: Buffer };
  readonly ctx: { readonly companyId: string };
  readonly query: { readonly limit: number; readonly cursor?: string | undefined };
}

/**
 * Reads `limit` and `cursor`. `list` names the list (and its filters, where a cursor must not outlive them).
 * @throws HubError 422 `invalid_cursor` for a cursor of another list or company, or one that was made up
 */
export function pageOf(call: PagedCall, list: string): PageRequest {
  const { limit, cursor } = call.query;
  if (cursor === undefined) return { limit, after: null };
  const parsed = position.safeParse(decodeCursor(call.deps.cursorKey, cursor, `${call.ctx.companyId}/${list}`));
  if (parsed.success) return { limit, after: parsed.data };
  throw invalid([{ pointer: '/cursor', code: 'invalid_cursor', detail: 'El cursor no es válido.' }], 'invalid_cursor');
}

/** `{data, next_cursor}` of a page. */
export function listAnswer<Row>(call: PagedCall, list: string, page: Page<Row>, show: (row: Row) => unknown): Answer {
  const { next } = page;
  return ok({
    data: page.rows.map(show),
    next_cursor: next && encodeCursor(call.deps.cursorKey, next, `${call.ctx.companyId}/${list}`),
  });
}
