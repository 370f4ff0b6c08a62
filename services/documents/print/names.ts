/** Catalogue 01 as the title of a printed representation. */
export const TITLES: Readonly<Record<string, string>> = {
  '01': 'FACTURA ELECTRÓNICA',
  '03': 'BOLETA DE VENTA ELECTRÓNICA',
  '07': 'NOTA DE CRÉDITO ELECTRÓNICA',
  '08': 'NOTA DE DÉBITO ELECTRÓNICA',
  '09': 'GUÍA DE REMISIÓN REMITENTE ELECTRÓNICA',
  '31': 'GUÍA DE REMISIÓN TRANSPORTISTA ELECTRÓNICA',
  '20': 'COMPROBANTE DE RETENCIÓN ELECTRÓNICO',
  '40': 'COMPROBANTE DE PERCEPCIÓN ELECTRÓNICO',
};

/** Catalogue 06, short. */
export const IDENTITY_LABELS: Readonly<Record<string, string>> = {
  '0': 'DOC.',
  '1': 'DNI',
  '4': 'C.E.',
  '6': 'RUC',
  '7': 'PASAPORTE',
  A: 'C. DIPLOMÁTICA',
  E: 'TAM',
  F: 'PTP',
  G: 'SALVOCONDUCTO',
  H: 'CPP',
};

/** Catalogue 03, the units a shop sells in; others are printed by their code. */
export const UNIT_LABELS: Readonly<Record<string, string>> = {
  NIU: 'UND',
  ZZ: 'SERV',
  KGM: 'KG',
  GRM: 'G',
  LTR: 'L',
  MLT: 'ML',
  MTR: 'M',
  MTK: 'M2',
  MTQ: 'M3',
  BX: 'CJA',
  PK: 'PAQ',
  DZN: 'DOC',
  PR: 'PAR',
  BG: 'BOLSA',
  BO: 'BOT',
  SET: 'JGO',
  TNE: 'TN',
  GLL: 'GAL',
  HUR: 'HORA',
  DAY: 'DIA',
  MON: 'MES',
};

/** Currencies as a shop writes them. */
export const CURRENCIES: Readonly<Record<string, { readonly symbol: string; readonly name: string }>> = {
  PEN: { symbol: 'S/', name: 'Soles' },
  USD: { symbol: 'US$', name: 'Dólares americanos' },
  EUR: { symbol: '€', name: 'Euros' },
};

export const PAYMENT_LABELS: Readonly<Record<string, string>> = {
  cash: 'Efectivo',
  card_terminal: 'Tarjeta',
  transfer: 'Transferencia',
  store_credit: 'Crédito en tienda',
};
