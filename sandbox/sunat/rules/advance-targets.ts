import { billKey, type BillName } from '../names.ts';
import { Rejection } from '../returns.ts';
import type { Store } from '../store.ts';
import { textAt, type XmlNode } from '../xml.ts';
import { advancesOf } from './advances.ts';

/** Types of catalogue 12 in catalogue 01. */
const TYPES: Readonly<Record<string, string>> = { '02': '01', '03': '03' };

/**
 * The issuer's own receipts for advances are known and stand; those of others and of the portal are not in the list
 * here. Found after the gate: a failure is a CDR. @throws Rejection 3218.
 */
export function checkAdvanceTargets(store: Store, root: XmlNode, name: BillName): void {
  for (const one of advancesOf(root)) {
    const number = textAt(one, 'ID') ?? '';
    const own = textAt(one, 'IssuerParty/PartyIdentification/ID') === name.ruc;
    if (!own || !/^[FB]/.test(number)) continue;
    const type = TYPES[textAt(one, 'DocumentTypeCode') ?? ''] ?? '';
    const [series = '', digits = ''] = number.split('-');
    if (store.documents.get(billKey(name.ruc, type, series, digits))?.status !== 'accepted')
      throw new Rejection('3218', number);
  }
}
