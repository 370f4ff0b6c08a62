import { catalog63 } from '../../catalogs/generated/cat-63.ts';
import { catalog64 } from '../../catalogs/generated/cat-64.ts';
import { xmlAttribute, xmlText } from '../xml-text.ts';
import { indicatorText } from './parts.ts';
import { registeredParty, tag, wrap } from './elements.ts';
import type { Container, DespatchAdvice, DespatchPlace, Driver, Vehicle } from './types.ts';

/** What SUNAT's own samples call the shipment; any id is taken. */
const SHIPMENT_ID = 'SUNAT_Envio';

/** How, when and by whom the goods travel, in the order of the XSD. */
export function shipment(advice: DespatchAdvice): string {
  return wrap(
    'cac:Shipment',
    tag('cbc:ID', SHIPMENT_ID) +
      tag('cbc:HandlingCode', advice.motive) +
      tag('cbc:HandlingInstructions', advice.motiveText) +
      tag('cbc:Information', advice.weightNote) +
      `<cbc:GrossWeightMeasure unitCode="${advice.weightUnit}">${advice.weight}</cbc:GrossWeightMeasure>` +
      tag('cbc:TotalTransportHandlingUnitQuantity', advice.packages?.toString()) +
      advice.indicators.map((one) => tag('cbc:SpecialInstructions', indicatorText(advice.type, one))).join('') +
      consignment(advice) +
      stage(advice) +
      delivery(advice) +
      handlingUnit(advice.vehicles, advice.containers) +
      port(advice),
  );
}

/** Who subcontracted a carrier. */
function consignment({ subcontractor }: DespatchAdvice): string {
  if (!subcontractor) return '';
  return wrap(
    'cac:Consignment',
    tag('cbc:ID', SHIPMENT_ID) + wrap('cac:LogisticsOperatorParty', registeredParty(subcontractor)),
  );
}

function stage(advice: DespatchAdvice): string {
  return wrap(
    'cac:ShipmentStage',
    tag('cbc:TransportModeCode', advice.mode) +
      wrap('cac:TransitPeriod', tag('cbc:StartDate', advice.startDate)) +
      carrier(advice) +
      advice.drivers.map(driver).join(''),
  );
}

/** The carrier of the sender's guía; on a carrier's own, its registry only (4391). */
function carrier({ carrier: hired, mtcNumber }: DespatchAdvice): string {
  if (hired) {
    const { ruc, name } = hired;
    return wrap('cac:CarrierParty', registeredParty({ documentType: '6', documentNumber: ruc, name }, hired.mtcNumber));
  }
  if (mtcNumber === undefined) return '';
  return wrap('cac:CarrierParty', wrap('cac:PartyLegalEntity', tag('cbc:CompanyID', mtcNumber)));
}

function driver(one: Driver, index: number): string {
  return wrap(
    'cac:DriverPerson',
    `<cbc:ID schemeID="${xmlAttribute(one.documentType)}">${xmlText(one.documentNumber)}</cbc:ID>` +
      tag('cbc:FirstName', one.firstName) +
      tag('cbc:FamilyName', one.lastName) +
      tag('cbc:JobTitle', index === 0 ? 'Principal' : 'Secundario') +
      wrap('cac:IdentityDocumentReference', tag('cbc:ID', one.licence)),
  );
}

function delivery({ origin, destination, sender }: DespatchAdvice): string {
  const from = sender ? wrap('cac:DespatchParty', registeredParty(sender)) : '';
  return wrap(
    'cac:Delivery',
    (destination ? address('cac:DeliveryAddress', destination) : '') +
      wrap('cac:Despatch', address('cac:DespatchAddress', origin) + from),
  );
}

function address(name: string, { ubigeo, street, ruc, establishmentCode }: DespatchPlace): string {
  const establishment =
    establishmentCode === undefined
      ? ''
      : `<cbc:AddressTypeCode listID="${xmlAttribute(ruc ?? '')}">${xmlText(establishmentCode)}</cbc:AddressTypeCode>`;
  return wrap(name, tag('cbc:ID', ubigeo) + establishment + wrap('cac:AddressLine', tag('cbc:Line', street)));
}

/** The main vehicle with those attached, and the containers with their seals. */
function handlingUnit([main, ...others]: readonly Vehicle[], containers: readonly Container[]): string {
  const attached = others.map((one) => wrap('cac:AttachedTransportEquipment', vehicle(one))).join('');
  const equipment = main ? wrap('cac:TransportEquipment', vehicle(main) + attached) : '';
  const packages = containers.map(({ number, seal }) =>
    wrap('cac:Package', tag('cbc:ID', number) + tag('cbc:TraceID', seal)),
  );
  const inside = equipment + packages.join('');
  return inside === '' ? '' : wrap('cac:TransportHandlingUnit', inside);
}

function vehicle({ plate, permit }: Vehicle): string {
  const means =
    permit === undefined ? '' : wrap('cac:ApplicableTransportMeans', tag('cbc:RegistrationNationalityID', permit));
  return tag('cbc:ID', plate) + means;
}

function port({ port: told }: DespatchAdvice): string {
  if (!told) return '';
  const names = told.kind === '1' ? catalog63 : catalog64;
  return wrap(
    'cac:FirstArrivalPortLocation',
    tag('cbc:ID', told.code) + tag('cbc:LocationTypeCode', told.kind) + tag('cbc:Name', names[told.code]),
  );
}
