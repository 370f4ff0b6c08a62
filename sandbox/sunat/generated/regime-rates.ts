// Generated from the tables SUNAT publishes (validation workbook of 2026-02-12); not written by hand.

/** Catalogue 22: systems of percepcion and their rates in percent. */
export const PERCEPTION_RATES: Readonly<Record<string, string>> = {
  '01': '2',
  '02': '1',
  '03': '0.5',
};

/** Catalogue 23: systems of retencion and their rates in percent. */
export const RETENTION_RATES: Readonly<Record<string, string>> = {
  '01': '3',
  '02': '6',
};
