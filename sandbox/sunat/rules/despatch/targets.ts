import { billKey, type DespatchName } from '../../names.ts';
import { Refusal } from '../../returns.ts';
import type { Store } from '../../store.ts';
import { textAt, type XmlNode } from '../../xml.ts';
import { readAdvice, recipientOf, referencesOf } from './advice.ts';

/**
 * A carrier's guide over senders' guides: they exist, and go to the same recipient. Senders that never sent a guide
 * here are not known here, and theirs are let pass.
 * @throws Refusal 3433 no such guide, 3434 another recipient.
 */
export function checkSenderGuides(store: Store, root: XmlNode, name: DespatchName): void {
  if (name.type !== '31') return;
  const advice = readAdvice(root, name);
  for (const one of referencesOf(advice, ['09'], true)) {
    const sender = textAt(one, 'IssuerParty/PartyIdentification/ID') ?? '';
    if (!knowsSender(store, sender)) continue;
    const id = textAt(one, 'ID') ?? '';
    const [series = '', number = ''] = id.split('-');
    const found = store.documents.get(billKey(sender, '09', series, number));
    if (found?.status !== 'accepted') throw new Refusal('3433', id);
    const recipient = recipientOf(advice);
    const same = found.facts.customerType === recipient.type && found.facts.customerNumber === recipient.number;
    if (!same) throw new Refusal('3434', id);
  }
}

const knowsSender = (store: Store, ruc: string): boolean =>
  [...store.documents.values()].some((one) => one.ruc === ruc && one.type === '09');
