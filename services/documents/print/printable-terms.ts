import { Decimal, toQuantity } from '../../../domain/decimal.ts';
import { money, symbolOf } from './figures.ts';
import type { PrintableDetraction, PrintableTerms } from './types.ts';
import type { UblNode } from './ubl-node.ts';

const named = (root: UblNode, id: string): UblNode[] =>
  root.all('PaymentTerms').filter((terms) => terms.text('ID') === id);

/** Forma de pago with its instalments; undefined where the document has none (boletas, most notes). */
export function printableTerms(root: UblNode): PrintableTerms | undefined {
  const terms = named(root, 'FormaPago');
  const credit = terms.find((node) => node.text('PaymentMeansID') === 'Credito');
  if (!credit) return terms.length > 0 ? { label: 'Contado', instalments: [] } : undefined;
  const instalments = terms.flatMap((node) => {
    const number = /^Cuota(\d+)$/.exec(node.text('PaymentMeansID') ?? '')?.[1];
    if (number === undefined) return [];
    return [{ number, amount: node.text('Amount') ?? '0', dueDate: node.text('PaymentDueDate') ?? '' }];
  });
  return { label: 'Crédito', pending: credit.text('Amount'), instalments };
}

/** Detracción (SPOT): the buyer deposits a part in the issuer's account at the Banco de la Nación. */
export function printableDetraction(root: UblNode): PrintableDetraction | undefined {
  const [terms] = named(root, 'Detraccion');
  const means = root.all('PaymentMeans').find((node) => node.text('ID') === 'Detraccion');
  if (!terms || !means) return undefined;
  return {
    code: terms.text('PaymentMeansID') ?? '',
    account: means.text('PayeeFinancialAccount/ID') ?? '',
    percent: toQuantity(terms.text('PaymentPercent') ?? '0'),
    amount: terms.text('Amount') ?? '0',
  };
}

/** Percentage of a factor, `0.03` as ` (3 %)`. */
const percent = (factor: string | undefined): string =>
  factor === undefined ? '' : ` (${toQuantity(new Decimal(factor).times('100'))} %)`;

/** Perception (catalogue 53: 51 to 53) and retention of IGV (62), as sentences. Perceptions are always in soles. */
export function withholdings(root: UblNode, currency: string): string[] {
  const [perception] = named(root, 'Percepcion');
  return root.all('AllowanceCharge').flatMap((charge) => {
    const code = charge.text('AllowanceChargeReasonCode') ?? '';
    const factor = percent(charge.text('MultiplierFactorNumeric'));
    const amount = money(charge.text('Amount') ?? '0');
    if (['51', '52', '53'].includes(code)) {
      const total = perception ? `; total con percepción S/ ${money(perception.text('Amount') ?? '0')}` : '';
      return [`Percepción del IGV${factor}: S/ ${amount}${total}`];
    }
    return code === '62' ? [`Retención del IGV${factor}: ${symbolOf(currency)} ${amount}`] : [];
  });
}
