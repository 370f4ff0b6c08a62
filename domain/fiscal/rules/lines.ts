import { catalog03 } from '../../catalogs/generated/cat-03.ts';
import { isInCatalog } from '../../catalogs/is-in-catalog.ts';
import { hasIllegalCharacter } from '../text.ts';
import type { InvoiceDraft } from '../types.ts';
import { each, type Rule } from './rule.ts';

type LineRule = Rule<InvoiceDraft, unknown>;

const LINE = '/Invoice/cac:InvoiceLine';
const MAX_DESCRIPTION = 500;

const placed =
  (field: string) =>
  (index: number): string =>
    `/lines/${index}/${field}`;
/** What a line says of its goods. */
export const LINE_RULES: readonly LineRule[] = [
  {
    id: 'lines.description-missing',
    code: '2026',
    level: 'reject',
    issue: 'description_missing',
    field: `${LINE}/cac:Item/cbc:Description`,
    source: { Factura: [166], Boleta: [160] },
    find: ({ lines }) =>
      each(lines, ({ description }) => description === '', placed('description'), 'Falta la descripción de la línea.'),
  },
  {
    id: 'lines.description',
    code: '2027',
    level: 'reject',
    issue: 'invalid_description',
    field: `${LINE}/cac:Item/cbc:Description`,
    source: { Factura: [167], Boleta: [161] },
    find: ({ lines }) =>
      each(
        lines,
        ({ description }) => description.length > MAX_DESCRIPTION || hasIllegalCharacter(description),
        placed('description'),
        `La descripción debe tener de 1 a ${MAX_DESCRIPTION} caracteres.`,
      ),
  },
  {
    id: 'lines.unit-code',
    code: '2936',
    level: 'reject',
    issue: 'unknown_unit',
    field: `${LINE}/cbc:InvoicedQuantity/@unitCode`,
    source: { Factura: [139], Boleta: [140] },
    find: ({ lines }) =>
      each(
        lines,
        ({ unitCode }) => !isInCatalog(catalog03, unitCode),
        placed('unit_code'),
        'La unidad de medida no existe en el catálogo 03 de SUNAT (UN/ECE rec 20).',
      ),
  },
];
