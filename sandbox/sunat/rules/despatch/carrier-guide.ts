import { IDENTITY_TYPES } from '../../generated/catalogues.ts';
import { first, textAt } from '../../xml.ts';
import { decimal, isText } from '../format.ts';
import {
  type Advice,
  hasFlag,
  identityAt,
  isIdentityNumber,
  issuerOf,
  must,
  referencesOf,
  senderOf,
  should,
} from './advice.ts';
import { checkPermit, checkRegistration } from './carriage.ts';
import { checkFlags, checkGrossWeight } from './shipment.ts';

const FLAGS = [
  'TransbordoProgramado',
  'RetornoVehiculoEnvaseVacio',
  'RetornoVehiculoVacio',
  'TrasporteSubcontratado',
  'PagadorFlete_Remitente',
  'PagadorFlete_Subcontratador',
  'PagadorFlete_Tercero',
  'TrasladoTotal',
];

/** What only the carrier's guide has: its sender, who pays the freight, who subcontracted. */
export function checkCarrierGuide(advice: Advice): void {
  const carrier = first(advice.shipment, 'ShipmentStage/CarrierParty');
  checkRegistration(advice, carrier);
  checkPermit(advice, carrier);
  checkSender(advice);
  checkLinesAreThere(advice);
  const start = textAt(advice.shipment, 'ShipmentStage/TransitPeriod/StartDate') ?? '';
  must(start !== '', '3406');
  must(start >= advice.issueDate, '3343', start);
  must(/^\d{4}-\d{2}-\d{2}$/.test(start), '3407', start);
  checkGrossWeight(advice);
  checkFlags(advice, FLAGS);
  checkFreight(advice);
  checkSubcontractor(advice);
}

function checkSender(advice: Advice): void {
  const sender = senderOf(advice);
  must(sender.number !== '', '3383');
  must(sender.type !== '', '2541');
  must(IDENTITY_TYPES.has(sender.type), '2542', sender.type);
  must(sender.number !== issuerOf(advice).number, '2560', sender.number);
  must(isIdentityNumber(sender), '3384', sender.number);
  must(sender.name !== '', '3387');
  should(advice, isText(sender.name, 1, 250), '4422');
}

/** Goods are told line by line, unless a paper that tells them all goes along. */
function checkLinesAreThere(advice: Advice): void {
  const counted = advice.lines.some((line) => decimal(textAt(line, 'DeliveredQuantity')).gt(0));
  const whole = hasFlag(advice, 'TrasladoTotal');
  const papers = referencesOf(advice, ['01', '03', '04', '12', '48', '50', '52']).length;
  const guides = referencesOf(advice, ['09', '82']).length;
  if ((papers > 0 && !whole) || (papers === 0 && guides === 0)) must(counted, '3435');
  const known = referencesOf(advice, ['09'], true).length > 0;
  const billed = referencesOf(advice, ['01', '04'], true).length > 0 || referencesOf(advice, ['50', '52']).length > 0;
  if (known || (whole && billed)) should(advice, !counted, '4434');
}

function checkFreight(advice: Advice): void {
  const payers = advice.flags.filter((flag) => flag.startsWith('PagadorFlete_'));
  must(payers.length <= 1, '3344', payers.join(' '));
  should(advice, payers.length > 0, '4388');
  const third = identityAt(advice.root, 'OriginatorCustomerParty/Party');
  if (hasFlag(advice, 'PagadorFlete_Tercero')) {
    should(advice, third.type !== '', '4401');
    should(advice, third.number !== '', '4402');
    should(advice, third.name !== '', '4370');
  }
  must(third.type === '' || IDENTITY_TYPES.has(third.type), '3399', third.type);
  must(third.type === '' || isIdentityNumber(third), '3400', third.number);
}

function checkSubcontractor(advice: Advice): void {
  const other = identityAt(advice.shipment, 'Consignment/LogisticsOperatorParty');
  if (hasFlag(advice, 'TrasporteSubcontratado')) {
    should(advice, other.type !== '', '4425');
    should(advice, other.number !== '', '4424');
    should(advice, other.name !== '', '4426');
  }
  must(other.type === '' || other.type === '6', '3391', other.type);
  must(other.number === '' || other.number !== issuerOf(advice).number, '3390', other.number);
}
