import { z } from 'zod';
import { id, line } from '../fields.ts';

const code = (pattern: RegExp) => z.string().regex(pattern);
const legalDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'La fecha debe ser AAAA-MM-DD.');
/** Figures as text; what they must be is a rule of SUNAT's, with its code. */
const figure = z.string().regex(/^\d{1,14}(\.\d{1,6})?$/, 'Debe ser un número decimal como texto.');

const ReceiverInput = z.strictObject({
  document_type: z.string().min(1).max(1).describe('Identity document (catalogue 06); a supplier’s is 6, RUC.'),
  document_number: z.string().trim().min(1).max(15),
  name: line(1500),
  address: line(100).optional(),
});

const DocumentInput = z.strictObject({
  type: code(/^\d{2}$/).describe('Catalogue 01.'),
  number: line(41).describe('Series and number, `F001-123`.'),
  issue_date: legalDate,
  currency: code(/^[A-Z]{3}$/).default('PEN'),
  total: figure,
  payment: z
    .strictObject({
      number: z.string().min(1).max(20).default('1').describe('Which payment of the document it is.'),
      date: legalDate.describe('In the month of the certificate.'),
      amount: figure.describe('In the currency of the document, before what is retained or perceived.'),
    })
    .optional()
    .describe('Of all but credit notes.'),
  exchange: z
    .strictObject({ rate: figure, date: legalDate })
    .optional()
    .describe('Soles for one unit, of a document in another currency.'),
});
export type DocumentInput = z.output<typeof DocumentInput>;

/** What can be told again when a certificate is issued anew. */
const told = {
  receiver: ReceiverInput.describe('The supplier, or the customer.'),
  regime: code(/^\d{2}$/).describe('Catalogue 23 (retention) or 22 (perception).'),
  note: line(250),
  documents: z.array(DocumentInput).min(1).max(500),
};

export const ToldCertificate = z.strictObject(told).partial();
export type ToldCertificate = z.output<typeof ToldCertificate>;

/** The body of `POST /retention-certificates` and `/perception-certificates`. */
export const CertificateInput = z.strictObject({
  ...told,
  regime: told.regime.default('01'),
  note: told.note.optional(),
  establishment_id: id.optional().describe('Which establishment issues; that of the series where there is one.'),
  series: code(/^[A-Z0-9]{4}$/).optional(),
});
export type CertificateInput = z.output<typeof CertificateInput>;
