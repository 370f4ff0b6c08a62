import { RETURN_CODES } from './generated/return-codes.ts';

const MAX_LENGTH = 300;

const TEXTS: ReadonlyMap<string, string> = new Map(RETURN_CODES.map(([code, , text]) => [code, text]));

/** SUNAT's Spanish text of a return code (workbook of 2026-02-12); a neutral sentence for a code it does not list. */
export function describeCode(code: string): string {
  return TEXTS.get(code) ?? `Código ${code} sin descripción en el catálogo de SUNAT.`;
}

/** Whether the catalogue lists the code; anything else found where a code should be may be any number. */
export const isListedCode = (code: string): boolean => TEXTS.has(code);

/**
 * A text of SUNAT's made fit for logs, history and screens: SUNAT repeats the offending values ("- Detalle: ...
 * value='...'", "INFO: ... valor: ..."), which may be a buyer's identity or a user name. Everything from such a mark on
 * is cut, quoted values and long digit runs (RUC, DNI, accounts) are masked; document numbers are kept.
 */
export function safeText(text: string): string {
  return (
    text
      .replace(/\s+/g, ' ')
      .replace(/\s*-?\s*\b(?:detalle|info|value|valor|ticket)\b\s*[:=].*$/i, '')
      .replace(/\s*\((?:nodo|node)\b.*$/i, '')
      .replace(/<[^>]*>/g, ' ')
      .replace(/"[^"]*"|'[^']*'/g, '***')
      .replace(/[^\s@]+@[^\s@]+/g, '***')
      // A serie or RA, RC, RR before the hyphen ("F001-00000001") marks a document number, which is public.
      .replace(/(?<!\b(?:[A-Z][A-Z0-9]{3}|R[ACR])-)(?<!\d)\d{8,}\w*/g, '***')
      .replace(/\s+/g, ' ')
      .trim()
      .slice(0, MAX_LENGTH)
  );
}

/** SUNAT's own text for a listed code, which can hold no value of the document; else the answer's text made safe. */
export const textFor = (code: string, text: string): string =>
  isListedCode(code) ? describeCode(code) : safeText(text);
