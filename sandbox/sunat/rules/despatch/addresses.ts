import { UBIGEOS } from '../../generated/catalogues.ts';
import { first, textAt, type XmlNode } from '../../xml.ts';
import { type Advice, hasFlag, issuerOf, must, plain, referencesOf, should } from './advice.ts';

/** Motives whose goods leave from, or go to, somebody else's establishment. */
const FROM_OTHERS = ['02', '07', '08'];
const TO_OTHERS = ['01', '03', '05', '06', '14', '17'];
const BETWEEN_OWN = '04';
/** Sales on the road have no place of arrival. */
const ON_THE_ROAD = '18';

/** Places of departure and arrival, with the establishments they are. */
export function checkAddresses(advice: Advice): void {
  const from = first(advice.shipment, 'Delivery/Despatch/DespatchAddress');
  const to = first(advice.shipment, 'Delivery/DeliveryAddress');
  if (advice.name.type === '31') {
    checkCarrierAddresses(advice, from, to);
  } else {
    checkPlace(from, '3363');
    must((textAt(from, 'AddressLine/Line') ?? '') !== '', '2577');
    checkEstablishment(advice, from, FROM_OTHERS, '3365');
    if (advice.motive === '08' && !hasPort(advice, ['1', '2'])) must(establishment(from) !== '', '3365');
    checkArrival(advice, to);
  }
  plain(advice, textAt(from, 'AddressLine/Line'), 3, 500, '4076');
  plain(advice, textAt(to, 'AddressLine/Line'), 3, 500, '4068');
  for (const address of [from, to]) checkCoordinates(address);
}

const establishment = (address: XmlNode | undefined): string => textAt(address, 'AddressTypeCode') ?? '';

function hasPort({ shipment }: Advice, kinds: readonly string[]): boolean {
  const port = first(shipment, 'FirstArrivalPortLocation');
  return kinds.includes(textAt(port, 'LocationTypeCode') ?? '') && (textAt(port, 'ID') ?? '') !== '';
}

function checkPlace(address: XmlNode | undefined, unknown: string): void {
  const ubigeo = textAt(address, 'ID') ?? '';
  must(ubigeo !== '', '2775');
  must(/^\d{6}$/.test(ubigeo), '2776', ubigeo);
  must(UBIGEOS.has(ubigeo), unknown, ubigeo);
}

function checkArrival(advice: Advice, to: XmlNode | undefined): void {
  if (advice.motive === ON_THE_ROAD) return must(establishment(to) === '', '3416');
  checkPlace(to, '3368');
  must((textAt(to, 'AddressLine/Line') ?? '') !== '', '2574');
  checkEstablishment(advice, to, TO_OTHERS, '3369');
  if (advice.motive === '09' && !hasPort(advice, ['1'])) must(establishment(to) !== '', '3369');
}

/** A code of establishment goes with the RUC it belongs to; between own ones both are there and one's own. */
function checkEstablishment(
  advice: Advice,
  address: XmlNode | undefined,
  others: readonly string[],
  missing: string,
): void {
  const owner = first(address, 'AddressTypeCode')?.attrs.listID ?? '';
  const issuer = issuerOf(advice).number;
  must(establishment(address) === '' || owner !== '', '3410');
  if (owner !== '') {
    must(!others.includes(advice.motive) || owner !== issuer, '3411', owner);
    must(advice.motive !== BETWEEN_OWN || owner === issuer, '3414', owner);
    must(/^[12]\d{10}$/.test(owner), '3409', owner);
  }
  must((owner === '' && advice.motive !== BETWEEN_OWN) || establishment(address) !== '', missing);
}

/** The carrier may leave to the sender's guide what that one tells. */
function checkCarrierAddresses(advice: Advice, from: XmlNode | undefined, to: XmlNode | undefined): void {
  const guides = referencesOf(advice, ['09']).length;
  const electronic = referencesOf(advice, ['09'], true).length;
  const transfer = hasFlag(advice, 'TransbordoProgramado');
  checkPlace(from, '3363');
  if (electronic === 0 && !transfer) must((textAt(from, 'AddressLine/Line') ?? '') !== '', '2577');
  const onPaper = guides > electronic;
  if ((textAt(to, 'ID') ?? '') === '') {
    must(guides > 0, '2775');
    should(advice, !onPaper, '4431');
  } else checkPlace(to, '3368');
  const line = textAt(to, 'AddressLine/Line') ?? '';
  if (guides === 0 && !transfer) must(line !== '', '2574');
  if (onPaper && !transfer) should(advice, line !== '', '4178');
}

function checkCoordinates(address: XmlNode | undefined): void {
  for (const axis of ['LatitudeDegreesMeasure', 'LongitudeDegreesMeasure']) {
    const value = textAt(address, `LocationCoordinate/${axis}`);
    must(value === undefined || /^[+-]?\d{1,3}(\.\d{1,8})?$/.test(value), '3413', value);
  }
}
