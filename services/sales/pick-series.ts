import type { FieldIssue } from '../../domain/errors.ts';
import type { Place } from './load-place.ts';

const MAX_NUMBER = 99_999_999; // eight digits, SUNAT

const at = (code: string, detail: string): FieldIssue => ({ pointer: '/series', code, detail });

/**
 * The series of a sale: the wanted one, else the only active one of the type in the warehouse's establishment.
 * Answers an issue at `/series` when there is none, or several to choose from.
 */
export function pickSeries(
  place: Pick<Place, 'series'>,
  wanted: string | undefined,
): { series: string } | { issue: FieldIssue } {
  const here = (place.series ?? []).filter((entry) => entry.here);
  const active = here.filter((entry) => entry.active && entry.next <= MAX_NUMBER);
  if (wanted !== undefined) {
    if (active.some((entry) => entry.series === wanted)) return { series: wanted };
    const known = here.find((entry) => entry.series === wanted);
    if (!known) return { issue: at('not_found', 'La serie no existe en este establecimiento.') };
    return {
      issue: known.active
        ? at('series_exhausted', 'La serie ya no tiene números.')
        : at('series_inactive', 'La serie no está activa.'),
    };
  }
  const [first, second] = active;
  if (!first)
    return { issue: at('series_missing', 'El establecimiento no tiene una serie activa para este comprobante.') };
  if (second) return { issue: at('series_ambiguous', 'Hay varias series activas para este comprobante: indique una.') };
  return { series: first.series };
}
