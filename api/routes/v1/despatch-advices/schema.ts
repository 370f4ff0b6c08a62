import { z } from 'zod';
import { NOTE_STATUSES } from '../../../../services/sales/statuses.ts';
import { DocumentRef } from '../sales/schema.ts';

const text = z.string().nullable();

const Party = z
  .object({
    document_type: z.string(),
    document_number: z.string().describe("Masked when it is a person's, unless revealed or just sent."),
    name: z.string(),
  })
  .nullable();

const Place = z.object({ ubigeo: z.string(), street: z.string(), ruc: text, establishment_code: text });

const Driver = z.object({
  document_type: z.string(),
  document_number: z.string(),
  first_name: z.string(),
  last_name: z.string(),
  licence: z.string(),
});

const Line = z.object({
  line: z.int(),
  sku: text,
  description: z.string(),
  unit_code: z.string(),
  quantity: z.string(),
  sunat_code: text,
});

export const DespatchAdvice = z
  .object({
    id: z.uuid(),
    type: z.enum(['09', '31']).describe('Of the sender or of the carrier.'),
    status: z.enum(NOTE_STATUSES),
    workflow_id: z.string(),
    warehouse_id: z.uuid(),
    sale_id: z.uuid().nullable(),
    series: z.string(),
    motive: text.describe('Catalogue 20.'),
    motive_text: text,
    mode: z.enum(['01', '02']).nullable().describe('Catalogue 18.'),
    start_date: z.iso.date().describe('As told; a guía issued later begins on its own date.'),
    weight: z.string(),
    weight_unit: z.enum(['KGM', 'TNE']),
    weight_note: text,
    packages: z.int().nullable(),
    indicators: z.array(z.string()),
    recipient: Party,
    sender: Party,
    buyer: Party,
    seller: Party,
    subcontractor: Party,
    freight_payer: Party,
    carrier: z.object({ ruc: z.string(), name: z.string(), mtc_number: text }).nullable(),
    mtc_number: text,
    vehicles: z.array(z.object({ plate: z.string(), permit: text })),
    drivers: z.array(Driver),
    origin: Place.nullable(),
    destination: Place.nullable(),
    port: z.object({ kind: z.enum(['1', '2']), code: z.string() }).nullable(),
    containers: z.array(z.object({ number: z.string(), seal: text })),
    related_documents: z.array(z.object({ type: z.string(), number: z.string(), issuer_ruc: text })),
    note: text,
    lines: z.array(Line),
    warnings: z.array(
      z.object({ pointer: z.string(), code: z.string(), detail: z.string(), sunat_code: z.string().nullable() }),
    ),
    document: DocumentRef.nullable().describe('The current one; null before issue.'),
    documents: z.array(DocumentRef),
    attention: z
      .object({ id: z.uuid(), code: z.string(), detail: z.string(), options: z.array(z.string()) })
      .nullable()
      .describe('What the guía waits for, in `needs_attention`.'),
    cancellation: z.object({ code: z.string(), reason: z.string() }).nullable(),
    created_at: z.iso.datetime(),
    updated_at: z.iso.datetime(),
  })
  .meta({ id: 'DespatchAdvice' });
