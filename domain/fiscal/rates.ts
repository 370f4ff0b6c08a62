import { invalid } from '../errors.ts';

/** `general` for everyone; `mype_restaurants` for those in SUNAT's register 01 (restaurants, hotels, lodging). */
export type IgvRegime = 'general' | 'mype_restaurants';

interface DatedRate {
  readonly regime: IgvRegime;
  /** Percent, IGV and IPM together, as it stands in the XML. */
  readonly percent: string;
  readonly from: string;
  /** Last day, open when absent. */
  readonly until?: string;
}

/**
 * Rates by issue date. The special rate ends in this table with 2026: its sequel depends on the IPM of each year,
 * so the next row is entered when it is published, and a document beyond the table is refused rather than guessed.
 */
export const IGV_RATES: readonly DatedRate[] = [
  { regime: 'general', percent: '18', from: '2011-03-01' },
  { regime: 'mype_restaurants', percent: '10', from: '2022-09-01', until: '2025-12-31' },
  { regime: 'mype_restaurants', percent: '10.5', from: '2026-01-01', until: '2026-12-31' },
];

/** The IGV percent for a regime on a legal date; 422 at `/issue_date` when no rate is known for it. */
export function igvPercent(regime: IgvRegime, issueDate: string): string {
  const row = IGV_RATES.find(
    (rate) => rate.regime === regime && rate.from <= issueDate && (rate.until === undefined || issueDate <= rate.until),
  );
  if (row) return row.percent;
  throw invalid([
    {
      pointer: '/issue_date',
      code: 'igv_rate_unknown',
      sunatCode: '3462',
      detail: 'No hay una tasa de IGV registrada para la fecha de emisión.',
    },
  ]);
}

/** True when the percent is in force for anybody on that date (used by the check before a number is taken). */
export function isIgvPercentInForce(percent: string, issueDate: string): boolean {
  return IGV_RATES.some(
    (rate) =>
      rate.percent === percent && rate.from <= issueDate && (rate.until === undefined || issueDate <= rate.until),
  );
}

/** IVAP (arroz pilado), percent: Ley 28211. */
export const IVAP_PERCENT = '4';

interface DatedAmount {
  readonly from: string;
  /** Soles for one plastic bag. */
  readonly amount: string;
}

/** ICBPER by issue date, newest first (Ley 30884, art. 12: ten céntimos more each year until 2023). */
export const ICBPER_RATES: readonly DatedAmount[] = [
  { from: '2023-01-01', amount: '0.50' },
  { from: '2022-01-01', amount: '0.40' },
  { from: '2021-01-01', amount: '0.30' },
  { from: '2020-01-01', amount: '0.20' },
  { from: '2019-08-01', amount: '0.10' },
];

/** Soles of ICBPER for one bag on a legal date; null before the tax began (SUNAT refuses it then). */
export function icbperPerBag(issueDate: string): string | null {
  return ICBPER_RATES.find((rate) => rate.from <= issueDate)?.amount ?? null;
}
