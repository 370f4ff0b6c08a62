import type { DespatchDraft, Indicator } from './types.ts';

/** What rules and the builder ask of a guía again and again. */

/** The first letters of series by type (1001). */
export const SERIES = { '09': /^T[A-Z0-9]{3}$/, '31': /^V[A-Z0-9]{3}$/ } as const;

export const has = (draft: DespatchDraft, indicator: Indicator): boolean => draft.indicators.includes(indicator);

/** One of these motives of catalogue 20; never true of a carrier's guía. */
export const moves = (draft: DespatchDraft, ...motives: readonly string[]): boolean =>
  draft.type === '09' && draft.motive !== undefined && motives.includes(draft.motive);

/** Imports and exports have papers of their own. */
export const crossesBorder = (draft: DespatchDraft): boolean => moves(draft, '08', '09');

const light = (draft: DespatchDraft): boolean => has(draft, 'light_vehicle');

/** A carrier must be named: public transport, unless a motorcycle or car carries the goods. */
export const needsCarrier = (draft: DespatchDraft): boolean =>
  draft.type === '09' && draft.mode === '01' && !light(draft);

/** Vehicle and driver must be named. */
export const needsCrew = (draft: DespatchDraft): boolean =>
  draft.type === '31' || (!light(draft) && (draft.mode === '02' || has(draft, 'carrier_vehicle')));

/** Vehicle and driver are the carrier's own affair and must not be named. */
export const isCrewOfCarrier = (draft: DespatchDraft): boolean => needsCarrier(draft) && !has(draft, 'carrier_vehicle');

/** A document of SUNAT's series, not of a printing house (`T001-1`, not `0001-1`). */
const isElectronic = (number: string): boolean => !/^\d/.test(number);

/** What is carried stands in another document, so that lines say nothing more. */
export function linesStandElsewhere(draft: DespatchDraft): boolean {
  if (draft.type === '09') return has(draft, 'whole_declaration');
  if (draft.documents.some(({ type, number }) => type === '09' && isElectronic(number))) return true;
  const listed = draft.documents.some(({ type }) => ['01', '03', '04', '12', '48', '50', '52'].includes(type));
  return listed && has(draft, 'whole_transfer');
}
