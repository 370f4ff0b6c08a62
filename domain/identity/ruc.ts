const WEIGHTS = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2] as const;
const SHAPE = /^(10|15|16|17|20)\d{9}$/;
const PERSON = /^(10|15|16|17)\d{9}$/;

/** The eleventh digit of a RUC for its first ten (modulus 11; SUNAT). */
export function rucCheckDigit(firstTen: string): number {
  let total = 0;
  for (const [index, weight] of WEIGHTS.entries()) total += Number(firstTen[index]) * weight;
  const rest = 11 - (total % 11);
  return rest >= 10 ? rest - 10 : rest;
}

/** True for eleven digits with a known prefix and the right check digit. */
export function isValidRuc(ruc: string): boolean {
  return SHAPE.test(ruc) && rucCheckDigit(ruc) === Number(ruc[10]);
}

/** True when the RUC belongs to a natural person (prefixes 10, 15, 16 and 17): it is personal data. */
export function isPersonRuc(ruc: string): boolean {
  return PERSON.test(ruc);
}
