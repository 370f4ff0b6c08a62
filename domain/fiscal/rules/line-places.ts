import type { FigureCheck } from './figure-rule.ts';
import type { Figures, LineFigures } from './figures.ts';

/** Findings at one field of each line that is wrong. */
export const atField =
  (field: string) =>
  (wrong: (line: LineFigures, figures: Figures) => boolean, detail: string): FigureCheck =>
  (figures) =>
    figures.lines.flatMap((line, index) =>
      wrong(line, figures) ? [{ pointer: `/lines/${index}/${field}`, detail }] : [],
    );

/** The three fields of a request that figures of a line come from. */
export const atPrice = atField('unit_price');
export const atQuantity = atField('quantity');
export const atAffectation = atField('igv_affectation');
