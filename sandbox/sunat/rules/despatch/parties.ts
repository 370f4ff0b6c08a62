import { IDENTITY_TYPES } from '../../generated/catalogues.ts';
import { isText } from '../format.ts';
import { textAt } from '../../xml.ts';
import {
  type Advice,
  type Identity,
  identityAt,
  isIdentityNumber,
  issuerOf,
  must,
  recipientOf,
  referencesOf,
  should,
} from './advice.ts';

/** Motives by who receives: goods of one's own come back to the sender, sold or lent ones go to somebody else. */
const TO_SENDER = ['02', '04', '07'];
const TO_OTHERS = ['01', '03', '05', '06', '09', '14', '17'];
const TO_RUC = ['05', '06', '17'];
const WITH_SELLER = ['02', '07', '13'];
const WITH_BUYER = ['03', '13'];

/** The recipient, on both kinds of guide; the motive's demands only on the sender's. */
export function checkRecipient(advice: Advice): void {
  const recipient = recipientOf(advice);
  must(recipient.number !== '', '2757');
  must(recipient.type !== '', '2759');
  must(IDENTITY_TYPES.has(recipient.type), '2760', recipient.type);
  must(!TO_RUC.includes(advice.motive) || recipient.type === '6', '3417', recipient.type);
  must(isIdentityNumber(recipient), '2758', recipient.number);
  const same = recipient.type === '6' && recipient.number === issuerOf(advice).number;
  must(!TO_SENDER.includes(advice.motive) || same, '2554', recipient.number);
  must(!TO_OTHERS.includes(advice.motive) || !same, '2555', recipient.number);
  must(recipient.name !== '', '2761');
  should(advice, isText(recipient.name, 1, 250), '4152');
}

/** Seller (purchases and goods that were worked on) and buyer (delivery to a third) of a sender's guide. */
export function checkTradeParties(advice: Advice): void {
  const seller = identityAt(advice.root, 'SellerSupplierParty/Party');
  if (['02', '07'].includes(advice.motive)) should(advice, seller.number !== '', '4375');
  if (WITH_SELLER.includes(advice.motive)) checkSeller(advice, seller);
  else should(advice, isEmpty(seller), '4054');
  const buyer = identityAt(advice.root, 'BuyerCustomerParty/Party');
  if (WITH_BUYER.includes(advice.motive)) checkBuyer(advice, buyer);
  else should(advice, isEmpty(buyer), '4377');
}

const isEmpty = (party: Identity): boolean => party.type === '' && party.number === '' && party.name === '';

function checkSeller(advice: Advice, seller: Identity): void {
  if (isEmpty(seller)) return;
  const { motive } = advice;
  must(seller.number !== '', '2723');
  must(seller.type !== '', '2552');
  const allowed = motive === '02' ? ['1', '4', '6', '7'] : motive === '07' ? ['6'] : [...IDENTITY_TYPES];
  must(allowed.includes(seller.type), '3447', seller.type);
  must(isIdentityNumber(seller), '2724', seller.number);
  if (motive !== '13') {
    must(!(seller.type === '6' && seller.number === issuerOf(advice).number), '3448', seller.number);
    const bills = referencesOf(advice, ['01', '03', '12']);
    const his = bills.some((one) => textAt(one, 'IssuerParty/PartyIdentification/ID') === seller.number);
    must(bills.length === 0 || his, '3442', seller.number);
  }
  must(seller.name !== '', '3449');
  should(advice, isText(seller.name, 1, 250), '4106');
}

function checkBuyer(advice: Advice, buyer: Identity): void {
  const sold = advice.motive === '03';
  if (sold) should(advice, buyer.number !== '', '4378');
  if (isEmpty(buyer)) return;
  must(buyer.number !== '', '3333');
  must(buyer.type !== '', '3331');
  must(IDENTITY_TYPES.has(buyer.type), '3332', buyer.type);
  if (sold) {
    const recipient = recipientOf(advice);
    must(!(buyer.type === '6' && buyer.number === issuerOf(advice).number), '3334', buyer.number);
    must(!(buyer.type === recipient.type && buyer.number === recipient.number), '3335', buyer.number);
  }
  must(isIdentityNumber(buyer), '3337', buyer.number);
  must(!sold || buyer.name !== '', '3339');
  if (buyer.name !== '') should(advice, isText(buyer.name, 1, 250), '4381');
}
