import { IDENTITY_TYPES } from '../../generated/catalogues.ts';
import { first, textAt, type XmlNode } from '../../xml.ts';
import { decimal, isText } from '../format.ts';
import { must } from './line.ts';
import type { SummaryContext } from './context.ts';

/** Soles from which a boleta names its buyer. */
const NAMED_FROM = 700;
const NEW_RULES = '2027-01-01';

/** The buyer of a line of an RC. */
export function checkCustomer({ reference, observed }: SummaryContext, line: XmlNode): void {
  const customer = first(line, 'AccountingCustomerParty');
  const total = first(line, 'TotalAmount');
  must(customer !== undefined || decimal(total?.text).lte(NAMED_FROM), '2514');
  if (customer === undefined) return;
  const number = textAt(customer, 'CustomerAssignedAccountID');
  const type = textAt(customer, 'AdditionalAccountID');
  must(number !== undefined, '2014');
  must(type !== undefined, '2015');
  must(type === '-' || IDENTITY_TYPES.has(type ?? ''), '2016', type);
  must(type !== '6' || /^\d{11}$/.test(number ?? ''), '2017', number);
  if (type === '1' && !/^\d{8}$/.test(number ?? '')) observed.add('4207');
  if (type !== '-' && type !== '1' && type !== '6' && !/^\S{1,20}$/.test(number ?? '')) observed.add('4208');
  if (reference < NEW_RULES) return;
  const name = textAt(customer, 'Party/PartyLegalEntity/RegistrationName') ?? '';
  must(isText(name, 3, 1500), '2022', name);
}
