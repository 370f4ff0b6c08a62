import { catalog03 } from '../../catalogs/generated/cat-03.ts';
import { isInCatalog } from '../../catalogs/is-in-catalog.ts';
import { PRODUCT_CODE_REQUIRED_FROM } from '../changes-of-2027.ts';
import { hasIllegalCharacter } from '../text.ts';
import type { InvoiceDraft } from '../types.ts';
import { each, type Rule } from './rule.ts';

type LineRule = Rule<InvoiceDraft, unknown>;

const LINE = '/Invoice/cac:InvoiceLine';
const PRODUCT_CODE = `${LINE}/cac:Item/cac:CommodityClassification/cbc:ItemClassificationCode`;
const MAX_DESCRIPTION = 500;
const CODE_DETAIL = 'El código de producto SUNAT (UNSPSC, catálogo 25) debe tener 8 dígitos.';

const at =
  (field: string) =>
  (index: number): string =>
    `/lines/${index}/${field}`;
const required = ({ issueDate }: InvoiceDraft): boolean => issueDate >= PRODUCT_CODE_REQUIRED_FROM;
const misshapen = (code: string | undefined): boolean => code !== undefined && !/^\d{8}$/.test(code);

/** The product code is an observation today and refused from 2027 on: a wrong shape is never let through. */
const PRODUCT_CODES: readonly LineRule[] = [
  {
    id: 'lines.product-code-required',
    code: '3496',
    level: 'reject',
    issue: 'sunat_code_required',
    field: PRODUCT_CODE,
    source: {},
    find: (invoice) =>
      required(invoice)
        ? each(invoice.lines, ({ sunatCode }) => sunatCode === undefined, at('sunat_code'), CODE_DETAIL)
        : [],
  },
  {
    id: 'lines.product-code-shape-2027',
    code: '3496',
    level: 'reject',
    issue: 'invalid_sunat_code',
    field: PRODUCT_CODE,
    source: {},
    find: (invoice) =>
      required(invoice)
        ? each(invoice.lines, ({ sunatCode }) => misshapen(sunatCode), at('sunat_code'), CODE_DETAIL)
        : [],
  },
  {
    id: 'lines.product-code-shape',
    code: null,
    level: 'reject',
    issue: 'invalid_sunat_code',
    field: PRODUCT_CODE,
    source: {},
    find: (invoice) =>
      required(invoice)
        ? []
        : each(invoice.lines, ({ sunatCode }) => misshapen(sunatCode), at('sunat_code'), CODE_DETAIL),
  },
];

/** What a line says of its goods. */
export const LINE_RULES: readonly LineRule[] = [
  {
    id: 'lines.description',
    code: '2027',
    level: 'reject',
    issue: 'invalid_description',
    field: `${LINE}/cac:Item/cbc:Description`,
    source: { Factura: [167], Boleta: [161] },
    find: ({ lines }) =>
      each(
        lines,
        ({ description }) =>
          description === '' || description.length > MAX_DESCRIPTION || hasIllegalCharacter(description),
        at('description'),
        `La descripción debe tener de 1 a ${MAX_DESCRIPTION} caracteres.`,
      ),
  },
  {
    id: 'lines.unit-code',
    code: '2936',
    level: 'reject',
    issue: 'unknown_unit',
    field: `${LINE}/cbc:InvoicedQuantity/@unitCode`,
    source: { Factura: [139], Boleta: [140] },
    find: ({ lines }) =>
      each(
        lines,
        ({ unitCode }) => !isInCatalog(catalog03, unitCode),
        at('unit_code'),
        'La unidad de medida no existe en el catálogo 03 de SUNAT (UN/ECE rec 20).',
      ),
  },
  {
    id: 'lines.export-in-internal-sale',
    code: null,
    level: 'reject',
    issue: 'export_in_internal_sale',
    field: `${LINE}/cac:TaxTotal/cac:TaxSubtotal/cac:TaxCategory/cbc:TaxExemptionReasonCode`,
    source: {},
    find: ({ lines }) =>
      each(
        lines,
        ({ igvAffectation }) => igvAffectation === '40',
        at('igv_affectation'),
        'La afectación 40 es de exportación y no va en una venta interna.',
      ),
  },
  ...PRODUCT_CODES,
];
