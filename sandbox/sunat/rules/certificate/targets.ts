import { billKey, type BillName } from '../../names.ts';
import { Rejection } from '../../returns.ts';
import type { DocumentRecord, Store } from '../../store.ts';
import { all, first, textAt, type XmlNode } from '../../xml.ts';
import { SHAPES } from './shape.ts';

/**
 * A percepcion is over the issuer's own receipts: they are known, of that date, sold on credit (a cash sale perceives
 * by itself) and without a percepcion of their own. Found after the gate: a failure is a CDR.
 * @throws Rejection 2609, 2610, 3312, 3328, 3329.
 */
export function checkPerceived(store: Store, root: XmlNode, name: BillName): void {
  const shape = SHAPES[name.type];
  if (name.type !== '40' || shape === undefined) return;
  for (const one of all(root, shape.reference)) {
    const type = first(one, 'ID')?.attrs.schemeID ?? '';
    const id = textAt(one, 'ID') ?? '';
    if (!['01', '03', '07', '08'].includes(type) || !/^[FB]/.test(id)) continue;
    const [series = '', number = ''] = id.split('-');
    const found = store.documents.get(billKey(name.ruc, type, series, number));
    if (found === undefined) {
      if (id.startsWith('F')) throw new Rejection('2609', id);
      continue;
    }
    if (found.facts.issueDate !== textAt(one, 'IssueDate')) throw new Rejection('2610', id);
    checkSale(found, type);
  }
}

function checkSale({ facts }: DocumentRecord, type: string): void {
  const perceived = facts.perceived === true;
  if (type === '01' && perceived) throw new Rejection('3312', facts.id);
  if (type === '03' && perceived) throw new Rejection('3328', facts.id);
  if (type === '01' && !facts.onCredit) throw new Rejection('3329', facts.id);
}
