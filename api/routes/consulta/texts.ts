import type { LOOKUP_TYPES, LookupFormat } from '../../../services/lookup/look-up-input.ts';
import type { DOCUMENT_STATUSES } from '../../../services/sales/statuses.ts';

/** Catalogue 01, for people. */
export const TYPE_NAMES: Readonly<Record<(typeof LOOKUP_TYPES)[number], string>> = {
  '01': 'Factura electrónica',
  '03': 'Boleta de venta electrónica',
  '07': 'Nota de crédito electrónica',
  '08': 'Nota de débito electrónica',
  '20': 'Comprobante de retención electrónico',
  '40': 'Comprobante de percepción electrónico',
};

const OPEN = 'Emitido; SUNAT aún no responde';

/** What a state means to the buyer. */
export const STATUS_TEXTS: Readonly<Record<(typeof DOCUMENT_STATUSES)[number], string>> = {
  issued: OPEN,
  sending: OPEN,
  pending: OPEN,
  unknown: OPEN,
  accepted: 'Aceptado por SUNAT',
  observed: 'Aceptado por SUNAT con observaciones',
  rejected: 'Rechazado por SUNAT: no tiene validez',
  expired: 'Sin efecto: no llegó a SUNAT dentro del plazo',
  voided: 'Anulado',
};

export const FORMAT_TEXTS: Readonly<Record<LookupFormat, string>> = {
  pdf: 'PDF (hoja A4)',
  ticket: 'PDF (ticket)',
  xml: 'XML firmado',
  cdr: 'Constancia de SUNAT (CDR)',
};

export const TEST_TEXT = 'Documento de prueba, sin validez tributaria.';
