import type { SummaryName } from '../../names.ts';
import type { Store } from '../../store.ts';
import { textAt, type XmlNode } from '../../xml.ts';
import { isText } from '../format.ts';
import type { SummaryContext, SummaryEffects } from './context.ts';
import { readDaily } from './daily.ts';
import { linesOf, must } from './line.ts';
import { readVoided } from './voided.ts';

/**
 * Reads a daily summary (sheet Resumen_Diario1_1), voided documents (Comunicacion_de_Baja1_0) or reversals
 * (Resumen_de_reversiones1_0). A summary is all or nothing.
 * @throws Rejection with the first error's code; its message names the line, where it is one's.
 */
export function readSummary(store: Store, root: XmlNode, name: SummaryName, today: string): SummaryEffects {
  checkHead(root, name, today);
  const lines = linesOf(root);
  checkLineIds(lines, name.kind === 'RC');
  const reference = textAt(root, 'ReferenceDate') ?? '';
  const context: SummaryContext = { store, name, reference, today, lines, observed: new Set() };
  const changes = name.kind === 'RC' ? readDaily(context) : { added: [], voided: readVoided(context) };
  return { ...changes, observations: [...context.observed] };
}

function checkHead(root: XmlNode, name: SummaryName, today: string): void {
  const daily = name.kind === 'RC';
  must((textAt(root, 'UBLVersionID') ?? '') !== '', '2075');
  must(textAt(root, 'UBLVersionID') === '2.0', '2074');
  must(textAt(root, 'CustomizationID') === (daily ? '1.1' : '1.0'), '2072');
  must(textAt(root, 'ID') === name.id, '2220');
  const issued = textAt(root, 'IssueDate') ?? '';
  const reference = textAt(root, 'ReferenceDate') ?? '';
  must(issued === name.date, '2346', issued);
  must(issued <= today, daily ? '2236' : '2301', issued);
  must(reference <= issued, '2671', reference);
  must(textAt(root, 'AccountingSupplierParty/CustomerAssignedAccountID') === name.ruc, '1034');
  const type = textAt(root, 'AccountingSupplierParty/AdditionalAccountID') ?? '';
  must(type !== '', daily ? '2219' : '2288');
  must(type === '6', daily ? '2218' : '2287');
  const issuer = textAt(root, 'AccountingSupplierParty/Party/PartyLegalEntity/RegistrationName');
  must(issuer !== undefined && issuer !== '', '2229');
  must(isText(issuer ?? '', 3, 100), '2228');
}

function checkLineIds(lines: readonly XmlNode[], daily: boolean): void {
  const ids = lines.map((line) => textAt(line, 'LineID') ?? '');
  for (const id of ids) {
    must(daily || id !== '', '2307', id);
    must(/^\d{1,5}$/.test(id), daily ? '2238' : '2305', id);
    must(Number(id) > 0, daily ? '2239' : '2306', id);
  }
  must(new Set(ids.map(Number)).size === ids.length, '2752');
}
