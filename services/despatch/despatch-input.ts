import { z } from 'zod';
import { INDICATORS } from '../../domain/fiscal/despatch/parts.ts';
import { id, line, unsigned } from '../fields.ts';

const code = (pattern: RegExp) => z.string().regex(pattern);
const ruc = code(/^\d{11}$/);
const legalDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'La fecha debe ser AAAA-MM-DD.');

const PartyInput = z.strictObject({
  document_type: z.string().min(1).max(1).describe('Identity document (catalogue 06).'),
  document_number: z.string().trim().min(1).max(15),
  name: line(250),
});

const PlaceInput = z.strictObject({
  ubigeo: z.string().max(6).describe('Catalogue 13.'),
  street: line(500, 3),
  ruc: ruc.optional().describe('Whose establishment it is, with its code.'),
  establishment_code: code(/^\d{4}$/).optional(),
});

const VehicleInput = z.strictObject({
  plate: z.string().min(1).max(12).describe('With or without dash.'),
  permit: z.string().max(20).optional().describe('Tarjeta única de circulación; of a carrier’s vehicle only.'),
});

const DriverInput = z.strictObject({
  document_type: z.string().min(1).max(1),
  document_number: z.string().trim().min(1).max(15),
  first_name: line(250),
  last_name: line(250),
  licence: z.string().min(1).max(14),
});

const DespatchLineInput = z.strictObject({
  sku: z.string().min(1).max(30).optional().describe('A product of the catalogue brings its text and unit.'),
  product_id: id.optional(),
  description: line(500).optional(),
  unit_code: code(/^[A-Z0-9]{1,3}$/).optional(),
  quantity: unsigned(12, 10),
  sunat_code: code(/^\d{8}$/).optional(),
  declaration: z.string().max(20).optional().describe('Number of the DAM or DS (imports and exports).'),
  declaration_item: z.string().max(4).optional(),
  tariff: z.string().max(10).optional(),
});
export type DespatchLineInput = z.output<typeof DespatchLineInput>;

/** What can be told again when a guía is issued anew. */
const told = {
  motive: code(/^\d{2}$/).describe('Catalogue 20; none on a carrier’s guía.'),
  motive_text: line(100).describe('What motive 13 is about.'),
  mode: z.enum(['01', '02']).describe('Catalogue 18: public or private transport; none on a carrier’s guía.'),
  start_date: legalDate.describe('On which the transport begins, Lima.'),
  weight: unsigned(12, 3).describe('Gross weight.'),
  weight_unit: z.enum(['KGM', 'TNE']),
  weight_note: line(250),
  packages: z.int().min(1).max(999_999),
  indicators: z.array(z.enum(INDICATORS as [string, ...string[]])).max(8),
  recipient: PartyInput.describe('The company itself for motives 02, 04 and 07; else that of the sale.'),
  sender: PartyInput.describe('Who sends what a carrier carries (type 31).'),
  buyer: PartyInput.describe('Of motive 03 and 13.'),
  seller: PartyInput.describe('Of motive 02, 07 and 13.'),
  subcontractor: PartyInput,
  freight_payer: PartyInput,
  carrier: z
    .strictObject({ ruc, name: line(250), mtc_number: z.string().min(1).max(20).optional() })
    .describe('Of public transport.'),
  mtc_number: z.string().min(1).max(20).describe('The issuer’s own registry (type 31).'),
  vehicles: z.array(VehicleInput).max(3).describe('The main one first.'),
  drivers: z.array(DriverInput).max(3).describe('The main one first.'),
  origin: PlaceInput.describe('Else the address of the warehouse’s establishment.'),
  destination: PlaceInput,
  port: z.strictObject({ kind: z.enum(['1', '2']), code: z.string().length(3) }),
  containers: z.array(z.strictObject({ number: line(11), seal: line(20).optional() })).max(10),
  documents: z
    .array(z.strictObject({ type: code(/^\d{2}$/), number: line(100), issuer_ruc: ruc.optional() }))
    .max(20)
    .describe('Catalogue 61; else the document of the sale.'),
  note: line(250),
  lines: z.array(DespatchLineInput).max(999).describe('Else the goods of the sale.'),
};

export const Told = z.strictObject(told).partial();
export type Told = z.output<typeof Told>;

/** The body of `POST /despatch-advices`. */
export const DespatchInput = z.strictObject({
  ...Told.shape,
  type: z.enum(['09', '31']).default('09').describe('Guía of the sender or of the carrier (catalogue 01).'),
  warehouse_id: id.optional().describe('Where the goods leave; that of the sale where there is one.'),
  sale_id: id.optional(),
  series: code(/^[A-Z0-9]{4}$/).optional(),
  start_date: told.start_date,
  weight: told.weight,
  weight_unit: told.weight_unit.default('KGM'),
});
export type DespatchInput = z.output<typeof DespatchInput>;
