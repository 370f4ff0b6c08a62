import { RETURN_TEXTS } from './generated/return-texts.ts';

/** A return code that ends the processing of a request; the caller sees it as a SOAP fault (no CDR, nothing registered). */
export class Refusal extends Error {
  readonly code: string;

  /** @param where what was looked at, for the detail part of SUNAT's message. */
  constructor(code: string, where = '') {
    super(where);
    this.name = 'Refusal';
    this.code = code;
  }
}

/** An answer that is a registered rejection: a CDR with a code other than 0 (the number is used up). */
export class Rejection extends Error {
  readonly code: string;

  constructor(code: string, where = '') {
    super(where);
    this.name = 'Rejection';
    this.code = code;
  }
}

/** SUNAT's own Spanish text of a return code. */
export function textOf(code: string): string {
  return RETURN_TEXTS[code] ?? `Codigo de retorno ${code}`;
}

/** Codes that SUNAT raises for failures of its own, under faultcode Server instead of Client. */
export function isServerSide(code: string): boolean {
  const n = Number(code);
  return (
    n === 100 ||
    n === 109 ||
    (n >= 130 && n <= 138) ||
    (n >= 200 && n <= 204) ||
    (n >= 250 && n <= 254) ||
    n === 303 ||
    n === 304
  );
}
