import { catalog54 } from '../../catalogs/generated/cat-54.ts';
import { catalog59 } from '../../catalogs/generated/cat-59.ts';
import { isInCatalog } from '../../catalogs/is-in-catalog.ts';
import { Decimal, parseUnsigned } from '../../decimal.ts';
import { isDetraction, WITH_PERCEPTION } from '../operation-types.ts';
import { hasIllegalCharacter } from '../text.ts';
import type { InvoiceDraft } from '../types.ts';
import { type Rule, when } from './rule.ts';

type WithholdingRule = Rule<InvoiceDraft, unknown>;

const TERMS = '/Invoice/cac:PaymentTerms';
const CODE = '/Invoice/cac:AllowanceCharge/cbc:AllowanceChargeReasonCode';
const ACCOUNT = '/Invoice/cac:PaymentMeans/cac:PayeeFinancialAccount/cbc:ID';
const MAX_ACCOUNT = 100;
/** Codes of catalogue 54 whose operations ask for the data of a catch or a trip (1002 to 1004). */
const OTHER_OPERATIONS = ['004', '027', '028'];

const isPositive = (text: string): boolean => parseUnsigned(text)?.greaterThan(0) === true;

const DETRACTION: readonly WithholdingRule[] = [
  {
    id: 'withholding.detraction-missing',
    code: '3127',
    level: 'reject',
    issue: 'detraction_required',
    field: `${TERMS}/cbc:ID`,
    source: { Factura: [524, 526], Boleta: [601, 603] },
    find: ({ operationType, detraction }) =>
      when(isDetraction(operationType) && !detraction, '/detraction', 'Indique la detracción de esta operación.'),
  },
  {
    id: 'withholding.detraction-of-other-operation',
    code: '3128',
    level: 'reject',
    issue: 'detraction_not_allowed',
    field: `${TERMS}/cbc:ID`,
    source: { Factura: [525], Boleta: [602] },
    find: ({ operationType, detraction }) =>
      when(
        !isDetraction(operationType) && detraction !== undefined,
        '/detraction',
        'Solo una operación sujeta a detracción (1001) la lleva.',
      ),
  },
  {
    id: 'withholding.detraction-code',
    code: '3033',
    level: 'reject',
    issue: 'unknown_detraction_code',
    field: `${TERMS}/cbc:PaymentMeansID`,
    source: { Factura: [527], Boleta: [604] },
    find: ({ detraction }) =>
      when(
        detraction !== undefined && !isInCatalog(catalog54, detraction.code),
        '/detraction/code',
        'El código de detracción no existe en el catálogo 54 de SUNAT.',
      ),
  },
  {
    id: 'withholding.detraction-of-catch-or-trip',
    code: null,
    level: 'reject',
    issue: 'detraction_code_not_supported',
    field: `${TERMS}/cbc:PaymentMeansID`,
    source: {},
    find: ({ detraction }) =>
      when(
        detraction !== undefined && OTHER_OPERATIONS.includes(detraction.code),
        '/detraction/code',
        'La detracción de recursos hidrobiológicos y de transporte pide datos que aquí no se registran.',
      ),
  },
  {
    id: 'withholding.detraction-account',
    code: '3034',
    level: 'reject',
    issue: 'detraction_account_required',
    field: ACCOUNT,
    source: { Factura: [534, 535], Boleta: [611, 612] },
    find: ({ detraction }) =>
      when(
        detraction !== undefined &&
          (detraction.account === '' ||
            detraction.account.length > MAX_ACCOUNT ||
            hasIllegalCharacter(detraction.account)),
        '/detraction',
        'Registre en la empresa su cuenta de detracciones del Banco de la Nación.',
      ),
  },
  {
    id: 'withholding.detraction-means',
    code: '3174',
    level: 'reject',
    issue: 'unknown_payment_means',
    field: '/Invoice/cac:PaymentMeans/cbc:PaymentMeansCode',
    source: { Factura: [536], Boleta: [613] },
    find: ({ detraction }) =>
      when(
        detraction !== undefined && !isInCatalog(catalog59, detraction.paymentMeans),
        '/detraction/payment_means',
        'El medio de pago no existe en el catálogo 59 de SUNAT.',
      ),
  },
  {
    id: 'withholding.detraction-amount',
    code: '3037',
    level: 'reject',
    issue: 'invalid_detraction_amount',
    field: `${TERMS}/cbc:Amount`,
    source: { Factura: [541], Boleta: [618] },
    find: ({ detraction }) =>
      when(
        detraction !== undefined &&
          (!isPositive(detraction.amount) || new Decimal(detraction.percent).greaterThan(100)),
        '/detraction/percent',
        'La detracción debe llegar a un sol: revise el porcentaje, el total y el tipo de cambio.',
      ),
  },
];

const PERCEPTION: readonly WithholdingRule[] = [
  {
    id: 'withholding.perception-operation',
    code: '3308',
    level: 'reject',
    issue: 'perception_not_allowed',
    field: CODE,
    source: { Factura: [447, 461], Boleta: [443, 456] },
    find: ({ operationType, perception }) =>
      when(
        perception !== undefined && operationType !== WITH_PERCEPTION,
        '/perception',
        'Solo una operación sujeta a percepción (2001) la lleva.',
      ),
  },
  {
    id: 'withholding.perception-missing',
    code: '3093',
    level: 'reject',
    issue: 'perception_required',
    field: CODE,
    source: { Factura: [446], Boleta: [442] },
    find: ({ operationType, perception, paymentTerms }) =>
      when(
        operationType === WITH_PERCEPTION && paymentTerms.type === 'cash' && !perception,
        '/perception',
        'Una venta al contado sujeta a percepción debe cobrarla.',
      ),
  },
  {
    id: 'withholding.perception-on-credit',
    code: '3330',
    level: 'reject',
    issue: 'perception_on_credit',
    field: CODE,
    source: { Factura: [448, 462] },
    find: ({ perception, paymentTerms }) =>
      when(
        perception !== undefined && paymentTerms.type === 'credit',
        '/perception',
        'En una venta al crédito la percepción se cobra al pagar, con su propio comprobante.',
      ),
  },
  {
    id: 'withholding.perception-in-soles',
    code: null,
    level: 'reject',
    issue: 'perception_only_in_soles',
    field: CODE,
    source: {},
    find: ({ perception, currency }) =>
      when(perception !== undefined && currency !== 'PEN', '/perception', 'La percepción solo va en ventas en soles.'),
  },
  {
    id: 'withholding.perception-base',
    code: '3233',
    level: 'reject',
    issue: 'invalid_perception_base',
    field: '/Invoice/cac:AllowanceCharge/cbc:BaseAmount',
    source: { Factura: [458], Boleta: [453] },
    find: ({ perception }) =>
      when(
        perception !== undefined && (!isPositive(perception.base) || !isPositive(perception.amount)),
        '/perception/base_amount',
        'La base de la percepción debe ser mayor que cero y la percepción llegar a un céntimo.',
      ),
  },
  {
    id: 'withholding.perception-base-above-total',
    code: '2797',
    level: 'reject',
    issue: 'perception_base_exceeds_total',
    field: '/Invoice/cac:AllowanceCharge/cbc:BaseAmount',
    source: { Factura: [457], Boleta: [452] },
    find: ({ perception, totals }) =>
      when(
        perception !== undefined && new Decimal(perception.base).greaterThan(totals.total),
        '/perception/base_amount',
        'La base de la percepción no puede pasar del total de la venta.',
      ),
  },
];

/** Detracción, perception and retention: what they ask of operation, terms, currency and buyer. */
export const WITHHOLDING_RULES: readonly WithholdingRule[] = [
  ...DETRACTION,
  ...PERCEPTION,
  {
    id: 'withholding.retention-buyer',
    code: '3262',
    level: 'reject',
    issue: 'retention_buyer_without_ruc',
    field: CODE,
    source: { Factura: [857] },
    find: ({ type, retention, customer }) =>
      when(
        retention !== undefined && (type !== '01' || customer.documentType !== '6'),
        '/retention',
        'Solo un agente de retención, con RUC y factura, retiene el IGV.',
      ),
  },
];
