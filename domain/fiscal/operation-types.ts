/** Catalogue 51: internal sale, what a shop sells. */
export const INTERNAL_SALE = '0101';
export const WITH_DETRACTION = '1001';
export const WITH_PERCEPTION = '2001';

/**
 * Operations of catalogue 51 that the hub issues. Left out: 0112 (rents and mortgages of natural persons), 0113 (NRUS,
 * which issues no facturas), 1002 to 1004 (catches and transport, with data of their own), 0301 and 0302 (carriers), 21XX (banks, insurers,
 * AFP, tax free).
 */
export const OPERATION_TYPES = [
  INTERNAL_SALE,
  '0200',
  '0201',
  '0202',
  '0203',
  '0204',
  '0205',
  '0206',
  '0207',
  '0208',
  '0401',
  WITH_DETRACTION,
  WITH_PERCEPTION,
] as const;
export type OperationType = (typeof OPERATION_TYPES)[number];

/** Goods and services for abroad: every line has affectation 40 and the buyer may have no RUC. */
export const isExport = (operation: string): boolean => /^020[0-8]$/.test(operation);

/** Subject to detracción (SPOT). */
export const isDetraction = (operation: string): boolean => /^100[1-4]$/.test(operation);

/** The buyer may show any document of identity on a factura: exports and sales to non-residents. */
export const allowsForeignBuyer = (operation: string): boolean => isExport(operation) || operation === '0401';
