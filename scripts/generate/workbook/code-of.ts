import type { SheetRow } from './read-sheet.ts';

/**
 * The sheets of factura and boleta give a rule's text but not its code, which is found by the text in SUNAT's list of
 * return codes. Where several codes have one text, these are the ones that documents of UBL 2.1 are answered with
 * (the sheets of the notes, which do give codes, agree).
 */
const OF_UBL_21 = new Set(
  [
    '1007 1033 1034 1035 1036 1083 2010 2011 2021 2022 2023 2036 2040 2062 2070 2074 2075 2199 2883 2892 2936 3239',
    '3272 3273 3274 3275 3276 3277 3278 3279 3292 3293 3294 3295 3298 3299 3300 3301 3302 3303',
  ].flatMap((list) => list.split(' ')),
);

/** Two codes have the text of a wrong product code; the sheets of notes tell which of the three rules has which. */
export const CODES_BY_LINE: Readonly<Record<string, Readonly<Record<number, string>>>> = {
  Factura: { 146: '3496', 147: '3496' },
  Boleta: { 147: '3496', 148: '3496' },
};

/** The sheet of the signature gives neither text nor code: the codes of its rules in their order. */
export const SIGNATURE_CODES = [
  ...['2085', '2084', '2087', '2086', '2089', '2088', '2091', '2090', '2093', '2092', '2095', '2094', '2097'],
  ...['2099', '2098', '2101', '2100', '2076', '2077', '2079', '2078', '2081', '2080', '2083', '2082'],
] as const;

const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();

export interface ReturnCode {
  readonly code: string;
  readonly text: string;
}

/** Finds codes by their text. */
export function codesByText(list: readonly ReturnCode[]): (row: SheetRow) => string | undefined {
  const byText = new Map<string, string[]>();
  for (const { code, text } of list) byText.set(plain(text), [...(byText.get(plain(text)) ?? []), code]);
  return ({ head, message }) => {
    const all = byText.get(plain(message)) ?? [];
    const ofLevel = all.filter((code) => code >= '4000' === (head === 'OBSERV'));
    const fit = ofLevel.length > 0 ? ofLevel : all;
    return fit.length === 1 ? fit[0] : fit.find((code) => OF_UBL_21.has(code));
  };
}

/** `ERROR 2075` and `an3 2075` name their code. */
export const codeInHead = ({ head }: SheetRow): string | undefined => /(?:^| )(\d{4})$/.exec(head)?.[1];

/** A row that says there is no rule, or where to look instead. */
export const isEmpty = ({ head }: SheetRow): boolean => !/^(ERROR|OBSERV)$|(^| )\d{4}$/.test(head);
