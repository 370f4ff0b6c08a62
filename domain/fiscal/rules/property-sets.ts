import type { PricedLine } from '../../sale/types.ts';
import type { InvoiceDraft } from '../types.ts';
import { each, type Rule, type RuleSource } from './rule.ts';

type SetRule = Rule<InvoiceDraft, unknown>;

const FIELD = '/Invoice/cac:InvoiceLine/cac:Item/cac:AdditionalItemProperty/cbc:NameCode';
const LODGING = ['0202'];
/** A package sold to a non-resident names the guest too, not the stay. */
const LODGING_OR_PACKAGE = ['0202', '0205'];

const has = ({ properties = [] }: PricedLine, code: string): boolean => properties.some((one) => one.code === code);

/** Services to non-residents: what must be told of the guest and the stay on every line. */
function guestRule(property: string, code: string, operations: readonly string[], lines: readonly number[]): SetRule {
  return {
    ...{ id: `properties.guest-${property}`, code, level: 'reject', issue: 'lodging_data_missing', field: FIELD },
    source: { Factura: lines },
    find: ({ operationType, lines: sold }) =>
      operations.includes(operationType)
        ? each(
            sold,
            (line) => !has(line, property),
            (index) => `/lines/${index}/properties`,
            `Falta el dato ${property} (catálogo 55) del huésped no domiciliado.`,
          )
        : [],
  };
}

const STATE = ['5000', '5001', '5002', '5003'];

/** Sales to the State: file, unit, procedure and contract, all four or none. */
function stateRule(property: string, code: string, source: RuleSource): SetRule {
  return {
    ...{ id: `properties.state-${property}`, code, level: 'reject', issue: 'state_purchase_data_missing' },
    ...{ field: FIELD, source },
    find: ({ lines }) =>
      each(
        lines,
        (line) => line.properties !== undefined && !has(line, property) && STATE.some((other) => has(line, other)),
        (index) => `/lines/${index}/properties`,
        `Una venta al Estado lleva los datos ${STATE.join(', ')} (catálogo 55): falta ${property}.`,
      ),
  };
}

/** Properties of catalogue 55 that come together. */
export const PROPERTY_SET_RULES: readonly SetRule[] = [
  guestRule('4009', '3136', LODGING_OR_PACKAGE, [625, 664]),
  guestRule('4008', '3137', LODGING_OR_PACKAGE, [626, 663]),
  guestRule('4000', '3138', LODGING_OR_PACKAGE, [627, 661]),
  guestRule('4007', '3139', LODGING_OR_PACKAGE, [628, 662]),
  guestRule('4001', '3140', LODGING, [629]),
  guestRule('4002', '3141', LODGING, [640]),
  guestRule('4003', '3142', LODGING, [641]),
  guestRule('4004', '3143', LODGING, [642]),
  guestRule('4006', '3144', LODGING, [643]),
  guestRule('4005', '3145', LODGING, [653]),
  stateRule('5000', '3146', { Factura: [674], Boleta: [589] }),
  stateRule('5001', '3147', { Factura: [675], Boleta: [590] }),
  stateRule('5002', '3148', { Factura: [676], Boleta: [591] }),
  stateRule('5003', '3149', { Factura: [677], Boleta: [592] }),
];
