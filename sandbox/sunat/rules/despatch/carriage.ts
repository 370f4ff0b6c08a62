import { AUTHORISERS } from '../../generated/despatch-catalogues.ts';
import { all, first, textAt, type XmlNode } from '../../xml.ts';
import { isText } from '../format.ts';
import { type Advice, hasFlag, identityAt, issuerOf, must, plain, should } from './advice.ts';

/** Mode of transport, its start, and the carrier of a sender's guide. */
export function checkCarriage(advice: Advice): void {
  must(advice.mode !== '', '2532');
  must(advice.mode === '01' || advice.mode === '02', '2773', advice.mode);
  checkStart(advice);
  checkCarrier(advice);
}

/** With a vehicle named the date is the transfer's start, else the day the carrier takes the goods. */
function checkStart(advice: Advice): void {
  const start = textAt(advice.shipment, 'ShipmentStage/TransitPeriod/StartDate') ?? '';
  const handedOver =
    advice.mode === '01' && !hasFlag(advice, 'TrasladoVehiculoM1L') && !hasFlag(advice, 'VehiculoConductoresTransp');
  if (handedOver) should(advice, start !== '', '4385');
  else must(start !== '', '3406');
  if (start === '') return;
  must(/^\d{4}-\d{2}-\d{2}$/.test(start), '3407', start);
  if (handedOver) should(advice, start >= advice.issueDate, '4386');
  else must(start >= advice.issueDate, '3343', start);
}

function checkCarrier(advice: Advice): void {
  const party = first(advice.shipment, 'ShipmentStage/CarrierParty');
  const carrier = identityAt(advice.shipment, 'ShipmentStage/CarrierParty');
  if (advice.mode === '02') {
    return must(carrier.type === '' && carrier.number === '' && carrier.name === '', '3347', carrier.number);
  }
  if (!hasFlag(advice, 'TrasladoVehiculoM1L')) {
    must(carrier.number !== '', '2558');
    must(carrier.type !== '', '2561');
    must(carrier.type === '6', '2485', carrier.type);
    must(carrier.number !== issuerOf(advice).number, '2560', carrier.number);
    must(carrier.name !== '', '2563');
    checkRegistration(advice, party);
  }
  if (carrier.name !== '') should(advice, isText(carrier.name, 3, 250), '4165');
  checkPermit(advice, party);
}

/** The carrier's number in the Ministry of Transport's register. */
export function checkRegistration(advice: Advice, party: XmlNode | undefined): void {
  const number = textAt(party, 'PartyLegalEntity/CompanyID') ?? '';
  should(advice, number !== '', '4391');
  should(advice, number === '' || /^(?!0+$)[0-9A-Z]{1,20}$/.test(number), '4392');
  must(number === '' || all(party, 'PartyLegalEntity').length === 1, '3353');
}

/** A special permit and the body that gave it. */
export function checkPermit(advice: Advice, party: XmlNode | undefined): void {
  const permits = all(party, 'AgentParty/PartyLegalEntity').filter((one) => textAt(one, 'CompanyID') !== undefined);
  must(permits.length <= 1, '3353');
  const permit = first(permits[0], 'CompanyID');
  if (permit === undefined || permit.text === '') return;
  plain(advice, permit.text, 3, 50, '4396');
  const authoriser = permit.attrs.schemeID ?? '';
  should(advice, authoriser !== '', '4394');
  should(advice, authoriser === '' || AUTHORISERS.has(authoriser), '4395');
}
