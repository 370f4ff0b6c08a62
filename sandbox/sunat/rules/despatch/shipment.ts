import { AIRPORTS, MOTIVES, PORTS } from '../../generated/despatch-catalogues.ts';
import { all, first, textAt, type XmlNode } from '../../xml.ts';
import { decimal, isText } from '../format.ts';
import { type Advice, hasFlag, must, plain, should } from './advice.ts';

const ABROAD = ['08', '09'];
const FLAGS = [
  'TransbordoProgramado',
  'TrasladoVehiculoM1L',
  'RetornoVehiculoEnvaseVacio',
  'RetornoVehiculoVacio',
  'TrasladoTotalDAMoDS',
  'VehiculoConductoresTransp',
];

/** Motive, weight, packages, containers, port and marks of a sender's guide. */
export function checkShipment(advice: Advice): void {
  checkMotive(advice);
  checkWeight(advice);
  checkContainers(advice);
  checkFlags(advice, FLAGS);
  checkFlagsTogether(advice);
  checkPort(advice);
}

/** Whether the goods cross the border and are not all of a customs declaration. */
const isPartOfDeclaration = (advice: Advice): boolean =>
  ABROAD.includes(advice.motive) && !hasFlag(advice, 'TrasladoTotalDAMoDS');

function checkMotive(advice: Advice): void {
  const { motive, shipment } = advice;
  must(motive !== '', '3404');
  must(MOTIVES.has(motive), '3405', motive);
  const text = textAt(shipment, 'HandlingInstructions');
  must(motive !== '13' || (text !== undefined && text !== ''), '3457');
  if (text !== undefined && text !== '') {
    const letters = text.replace(/[^A-Za-zÁÉÍÓÚáéíóú]/g, '').length;
    should(advice, isText(text, 3, 100) && letters >= 3, '4190');
  }
  const reason = textAt(shipment, 'Information');
  if (isPartOfDeclaration(advice)) should(advice, reason !== undefined, '4387');
  must(ABROAD.includes(motive) || reason === undefined, '3418');
  plain(advice, reason, 1, 250, '4428');
}

/** Up to 12 integer digits and 3 decimals, above zero. */
const isWeight = (text: string): boolean => /^\d{1,12}(\.\d{1,3})?$/.test(text) && decimal(text).gt(0);

/** Gross weight of all (both kinds of guide) and net weight of the items chosen. */
export function checkGrossWeight({ shipment }: Advice): void {
  const gross = first(shipment, 'GrossWeightMeasure');
  must(gross !== undefined && gross.text !== '', '2880');
  must(isWeight(gross?.text ?? ''), '2523', gross?.text);
  const unit = gross?.attrs.unitCode ?? '';
  must(unit !== '', '2881');
  must(unit === 'KGM' || unit === 'TNE', '2523', unit);
}

function checkWeight(advice: Advice): void {
  const net = first(advice.shipment, 'NetWeightMeasure');
  if (isPartOfDeclaration(advice)) should(advice, net !== undefined, '4383');
  must(ABROAD.includes(advice.motive) || net === undefined, '3395');
  if (net !== undefined) {
    must(isWeight(net.text), '3397', net.text);
    must(net.attrs.unitCode === 'KGM', '3398', net.attrs.unitCode);
  }
  checkGrossWeight(advice);
}

function checkContainers(advice: Advice): void {
  const abroad = ABROAD.includes(advice.motive);
  const containers = all(advice.shipment, 'TransportHandlingUnit/Package').filter((one) => textAt(one, 'ID') !== '');
  const packages = textAt(advice.shipment, 'TotalTransportHandlingUnitQuantity');
  must(!abroad || containers.length > 0 || packages !== undefined, '3419');
  should(advice, packages === undefined || /^\d{1,6}$/.test(packages), '4384');
  must(!abroad || containers.length <= 2, '3420');
  const ids = containers.map((one) => textAt(one, 'ID') ?? '');
  const seals = containers.map((one) => textAt(one, 'TraceID') ?? '');
  must(new Set(ids).size === ids.length, '3421');
  for (const id of ids) should(advice, /^[0-9A-Za-z]{1,11}$/.test(id), '4071');
  for (const seal of seals) must(!abroad || seal !== '', '3422');
  const given = seals.filter((seal) => seal !== '');
  must(new Set(given).size === given.length, '3423');
  for (const seal of given) should(advice, !abroad || /^(?!0+$)[0-9A-Za-z]{1,20}$/.test(seal), '4074');
}

/** Only the marks of the list, each once. */
export function checkFlags({ flags }: Advice, known: readonly string[]): void {
  for (const flag of flags) must(known.includes(flag), '3388', flag);
  must(new Set(flags).size === flags.length, '3344');
}

function checkFlagsTogether(advice: Advice): void {
  const total = hasFlag(advice, 'TrasladoTotalDAMoDS');
  const registered = hasFlag(advice, 'VehiculoConductoresTransp');
  must(ABROAD.includes(advice.motive) || !total, '3392');
  if (advice.motive === '08') should(advice, total, '4437');
  must(!(advice.mode === '02' && registered), '3450');
  must(!(advice.mode === '01' && registered && hasFlag(advice, 'TrasladoVehiculoM1L')), '3451');
  const event = textAt(advice.shipment, 'ShipmentStage/TransportEvent/TransportEventTypeCode');
  must(event === undefined || event === '', '3374');
}

/** Port (1) or airport (2) of goods that cross the border, and the place it stands in. */
function checkPort(advice: Advice): void {
  const port = first(advice.shipment, 'FirstArrivalPortLocation');
  if (port === undefined || !ABROAD.includes(advice.motive)) return;
  const id = textAt(port, 'ID') ?? '';
  const kind = textAt(port, 'LocationTypeCode') ?? '';
  should(advice, id !== '', '4413');
  if (id === '') return;
  should(advice, kind !== '', '4415');
  should(advice, kind === '' || kind === '1' || kind === '2', '4416');
  should(advice, (textAt(port, 'Name') ?? '') !== '', '4418');
  const places = kind === '1' ? PORTS : kind === '2' && advice.motive === '08' ? AIRPORTS : undefined;
  if (places === undefined) return;
  must(places[id] !== undefined, kind === '1' ? '3459' : '3460', id);
  must(ubigeoOf(advice) === places[id], '3364', id);
}

/** Imports leave from the port, exports go to it. */
function ubigeoOf({ motive, shipment }: Advice): string | undefined {
  const address: XmlNode | undefined = first(
    shipment,
    motive === '08' ? 'Delivery/Despatch/DespatchAddress' : 'Delivery/DeliveryAddress',
  );
  return textAt(address, 'ID');
}
