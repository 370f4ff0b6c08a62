import { isProductCode, isProductGroup } from '../../catalogs/product-codes.ts';
import type { PricedLine } from '../../sale/types.ts';
import { PRODUCT_CODE_REQUIRED_FROM } from '../changes-of-2027.ts';
import type { InvoiceDraft } from '../types.ts';
import { each, type Finding, type Rule, type RuleLevel, type RuleSource } from './rule.ts';

type LineRule = Rule<InvoiceDraft, unknown>;

const FIELD = '/Invoice/cac:InvoiceLine/cac:Item/cac:CommodityClassification/cbc:ItemClassificationCode';
const SHAPE = 'El código de producto SUNAT (UNSPSC, catálogo 25) debe tener 8 dígitos.';
const UNKNOWN = 'El código de producto no existe en el catálogo 25 de SUNAT (UNSPSC).';
const GROUP = 'El código de producto nombra un grupo: use el del producto (UNSPSC, catálogo 25).';

const required = ({ issueDate }: InvoiceDraft): boolean => issueDate >= PRODUCT_CODE_REQUIRED_FROM;
const hasShape = (code: string): boolean => /^\d{8}$/.test(code);

const find = (
  invoice: InvoiceDraft,
  applies: boolean,
  wrong: (line: PricedLine) => boolean,
  detail: string,
): readonly Finding[] => (applies ? each(invoice.lines, wrong, (index) => `/lines/${index}/sunat_code`, detail) : []);

/** A rule that is new with 2027 (R.S. 000048-2026), after the workbook that the project carries. */
function from2027(
  id: string,
  issue: string,
  wrong: (line: PricedLine) => boolean,
  detail: string,
  level: RuleLevel = 'reject',
): LineRule {
  return {
    ...{ id: `product-codes.${id}`, code: '3496', level, issue, field: FIELD, source: {} },
    find: (invoice) => find(invoice, required(invoice), wrong, detail),
  };
}

interface Today {
  readonly id: string;
  readonly code: string;
  readonly level: RuleLevel;
  readonly issue: string;
  readonly source: RuleSource;
}

/** What SUNAT only observes until then. */
function untilThen(rule: Today, wrong: (line: PricedLine) => boolean, detail: string): LineRule {
  return { ...rule, field: FIELD, find: (invoice) => find(invoice, !required(invoice), wrong, detail) };
}

const isMisshapen = ({ sunatCode }: PricedLine): boolean => sunatCode !== undefined && !hasShape(sunatCode);
const isUnknown = ({ sunatCode }: PricedLine): boolean =>
  sunatCode !== undefined && hasShape(sunatCode) && !isProductCode(sunatCode);
const isGroup = ({ sunatCode }: PricedLine): boolean => sunatCode !== undefined && isProductGroup(sunatCode);

/** The product code is observed today and refused from 2027 on; a wrong shape is never let through. */
export const PRODUCT_CODE_RULES: readonly LineRule[] = [
  from2027('required', 'sunat_code_required', ({ sunatCode }) => sunatCode === undefined, SHAPE),
  from2027('shape-2027', 'invalid_sunat_code', isMisshapen, SHAPE),
  // SUNAT also takes codes of its catalogues 25.1 to 25.3, which are not carried: warned of, not refused.
  from2027('known-2027', 'unknown_sunat_code', isUnknown, UNKNOWN, 'observe'),
  untilThen(
    {
      ...{ id: 'product-codes.shape', code: '3496', level: 'reject', issue: 'invalid_sunat_code' },
      source: { Factura: [146], Boleta: [147] },
    },
    isMisshapen,
    SHAPE,
  ),
  untilThen(
    {
      ...{ id: 'product-codes.known', code: '4332', level: 'observe', issue: 'unknown_sunat_code' },
      source: { Factura: [148], Boleta: [149] },
    },
    isUnknown,
    UNKNOWN,
  ),
  {
    ...{ id: 'product-codes.group', code: '4337', level: 'observe', issue: 'sunat_code_of_group', field: FIELD },
    source: { Factura: [149], Boleta: [150] },
    find: (invoice) => find(invoice, true, isGroup, GROUP),
  },
];
