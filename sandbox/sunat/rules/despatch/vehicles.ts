import { AUTHORISERS } from '../../generated/despatch-catalogues.ts';
import { all, first, textAt, type XmlNode } from '../../xml.ts';
import { type Advice, hasFlag, must, plain, should } from './advice.ts';

/** How much of vehicle and driver a guide must tell: all, nothing, or as it likes. */
export type Detail = 'all' | 'none' | 'free';

/** Vehicle and driver are for private transport, and for a public one that registers its carrier's. */
export function detailOf(advice: Advice): Detail {
  if (advice.name.type === '31') return 'all';
  if (hasFlag(advice, 'TrasladoVehiculoM1L')) return 'free';
  return advice.mode === '02' || hasFlag(advice, 'VehiculoConductoresTransp') ? 'all' : 'none';
}

const isPlate = (text: string): boolean => /^(?!0+$)[0-9A-Z]{6,8}$/.test(text);

/** The main vehicle and up to two others. */
export function checkVehicles(advice: Advice): void {
  const vehicle = first(advice.shipment, 'TransportHandlingUnit/TransportEquipment');
  const plate = textAt(vehicle, 'ID') ?? '';
  const detail = detailOf(advice);
  if (detail === 'all') must(plate !== '', '2566');
  if (detail === 'none') must(plate === '', '3354', plate);
  must(plate === '' || isPlate(plate), '2567', plate);
  checkPapers(advice, vehicle, '3452');
  const others = all(vehicle, 'AttachedTransportEquipment');
  should(advice, others.length <= 2, '4389');
  for (const other of others) {
    const id = textAt(other, 'ID') ?? '';
    if (id !== '') should(advice, plate !== '', '4408');
    if (advice.name.type === '09') must(detail === 'all' || id === '', '3453', id);
    must(id === '' || isPlate(id), '2567', id);
    checkPapers(advice, other, '3454');
  }
}

/** Circulation card and special permit of a vehicle. */
function checkPapers(advice: Advice, vehicle: XmlNode | undefined, notWanted: string): void {
  const carrierKnows = advice.name.type === '31' || hasFlag(advice, 'VehiculoConductoresTransp');
  const card = textAt(vehicle, 'ApplicableTransportMeans/RegistrationNationalityID') ?? '';
  if (carrierKnows && (textAt(vehicle, 'ID') ?? '') !== '') should(advice, card !== '', '4399');
  must(carrierKnows || card === '', notWanted, card);
  must(card === '' || /^(?!0+$)[0-9A-Z]{10,15}$/.test(card), '3355', card);
  const permits = all(vehicle, 'ShipmentDocumentReference');
  const permit = first(permits[0], 'ID');
  if (permit === undefined || permit.text === '') return;
  must(detailOf(advice) === 'all', notWanted, permit.text);
  must(permits.length === 1, '3356');
  plain(advice, permit.text, 3, 50, '4406');
  const authoriser = permit.attrs.schemeID ?? '';
  should(advice, authoriser !== '', '4403');
  should(advice, authoriser === '' || AUTHORISERS.has(authoriser), '4407');
}
