import { catalog04 } from '../../catalogs/generated/cat-04.ts';
import { isInCatalog } from '../../catalogs/is-in-catalog.ts';
import { isExport, OPERATION_TYPES } from '../operation-types.ts';
import type { InvoiceDraft } from '../types.ts';
import { each, type Rule, when } from './rule.ts';

type OperationRule = Rule<InvoiceDraft, unknown>;

const OPERATION = '/Invoice/cbc:InvoiceTypeCode/@listID';
const BUYER = '/Invoice/cac:AccountingCustomerParty/cac:Party/cac:PartyIdentification/cbc:ID/@schemeID';
const AFFECTATION = '/Invoice/cac:InvoiceLine/cac:TaxTotal/cac:TaxSubtotal/cac:TaxCategory/cbc:TaxExemptionReasonCode';
const COUNTRY = '/Invoice/cac:Delivery/cac:DeliveryLocation/cac:Address/cac:Country/cbc:IdentificationCode';
/** Operations of catalogue 51 that only facturas have. */
const ONLY_FACTURA = ['0202', '0205'];
const NO_RUC = ['0200', '0201', '0204'];
const USED_ABROAD = ['0201', '0208'];
const affectationOf = (index: number): string => `/lines/${index}/igv_affectation`;

const EXPORTS: readonly OperationRule[] = [
  {
    id: 'operation.export-lines',
    code: '2642',
    level: 'reject',
    issue: 'export_line_required',
    field: AFFECTATION,
    source: { Factura: [213], Boleta: [207] },
    find: ({ operationType, lines }) =>
      isExport(operationType)
        ? each(
            lines,
            ({ igvAffectation }) => igvAffectation !== '40',
            affectationOf,
            'En una exportación todas las líneas llevan la afectación 40.',
          )
        : [],
  },
  {
    id: 'operation.export-in-internal-sale',
    code: null,
    level: 'reject',
    issue: 'export_in_internal_sale',
    field: AFFECTATION,
    source: {},
    find: ({ operationType, lines }) =>
      isExport(operationType)
        ? []
        : each(
            lines,
            ({ igvAffectation }) => igvAffectation === '40',
            affectationOf,
            'La afectación 40 es de exportación y no va en una venta interna.',
          ),
  },
  {
    id: 'operation.export-buyer-without-ruc',
    code: '2800',
    level: 'reject',
    issue: 'export_buyer_with_ruc',
    field: BUYER,
    source: { Factura: [91], Boleta: [87] },
    find: ({ type, operationType, customer }) =>
      when(
        customer.documentType === '6' && (NO_RUC.includes(operationType) || (type === '03' && isExport(operationType))),
        '/customer/document_type',
        'El comprador de una exportación no se identifica con RUC.',
      ),
  },
  {
    id: 'operation.country-missing',
    code: '3098',
    level: 'reject',
    issue: 'destination_country_required',
    field: COUNTRY,
    source: { Factura: [70], Boleta: [68] },
    find: ({ operationType, destinationCountry }) =>
      when(
        USED_ABROAD.includes(operationType) && destinationCountry === undefined,
        '/destination_country',
        'Indique el país donde se usa el servicio exportado.',
      ),
  },
  {
    id: 'operation.country',
    code: '3099',
    level: 'reject',
    issue: 'invalid_destination_country',
    field: COUNTRY,
    source: { Factura: [71], Boleta: [69] },
    find: ({ destinationCountry }) =>
      when(
        destinationCountry !== undefined &&
          (destinationCountry === 'PE' || !isInCatalog(catalog04, destinationCountry)),
        '/destination_country',
        'El país de destino debe estar en el catálogo 04 y no ser el Perú.',
      ),
  },
];

/** The kind of operation, and what an export asks for. */
export const OPERATION_RULES: readonly OperationRule[] = [
  {
    id: 'operation.type',
    code: '3206',
    level: 'reject',
    issue: 'operation_type_not_supported',
    field: OPERATION,
    source: { Factura: [425], Boleta: [422] },
    find: ({ type, operationType }) =>
      when(
        !OPERATION_TYPES.some((code) => code === operationType) ||
          (type === '03' && ONLY_FACTURA.includes(operationType)),
        '/operation_type',
        'Ese tipo de operación (catálogo 51) no se emite en este tipo de comprobante.',
      ),
  },
  ...EXPORTS,
];
