import { catalog06 } from '../../../catalogs/generated/cat-06.ts';
import { isInCatalog } from '../../../catalogs/is-in-catalog.ts';
import { isValidRuc } from '../../../identity/ruc.ts';
import { each, when } from '../../rules/rule.ts';
import { has, isCrewOfCarrier, needsCarrier, needsCrew } from '../facts.ts';
import type { DespatchDraft, Driver } from '../types.ts';
import { type DespatchRule, isNumberOf, observes, refuses, SHIPMENT } from './despatch-rule.ts';

const STAGE = `${SHIPMENT}/cac:ShipmentStage`;
const CARRIER = `${STAGE}/cac:CarrierParty`;
const EQUIPMENT = `${SHIPMENT}/cac:TransportHandlingUnit/cac:TransportEquipment`;
const DRIVER = `${STAGE}/cac:DriverPerson`;

const MTC_NUMBER = /^(?!0+$)[0-9A-Z]{1,20}$/;
const PLATE = /^(?!0+$)[0-9A-Z]{6,8}$/;
const PERMIT = /^(?!0+$)[0-9A-Z]{10,15}$/;
const LICENCE = /^(?!0+$)[0-9A-Z]{9,10}$/;
const OTHERS = 2;

/** Who carries the goods of the sender. */
const CARRIER_RULES: readonly DespatchRule[] = [
  refuses('2558', 'carrier_missing', CARRIER, (draft) =>
    when(needsCarrier(draft) && !draft.carrier, '/carrier', 'En transporte público debe consignar el transportista.'),
  ),
  refuses('3347', 'carrier_not_allowed', CARRIER, (draft) =>
    when(
      draft.carrier !== undefined && (draft.mode === '02' || draft.type === '31'),
      '/carrier',
      'En esta guía no se consigna un transportista.',
    ),
  ),
  refuses('3348', 'carrier_ruc_invalid', `${CARRIER}/cac:PartyIdentification/cbc:ID`, ({ carrier }) =>
    when(carrier !== undefined && !isValidRuc(carrier.ruc), '/carrier/ruc', 'El RUC del transportista no es válido.'),
  ),
  refuses('2560', 'carrier_is_issuer', `${CARRIER}/cac:PartyIdentification/cbc:ID`, (draft) =>
    when(
      needsCarrier(draft) && draft.carrier?.ruc === draft.supplier.ruc,
      '/carrier/ruc',
      'El transportista no puede ser la propia empresa: use transporte privado.',
    ),
  ),
  refuses('2563', 'carrier_name_missing', `${CARRIER}/cac:PartyLegalEntity/cbc:RegistrationName`, ({ carrier }) =>
    when(carrier?.name === '', '/carrier/name', 'Falta la razón social del transportista.'),
  ),
  observes('4391', 'mtc_number_missing', `${CARRIER}/cac:PartyLegalEntity/cbc:CompanyID`, (draft) =>
    when(
      needsCarrier(draft)
        ? draft.carrier !== undefined && draft.carrier.mtcNumber === undefined
        : draft.type === '31' && draft.mtcNumber === undefined,
      draft.type === '31' ? '/mtc_number' : '/carrier/mtc_number',
      'Falta el registro del MTC del transportista.',
    ),
  ),
  observes('4392', 'mtc_number_odd', `${CARRIER}/cac:PartyLegalEntity/cbc:CompanyID`, (draft) => {
    const number = draft.type === '31' ? draft.mtcNumber : draft.carrier?.mtcNumber;
    return when(
      number !== undefined && !MTC_NUMBER.test(number),
      draft.type === '31' ? '/mtc_number' : '/carrier/mtc_number',
      'El registro del MTC tiene hasta 20 letras mayúsculas o dígitos, no solo ceros.',
    );
  }),
];

const mayNamePermit = (draft: DespatchDraft): boolean => draft.type === '31' || has(draft, 'carrier_vehicle');

const VEHICLE_RULES: readonly DespatchRule[] = [
  refuses('2566', 'vehicle_missing', `${EQUIPMENT}/cbc:ID`, (draft) =>
    when(needsCrew(draft) && draft.vehicles.length === 0, '/vehicles', 'Falta la placa del vehículo.'),
  ),
  refuses('3354', 'vehicle_not_allowed', `${EQUIPMENT}/cbc:ID`, (draft) =>
    when(
      isCrewOfCarrier(draft) && draft.vehicles.length > 0,
      '/vehicles',
      'En transporte público el vehículo lo consigna el transportista.',
    ),
  ),
  refuses('3453', 'attached_vehicle_not_allowed', `${EQUIPMENT}/cac:AttachedTransportEquipment`, (draft) =>
    when(
      has(draft, 'light_vehicle') && draft.vehicles.length > 1,
      '/vehicles',
      'Un vehículo M1 o L no lleva vehículos secundarios.',
    ),
  ),
  refuses('2567', 'invalid_plate', `${EQUIPMENT}/cbc:ID`, ({ vehicles }) =>
    each(
      vehicles,
      ({ plate }) => !PLATE.test(plate),
      (index) => `/vehicles/${index}/plate`,
      'La placa tiene de 6 a 8 letras o dígitos, sin guion.',
    ),
  ),
  refuses('3355', 'invalid_permit', `${EQUIPMENT}/cac:ApplicableTransportMeans`, ({ vehicles }) =>
    each(
      vehicles,
      ({ permit }) => permit !== undefined && !PERMIT.test(permit),
      (index) => `/vehicles/${index}/permit`,
      'La tarjeta única de circulación tiene de 10 a 15 letras mayúsculas o dígitos.',
    ),
  ),
  refuses('3452', 'permit_not_allowed', `${EQUIPMENT}/cac:ApplicableTransportMeans`, (draft) =>
    each(
      mayNamePermit(draft) ? [] : draft.vehicles,
      ({ permit }) => permit !== undefined,
      (index) => `/vehicles/${index}/permit`,
      'La tarjeta única de circulación es del vehículo de un transportista.',
    ),
  ),
  observes('4399', 'permit_missing', `${EQUIPMENT}/cac:ApplicableTransportMeans`, (draft) =>
    each(
      mayNamePermit(draft) && needsCrew(draft) ? draft.vehicles : [],
      ({ permit }) => permit === undefined,
      (index) => `/vehicles/${index}/permit`,
      'Falta la tarjeta única de circulación del vehículo.',
    ),
  ),
  observes('4389', 'too_many_vehicles', `${EQUIPMENT}/cac:AttachedTransportEquipment`, ({ vehicles }) =>
    when(vehicles.length > OTHERS + 1, '/vehicles', `Hasta ${OTHERS} vehículos secundarios.`),
  ),
];

/** A rule about each driver, at its place. */
const ofDrivers = (wrong: (driver: Driver) => boolean, at: string, detail: string) => (draft: DespatchDraft) =>
  each(draft.drivers, wrong, (index) => `/drivers/${index}/${at}`, detail);

const DRIVER_RULES: readonly DespatchRule[] = [
  refuses('3357', 'driver_missing', DRIVER, (draft) =>
    when(needsCrew(draft) && draft.drivers.length === 0, '/drivers', 'Falta el conductor principal.'),
  ),
  refuses('3455', 'driver_not_allowed', DRIVER, (draft) =>
    when(
      (isCrewOfCarrier(draft) || has(draft, 'light_vehicle')) && draft.drivers.length > 0,
      '/drivers',
      'En este traslado no se consigna un conductor.',
    ),
  ),
  refuses(
    '2571',
    'unknown_document_type',
    `${DRIVER}/cbc:ID/@schemeID`,
    ofDrivers(
      ({ documentType }) => documentType === '6' || !isInCatalog(catalog06, documentType),
      'document_type',
      'El conductor se identifica con un documento personal del catálogo 06.',
    ),
  ),
  refuses(
    '2569',
    'invalid_document_number',
    `${DRIVER}/cbc:ID`,
    ofDrivers(
      ({ documentType, documentNumber }) => documentType !== '6' && !isNumberOf(documentType, documentNumber),
      'document_number',
      'El documento del conductor no es válido.',
    ),
  ),
  refuses(
    '3360',
    'first_name_missing',
    `${DRIVER}/cbc:FirstName`,
    ofDrivers(({ firstName }) => firstName === '', 'first_name', 'Faltan los nombres del conductor.'),
  ),
  refuses(
    '3361',
    'last_name_missing',
    `${DRIVER}/cbc:FamilyName`,
    ofDrivers(({ lastName }) => lastName === '', 'last_name', 'Faltan los apellidos del conductor.'),
  ),
  refuses(
    '2573',
    'invalid_licence',
    `${DRIVER}/cac:IdentityDocumentReference/cbc:ID`,
    ofDrivers(
      ({ licence }) => !LICENCE.test(licence),
      'licence',
      'La licencia de conducir tiene 9 o 10 letras o dígitos.',
    ),
  ),
  refuses('3362', 'driver_repeated', DRIVER, ({ drivers }) =>
    when(
      new Set(drivers.map(({ licence }) => licence)).size < drivers.length,
      '/drivers',
      'Un conductor está repetido.',
    ),
  ),
  observes('4376', 'too_many_drivers', DRIVER, ({ drivers }) =>
    when(drivers.length > OTHERS + 1, '/drivers', `Hasta ${OTHERS} conductores secundarios.`),
  ),
];

export const TRANSPORT_RULES: readonly DespatchRule[] = [...CARRIER_RULES, ...VEHICLE_RULES, ...DRIVER_RULES];
