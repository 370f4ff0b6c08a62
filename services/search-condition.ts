import { likePattern } from './like-pattern.ts';

/** Below it a pattern has no trigram, so that an index says nothing; and what is short is found on the first pages. */
const SHORTEST_INDEXED = 3;

/**
 * The condition of a list for rows whose `text` contains `q`, whatever the case. Longer texts are looked up by the
 * database's own function (`search_<table>`), which may use the index that row security withholds from `ilike`.
 */
export function contains(table: 'product' | 'customer', text: string, q: string | undefined) {
  if (q === undefined) return undefined;
  const pattern = likePattern(q);
  const condition = q.length < SHORTEST_INDEXED ? `${text} ilike ?` : `id in (select search_${table}(?))`;
  return [condition, pattern] as const;
}
