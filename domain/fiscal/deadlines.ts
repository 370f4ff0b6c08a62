import { addDays, endOfLimaDay } from '../time/lima.ts';

/** Document types of catalogue 01 that are sent one by one. */
export type SentDocumentType = '01' | '03' | '07' | '08' | '09' | '20' | '31' | '40';

/** Guías de remisión have a service, and rules, of their own. */
export const isDespatch = (type: string): type is '09' | '31' => type === '09' || type === '31';

const FACTURA_DAYS = 3; // R.S. 000003-2023: up to three calendar days counted from the day after issue
const BOLETA_DAYS = 5; // R.S. 114-2019, art. 12: up to five, afterwards only by daily summary
const CERTIFICATE_DAYS = 7;
const PAPER_DAYS = 395;
const DAY_MS = 86_400_000;
const DESPATCH_WARNING_MS = 2 * 3_600_000; // a guía mostly begins on the day of its issue

/** The oldest receipt of paper that is registered: a limit of the hub's own, against a mistyped year. */
export const PAPER_MAX_AGE_DAYS = 365;

/** A series of digits only is of a receipt issued on authorised paper while the systems were down, informed afterwards. */
export const isPaperSeries = (series: string): boolean => /^\d{4}$/.test(series);

/** True for boletas and their notes (series B...): other deadlines, arithmetic only observed, also sent by summary. */
export function isBoletaFamily(type: SentDocumentType, series: string): boolean {
  return type === '03' || (type !== '01' && series.startsWith('B'));
}

/**
 * The last moment (23:59:59 Lima) at which SUNAT takes a document sent one by one.
 * Notes follow the family of their series: B... as boletas, all others as facturas. SUNAT's sheets know no limit for paper
 * (2108 and 1079 are for series that begin with a letter): a month beyond the oldest that is registered, the hub gives up.
 */
export function sendDeadline(type: SentDocumentType, issueDate: string, series = ''): Date {
  const days = isBoletaFamily(type, series) ? BOLETA_DAYS : FACTURA_DAYS;
  return endOfLimaDay(addDays(issueDate, isPaperSeries(series) ? PAPER_DAYS : days));
}

/**
 * The hub's own limit for a guía: the end of the day on which the transport begins. SUNAT's rules name none, but goods do
 * not move without its CDR, so that afterwards what the guía says is no longer true.
 */
export const despatchDeadline = (startDate: string): Date => endOfLimaDay(startDate);

/**
 * The hub's own limit for a certificate of retention or perception: SUNAT's (2600) is a parameter that it does not
 * publish; its answer decides when that is shorter.
 */
export const certificateDeadline = (issueDate: string): Date => endOfLimaDay(addDays(issueDate, CERTIFICATE_DAYS));

/** When a person must be told that a document still has not arrived: 24 hours before its deadline, of a guía two. */
export function attentionAt(deadline: Date, type?: string): Date {
  return new Date(deadline.getTime() - (type !== undefined && isDespatch(type) ? DESPATCH_WARNING_MS : DAY_MS));
}
