import { Decimal, toAmount } from '../decimal.ts';

const UNITS = [
  'CERO', 'UN', 'DOS', 'TRES', 'CUATRO', 'CINCO', 'SEIS', 'SIETE', 'OCHO', 'NUEVE', 'DIEZ', 'ONCE', 'DOCE', 'TRECE',
  'CATORCE', 'QUINCE', 'DIECISEIS', 'DIECISIETE', 'DIECIOCHO', 'DIECINUEVE', 'VEINTE', 'VEINTIUN', 'VEINTIDOS',
  'VEINTITRES', 'VEINTICUATRO', 'VEINTICINCO', 'VEINTISEIS', 'VEINTISIETE', 'VEINTIOCHO', 'VEINTINUEVE',
]; // biome-ignore format: a table
const TENS = ['', '', '', 'TREINTA', 'CUARENTA', 'CINCUENTA', 'SESENTA', 'SETENTA', 'OCHENTA', 'NOVENTA'];
const HUNDREDS = [
  '', 'CIENTO', 'DOSCIENTOS', 'TRESCIENTOS', 'CUATROCIENTOS', 'QUINIENTOS', 'SEISCIENTOS', 'SETECIENTOS',
  'OCHOCIENTOS', 'NOVECIENTOS',
]; // biome-ignore format: a table

/** Name of each currency, one and many; others are written by their code. */
const CURRENCIES: Readonly<Record<string, readonly [string, string]>> = {
  PEN: ['SOL', 'SOLES'],
  USD: ['DOLAR AMERICANO', 'DOLARES AMERICANOS'],
  EUR: ['EURO', 'EUROS'],
};

function belowHundred(n: number): string {
  const small = UNITS[n];
  if (small !== undefined) return small;
  const tens = TENS[Math.floor(n / 10)] ?? '';
  return n % 10 === 0 ? tens : `${tens} Y ${UNITS[n % 10]}`;
}

function belowThousand(n: number): string {
  if (n === 100) return 'CIEN';
  const rest = n % 100;
  const words = [HUNDREDS[Math.floor(n / 100)] ?? '', rest === 0 ? '' : belowHundred(rest)];
  return words.filter((word) => word !== '').join(' ');
}

function belowMillion(n: number): string {
  const thousands = Math.floor(n / 1000);
  const rest = n % 1000;
  const head = thousands === 0 ? '' : thousands === 1 ? 'MIL' : `${belowThousand(thousands)} MIL`;
  return [head, rest === 0 ? '' : belowThousand(rest)].filter((word) => word !== '').join(' ');
}

function words(n: number): string {
  if (n === 0) return 'CERO';
  const millions = Math.floor(n / 1_000_000);
  const rest = n % 1_000_000;
  const head = millions === 0 ? '' : millions === 1 ? 'UN MILLON' : `${belowMillion(millions)} MILLONES`;
  return [head, rest === 0 ? '' : belowMillion(rest)].filter((word) => word !== '').join(' ');
}

/**
 * Legend 1000 (catalogue 52): `SON: CIENTO DIECIOCHO CON 00/100 SOLES`. Takes amounts below 10^12, two decimals.
 * SUNAT checks only its format; the wording is custom.
 */
export function amountInWords(amount: string, currency: string): string {
  const [whole = '0', cents = '00'] = toAmount(new Decimal(amount)).split('.');
  const names = CURRENCIES[currency] ?? [currency, currency];
  const name = whole === '1' ? names[0] : names[1];
  return `SON: ${words(Number(whole))} CON ${cents}/100 ${name}`;
}
