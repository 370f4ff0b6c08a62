import { catalog52 } from '../../catalogs/generated/cat-52.ts';
import { isInCatalog } from '../../catalogs/is-in-catalog.ts';
import { hasIllegalCharacter } from '../text.ts';
import type { Legend } from '../types.ts';
import { type Rule, when } from './rule.ts';

const FIELD = '/*/cbc:Note';
const MAX_TEXT = 200;

interface WithLegends {
  readonly legends: readonly Legend[];
}

const isWritten = ({ text }: Legend): boolean =>
  text !== '' && text.length <= MAX_TEXT && !/[\t\n\r]/.test(text) && !hasIllegalCharacter(text);

/** Legends of catalogue 52, which the hub writes by itself. The whole body is pointed at. */
export const LEGEND_RULES: readonly Rule<WithLegends, unknown>[] = [
  {
    id: 'legends.code',
    code: '3027',
    level: 'reject',
    issue: 'unknown_legend',
    field: `${FIELD}/@languageLocaleID`,
    source: { Factura: [415], Boleta: [412], NotaCredito: [375], NotaDebito: [370] },
    find: ({ legends }) =>
      when(
        legends.some(({ code }) => !isInCatalog(catalog52, code)),
        '',
        'Una leyenda no existe en el catálogo 52 de SUNAT.',
      ),
  },
  {
    id: 'legends.text',
    code: '3006',
    level: 'reject',
    issue: 'invalid_legend',
    field: FIELD,
    source: { Factura: [423], Boleta: [420], NotaCredito: [376], NotaDebito: [371] },
    find: ({ legends }) =>
      when(!legends.every(isWritten), '', `Una leyenda tiene de 1 a ${MAX_TEXT} caracteres, en una sola línea.`),
  },
  {
    id: 'legends.once',
    code: '3014',
    level: 'reject',
    issue: 'repeated_legend',
    field: `${FIELD}/@languageLocaleID`,
    source: { Factura: [416], Boleta: [413] },
    find: ({ legends }) =>
      when(new Set(legends.map(({ code }) => code)).size !== legends.length, '', 'Una leyenda se repite.'),
  },
];
