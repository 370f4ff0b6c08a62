import type { Invoice } from '../../domain/fiscal/invoice.ts';
import type { PricedLine } from '../../domain/sale/types.ts';

/**
 * One thing done wrong to a good document, and the code SUNAT gives for it on a factura and on a boleta (null: the type
 * cannot have it).
 */
export interface Mutation {
  readonly title: string;
  readonly codes: readonly [factura: string | null, boleta: string | null];
  /** The spoilt document; null where there is nothing to spoil. */
  readonly spoil: (invoice: Invoice) => Invoice | null;
  /** What the sandbox says instead, and why. */
  readonly sandbox?: { readonly says: string; readonly because: string };
}

export const plus = (text: string | undefined, more: string): string => (Number(text ?? '0') + Number(more)).toFixed(2);

type Same = readonly [string, string];
export const both = (code: string): Same => [code, code];
export const factura = (code: string): readonly [string, null] => [code, null];
export const boleta = (code: string): readonly [null, string] => [null, code];

/** Something on the first line that fits. */
export const line =
  (change: (line: PricedLine) => Partial<PricedLine>, fits: (line: PricedLine) => boolean = () => true) =>
  (invoice: Invoice): Invoice | null => {
    const at = invoice.lines.findIndex(fits);
    if (at === -1) return null;
    return { ...invoice, lines: invoice.lines.map((one, index) => (index === at ? { ...one, ...change(one) } : one)) };
  };
