import { catalog20 } from '../../../catalogs/generated/cat-20.ts';
import { catalog63, catalog63Ubigeo } from '../../../catalogs/generated/cat-63.ts';
import { catalog64, catalog64Ubigeo } from '../../../catalogs/generated/cat-64.ts';
import { isInCatalog } from '../../../catalogs/is-in-catalog.ts';
import { Decimal } from '../../../decimal.ts';
import { isDate } from '../../../time/lima.ts';
import { each, when } from '../../rules/rule.ts';
import { crossesBorder, has, moves } from '../facts.ts';
import { indicatorText } from '../parts.ts';
import type { DespatchDraft } from '../types.ts';
import { type DespatchRule, observes, refuses, SHIPMENT } from './despatch-rule.ts';

const INSTRUCTIONS = `${SHIPMENT}/cbc:SpecialInstructions`;
const PACKAGE = `${SHIPMENT}/cac:TransportHandlingUnit/cac:Package`;
const MAX_CONTAINERS = 2;

const isSender = ({ type }: DespatchDraft): boolean => type === '09';
/** Three letters at least and 3 to 100 characters, as the style sheet counts them. */
const isMotiveText = (text: string): boolean => text.length >= 3 && text.length <= 100 && /(\p{L}.*){3}/u.test(text);

/** Why and how the goods move. */
const MOTIVE_RULES: readonly DespatchRule[] = [
  refuses('3404', 'motive_missing', `${SHIPMENT}/cbc:HandlingCode`, (draft) =>
    when(isSender(draft) && draft.motive === undefined, '/motive', 'Falta el motivo del traslado.'),
  ),
  refuses('3405', 'unknown_motive', `${SHIPMENT}/cbc:HandlingCode`, (draft) =>
    when(
      isSender(draft) && draft.motive !== undefined && !isInCatalog(catalog20, draft.motive),
      '/motive',
      'El motivo no existe en el catálogo 20 de SUNAT.',
    ),
  ),
  refuses('3457', 'motive_text_missing', `${SHIPMENT}/cbc:HandlingInstructions`, (draft) =>
    when(moves(draft, '13') && !draft.motiveText, '/motive_text', 'Describa el motivo del traslado.'),
  ),
  observes('4190', 'motive_text_odd', `${SHIPMENT}/cbc:HandlingInstructions`, (draft) =>
    when(
      moves(draft, '13') && !!draft.motiveText && !isMotiveText(draft.motiveText),
      '/motive_text',
      'La descripción del motivo debe tener de 3 a 100 caracteres.',
    ),
  ),
  refuses('2532', 'mode_missing', `${SHIPMENT}/cac:ShipmentStage/cbc:TransportModeCode`, (draft) =>
    when(isSender(draft) && draft.mode === undefined, '/mode', 'Falta la modalidad de transporte.'),
  ),
  refuses('3406', 'invalid_start_date', `${SHIPMENT}/cac:ShipmentStage/cac:TransitPeriod/cbc:StartDate`, (draft) =>
    when(!isDate(draft.startDate), '/start_date', 'La fecha de inicio del traslado no es válida.'),
  ),
  refuses('3343', 'start_before_issue', `${SHIPMENT}/cac:ShipmentStage/cac:TransitPeriod/cbc:StartDate`, (draft) =>
    when(
      isDate(draft.startDate) && draft.startDate < draft.issueDate,
      '/start_date',
      'El traslado no puede empezar antes de la emisión de la guía.',
    ),
  ),
];

const WEIGHT = /^(0|[1-9]\d{0,11})(\.\d{1,3})?$/;

/** Weight and packages. */
const LOAD_RULES: readonly DespatchRule[] = [
  refuses('2523', 'invalid_weight', `${SHIPMENT}/cbc:GrossWeightMeasure`, ({ weight }) =>
    when(
      !WEIGHT.test(weight) || new Decimal(weight).lte(0),
      '/weight',
      'El peso bruto debe ser mayor que cero, con hasta 3 decimales.',
    ),
  ),
  observes('4384', 'packages_out_of_range', `${SHIPMENT}/cbc:TotalTransportHandlingUnitQuantity`, ({ packages }) =>
    when(packages !== undefined && packages > 999_999, '/packages', 'El número de bultos tiene hasta 6 dígitos.'),
  ),
  refuses('3419', 'packages_missing', `${SHIPMENT}/cbc:TotalTransportHandlingUnitQuantity`, (draft) =>
    when(
      crossesBorder(draft) && draft.packages === undefined && draft.containers.length === 0,
      '/packages',
      'Consigne los contenedores o el número de bultos.',
    ),
  ),
  refuses('3418', 'weight_note_not_allowed', `${SHIPMENT}/cbc:Information`, (draft) =>
    when(
      draft.weightNote !== undefined && !crossesBorder(draft),
      '/weight_note',
      'El sustento de la diferencia de peso es solo para importación y exportación.',
    ),
  ),
];

const freightPayers = ({ indicators }: DespatchDraft): number =>
  indicators.filter((one) => one.startsWith('freight_by_')).length;

/** What is special about the transport. */
const INDICATOR_RULES: readonly DespatchRule[] = [
  refuses('3388', 'indicator_not_allowed', INSTRUCTIONS, ({ type, indicators }) =>
    each(
      indicators,
      (one) => indicatorText(type, one) === undefined,
      (index) => `/indicators/${index}`,
      'Este indicador no corresponde a esta guía.',
    ),
  ),
  refuses('3344', 'indicator_repeated', INSTRUCTIONS, (draft) =>
    when(
      new Set(draft.indicators).size < draft.indicators.length || freightPayers(draft) > 1,
      '/indicators',
      'Un indicador se consigna una sola vez, y uno solo dice quién paga el flete.',
    ),
  ),
  refuses('3392', 'whole_declaration_not_allowed', INSTRUCTIONS, (draft) =>
    when(
      has(draft, 'whole_declaration') && !crossesBorder(draft),
      '/indicators',
      'El traslado total de la DAM o DS es solo para importación y exportación.',
    ),
  ),
  refuses('3450', 'carrier_vehicle_not_allowed', INSTRUCTIONS, (draft) =>
    when(
      draft.mode === '02' && has(draft, 'carrier_vehicle'),
      '/indicators',
      'En transporte privado no hay vehículo ni conductor del transportista.',
    ),
  ),
  refuses('3451', 'indicators_contradict', INSTRUCTIONS, (draft) =>
    when(
      draft.mode === '01' && has(draft, 'carrier_vehicle') && has(draft, 'light_vehicle'),
      '/indicators',
      'Un vehículo M1 o L no lleva datos del vehículo y conductor del transportista.',
    ),
  ),
];

const repeated = (values: readonly (string | undefined)[]): boolean => {
  const told = values.filter((value) => value !== undefined);
  return new Set(told).size < told.length;
};

/** Containers and the port or airport. */
const BORDER_RULES: readonly DespatchRule[] = [
  refuses('3420', 'too_many_containers', `${PACKAGE}/cbc:ID`, (draft) =>
    when(
      crossesBorder(draft) && draft.containers.length > MAX_CONTAINERS,
      '/containers',
      `Una guía lleva hasta ${MAX_CONTAINERS} contenedores.`,
    ),
  ),
  refuses('3421', 'container_repeated', `${PACKAGE}/cbc:ID`, ({ containers }) =>
    when(repeated(containers.map(({ number }) => number)), '/containers', 'Un contenedor está repetido.'),
  ),
  refuses('3422', 'seal_missing', `${PACKAGE}/cbc:TraceID`, (draft) =>
    each(
      crossesBorder(draft) ? draft.containers : [],
      ({ seal }) => seal === undefined,
      (index) => `/containers/${index}/seal`,
      'Falta el número de precinto del contenedor.',
    ),
  ),
  refuses('3423', 'seal_repeated', `${PACKAGE}/cbc:TraceID`, ({ containers }) =>
    when(repeated(containers.map(({ seal }) => seal)), '/containers', 'Un precinto está repetido.'),
  ),
  refuses('3459', 'unknown_port', `${SHIPMENT}/cac:FirstArrivalPortLocation/cbc:ID`, ({ port }) =>
    when(
      port?.kind === '1' && !isInCatalog(catalog63, port.code),
      '/port/code',
      'El puerto no existe en el catálogo 63 de SUNAT.',
    ),
  ),
  refuses('3460', 'unknown_airport', `${SHIPMENT}/cac:FirstArrivalPortLocation/cbc:ID`, ({ port }) =>
    when(
      port?.kind === '2' && !isInCatalog(catalog64, port.code),
      '/port/code',
      'El aeropuerto no existe en el catálogo 64 de SUNAT.',
    ),
  ),
  refuses('3364', 'port_elsewhere', `${SHIPMENT}/cac:Delivery`, (draft) => {
    const { port, origin, destination } = draft;
    const ubigeo = port && (port.kind === '1' ? catalog63Ubigeo : catalog64Ubigeo)[port.code];
    const place = moves(draft, '08') ? origin : moves(draft, '09') ? destination : undefined;
    return when(
      ubigeo !== undefined && place !== undefined && place.ubigeo !== ubigeo,
      moves(draft, '08') ? '/origin/ubigeo' : '/destination/ubigeo',
      'El ubigeo no es el del puerto o aeropuerto.',
    );
  }),
];

export const SHIPMENT_RULES: readonly DespatchRule[] = [
  ...MOTIVE_RULES,
  ...LOAD_RULES,
  ...INDICATOR_RULES,
  ...BORDER_RULES,
];
