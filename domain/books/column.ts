import { isDate } from '../time/lima.ts';

/** A column of a book as SUNAT lays it down. */
export interface Column {
  /** Its number, from 1. */
  readonly field: number;
  /** SUNAT's heading. */
  readonly name: string;
  /** `8` exactly, `..40` at most, `2-10` between, `12,2` so many integer and decimal digits at most. */
  readonly length: string;
  /** N number, A alphanumeric, T text, D date (DD/MM/AAAA). */
  readonly format: string;
  readonly required: boolean;
}

/** What is wrong with a cell: the number of its column, a stable code, a sentence for people. */
export interface CellIssue {
  readonly column: number;
  readonly code: string;
  readonly detail: string;
}

type CellCheck = (value: string) => readonly [code: string, detail: string] | undefined;

/** A bar ends the cell, a line end the row; PLE refuses both slashes besides. */
const FORBIDDEN = /[|/\\\p{Cc}]/u;

const range = (length: string): readonly [number, number] => {
  const [from = '', to] = length.replace(/^\.\./, '0-').split('-');
  return [Number(from), Number(to ?? from)];
};

function decimalCheck(length: string): CellCheck {
  const [integers = '', decimals = ''] = length.split(',');
  const shape = new RegExp(`^-?\\d{1,${integers}}(\\.\\d{1,${decimals}})?$`);
  const detail = `no es un número de hasta ${integers} enteros y ${decimals} decimales`;
  return (value) => (shape.test(value) ? undefined : ['invalid_format', detail]);
}

const dateCheck: CellCheck = (value) => {
  const [, day, month, year] = /^(\d{2})\/(\d{2})\/(\d{4})$/.exec(value) ?? [];
  return isDate(`${year}-${month}-${day}`) ? undefined : ['invalid_date', 'no es una fecha DD/MM/AAAA'];
};

function textCheck({ length, format }: Column): CellCheck {
  const [least, most] = range(length);
  return (value) => {
    if (value.length > most) return ['too_long', `tiene más de ${most} caracteres`];
    if (value.length < least) return ['too_short', `tiene menos de ${least} caracteres`];
    if (format === 'N' && !/^\d+$/.test(value)) return ['invalid_format', 'no tiene solo dígitos'];
    return FORBIDDEN.test(value) ? ['invalid_character', 'tiene un carácter no permitido'] : undefined;
  };
}

function checkOf(column: Column): CellCheck {
  if (column.format === 'D') return dateCheck;
  return column.length.includes(',') ? decimalCheck(column.length) : textCheck(column);
}

/**
 * Makes the check of a row by its layout: count, presence, length, kind and characters of each cell. Made once a book,
 * run once a row. Source: the annexes of R.S. 286-2009 (PLE) and R.S. 112-2021 (SIRE).
 */
export function rowCheck(columns: readonly Column[]): (cells: readonly string[]) => readonly CellIssue[] {
  const checks = columns.map((column) => ({ column, check: checkOf(column) }));
  return (cells) => {
    if (cells.length !== checks.length)
      return [{ column: cells.length, code: 'invalid_format', detail: 'la fila no tiene las columnas de su libro' }];
    let issues: CellIssue[] | undefined;
    for (const [index, { column, check }] of checks.entries()) {
      const value = cells[index] ?? '';
      const found = value === '' ? (column.required ? (['required', 'está vacío'] as const) : undefined) : check(value);
      if (found) (issues ??= []).push({ column: column.field, code: found[0], detail: found[1] });
    }
    return issues ?? NONE;
  };
}

const NONE: readonly CellIssue[] = [];
