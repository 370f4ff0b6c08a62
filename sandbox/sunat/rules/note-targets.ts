import type { BillFacts } from '../facts.ts';
import { type BillName, billKey } from '../names.ts';
import { Rejection } from '../returns.ts';
import type { Store } from '../store.ts';
import { all, textAt, type XmlNode } from '../xml.ts';
import { decimal, sum } from './format.ts';

/** Codes of the rules on amended documents: credit note, debit note. */
const CODES = {
  unknown: ['2119', '2209'],
  voided: ['2120', '2207'],
  rejected: ['2121', '2208'],
} as const;

/**
 * The rules of a note that need SUNAT's list of receipts. They are found after the gate, so a failure is a CDR and uses the number up.
 * @returns observations. @throws Rejection 2119-2121 (2207-2209 debit notes), 2885, 3209, 3260, 3286.
 */
export function checkNoteTargets(store: Store, root: XmlNode, name: BillName, facts: BillFacts): string[] {
  if (name.type !== '07' && name.type !== '08') return [];
  const credit = name.type === '07';
  const reason = textAt(root, 'DiscrepancyResponse/ResponseCode');
  if (credit && reason === '10') return [];
  const references = all(root, 'BillingReference/InvoiceDocumentReference').filter(isElectronic);
  const targets = references.map((one) => target(store, name, one, credit));
  const strict = name.series.startsWith('F');
  const observations: string[] = [];
  const judge = (holds: boolean, error: string, observation: string): void => {
    if (holds) return;
    if (strict) throw new Rejection(error);
    observations.push(observation);
  };
  for (const one of targets) {
    if (facts.issueDate < one.facts.issueDate && !(reason === '03' && !credit)) throw new Rejection('2885');
    judge(one.facts.currency === facts.currency, '3209', '4368');
    if (credit && reason === '13' && !one.facts.onCredit) throw new Rejection('3260');
  }
  if (credit && targets.length > 0) {
    const amended = sum(targets.map((one) => decimal(one.facts.total)));
    judge(decimal(facts.total).lte(amended), '3286', '4028');
  }
  return observations;
}

/** Receipts of this channel; those of the portal (E001, EB01) and of paper are not in the list here. */
function isElectronic(reference: XmlNode): boolean {
  const type = textAt(reference, 'DocumentTypeCode') ?? '';
  return ['01', '03'].includes(type) && /^[FB]/.test(textAt(reference, 'ID') ?? '');
}

function target(store: Store, name: BillName, reference: XmlNode, credit: boolean) {
  const [series = '', number = ''] = (textAt(reference, 'ID') ?? '').split('-');
  const found = store.documents.get(billKey(name.ruc, textAt(reference, 'DocumentTypeCode') ?? '', series, number));
  const which = credit ? 0 : 1;
  if (found === undefined) throw new Rejection(CODES.unknown[which]);
  if (found.status === 'voided') throw new Rejection(CODES.voided[which]);
  if (found.status === 'rejected') throw new Rejection(CODES.rejected[which]);
  return found;
}
