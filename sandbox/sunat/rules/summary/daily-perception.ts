import { PERCEPTION_RATES } from '../../generated/regime-rates.ts';
import { first, textAt, type XmlNode } from '../../xml.ts';
import { decimal, isAmount, near } from '../format.ts';
import { must } from './line.ts';

/** The percepcion of a boleta in an RC; who is its agent is in a list that is not known here. */
export function checkPerception(line: XmlNode, type: string, action: string): void {
  const perception = first(line, 'SUNATPerceptionSummaryDocumentReference');
  if (perception === undefined) return;
  must(type === '03' && action !== '2', '2986');
  const system = textAt(perception, 'SUNATPerceptionSystemCode') ?? '';
  const rate = PERCEPTION_RATES[system];
  must(rate !== undefined, '2517', system);
  const percent = textAt(perception, 'SUNATPerceptionPercent') ?? '';
  must(decimal(percent).eq(decimal(rate)), '2891', percent);
  const part = (name: string, code: string) => {
    const node = first(perception, name);
    must(isAmount(node?.text ?? '') && decimal(node?.text).gt(0), code, node?.text);
    return { amount: decimal(node?.text), currency: node?.attrs.currencyID };
  };
  const perceived = part('TotalInvoiceAmount', '2893');
  const base = part('TaxableAmount', '2897');
  const cashed = part('SUNATTotalCashed', '2895');
  must(perceived.currency === 'PEN', '2685', perceived.currency);
  must(cashed.currency === 'PEN', '2690', cashed.currency);
  const total = first(line, 'TotalAmount');
  if (total?.attrs.currencyID !== 'PEN') return;
  must(near(perceived.amount, base.amount.times(percent).div(100)), '2608');
  must(near(cashed.amount, decimal(total.text).plus(perceived.amount)), '2608');
}
