/** What a code of catalogue 07 means for a line. */
export interface Affectation {
  /** Catalogue 05: the tax that carries the line. */
  readonly taxCode: '1000' | '1016' | '9995' | '9996' | '9997' | '9998';
  /** The buyer pays nothing; the value is referential. */
  readonly free: boolean;
  /** IGV (IVAP on 1016) is computed on the line (due, or virtual on a free one). */
  readonly taxed: boolean;
}

const paid = (taxCode: Affectation['taxCode'], taxed: boolean): Affectation => ({ taxCode, free: false, taxed });
const given = (taxed: boolean): Affectation => ({ taxCode: '9996', free: true, taxed });

const PAID: readonly (readonly [string, Affectation])[] = [
  ['10', paid('1000', true)],
  ['17', paid('1016', true)],
  ['20', paid('9997', false)],
  ['30', paid('9998', false)],
  ['40', paid('9995', false)],
];
const GIVEN_TAXED = ['11', '12', '13', '14', '15', '16'];
const GIVEN_UNTAXED = ['21', '31', '32', '33', '34', '35', '36', '37'];

/**
 * Affectations the hub can sell with (catalogue 07; pairs with catalogue 05 as SUNAT's rule 2040 wants them).
 * 17 (IVAP, arroz pilado) may not stand beside any other (2644) and has a tax and a rate of its own.
 */
export const AFFECTATIONS: ReadonlyMap<string, Affectation> = new Map([
  ...PAID,
  ...GIVEN_TAXED.map((code) => [code, given(true)] as const),
  ...GIVEN_UNTAXED.map((code) => [code, given(false)] as const),
]);

/** Name and type code of each tax exactly as SUNAT compares them (2964, 2961, 3051, 2377). */
export const TAXES: Readonly<Record<string, { readonly name: string; readonly typeCode: string }>> = {
  '1000': { name: 'IGV', typeCode: 'VAT' },
  '1016': { name: 'IVAP', typeCode: 'VAT' },
  '2000': { name: 'ISC', typeCode: 'EXC' },
  '7152': { name: 'ICBPER', typeCode: 'OTH' },
  '9995': { name: 'EXP', typeCode: 'FRE' },
  '9996': { name: 'GRA', typeCode: 'FRE' },
  '9997': { name: 'EXO', typeCode: 'VAT' },
  '9998': { name: 'INA', typeCode: 'FRE' },
};
