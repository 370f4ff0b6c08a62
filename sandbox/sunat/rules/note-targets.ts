import type { Decimal } from 'decimal.js';
import type { BillFacts } from '../facts.ts';
import { type BillName, billKey } from '../names.ts';
import { Rejection } from '../returns.ts';
import type { DocumentRecord, Store } from '../store.ts';
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
 * The sum of a receipt's credit notes is bounded by its total, not just each note.
 * @returns observations. @throws Rejection 2119-2121 (2207-2209 debit notes), 2885, 3209, 3260, 3286, 3320, 3321, 3503.
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
    const total = decimal(facts.total).plus(creditedBefore(store, name.ruc, targets));
    if (strict || facts.issueDate < NEW_RULES) judge(total.lte(amended), '3286', '4028');
    else if (total.gt(amended)) throw new Rejection('3503');
    if (reason === '13') checkTerms(root, targets);
  }
  return observations;
}

/** From this issue date on the total binds notes of boletas too. */
const NEW_RULES = '2027-01-01';

/** What standing credit notes took from the same receipts before. */
function creditedBefore(store: Store, ruc: string, targets: readonly DocumentRecord[]): Decimal {
  const keys = targets.map((one) => `${one.type}-${one.series}-${one.number}`);
  const before = [...store.documents.values()].filter(
    (one) =>
      one.type === '07' &&
      one.ruc === ruc &&
      one.status === 'accepted' &&
      one.facts.amends?.some((key) => keys.includes(key)) === true,
  );
  return sum(before.map((one) => decimal(one.facts.total)));
}

/** New terms of a factura (kind 13): within its total, and due after its date. */
function checkTerms(root: XmlNode, targets: readonly DocumentRecord[]): void {
  const [factura] = targets;
  if (factura === undefined) return;
  for (const term of all(root, 'PaymentTerms').filter((one) => textAt(one, 'ID') === 'FormaPago')) {
    const means = textAt(term, 'PaymentMeansID') ?? '';
    if (means === 'Credito' && decimal(textAt(term, 'Amount')).gt(decimal(factura.facts.total)))
      throw new Rejection('3320');
    const due = textAt(term, 'PaymentDueDate');
    if (means.startsWith('Cuota') && due !== undefined && due <= factura.facts.issueDate) throw new Rejection('3321');
  }
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
