import type { FieldIssue } from '../../domain/errors.ts';
import type { Buyer } from './buyer.ts';
import type { SoldSaleLine } from './load-sale-lines.ts';

/** What a reissue may change; goods, quantities, prices and totals never. Lines by their number, from 1. */
export interface SaleChanges {
  readonly customer?: {
    readonly documentType: string;
    readonly documentNumber: string;
    readonly name: string;
    readonly email?: string;
    readonly phone?: string;
    readonly address?: string;
  };
  readonly lines?: readonly {
    readonly line: number;
    readonly description?: string;
    readonly igvAffectation?: string;
    readonly sunatCode?: string;
  }[];
}

/** The changed buyer, or the one of the sale. */
export function changedBuyer(buyer: Buyer | undefined, changes: SaleChanges | undefined): Buyer | undefined {
  const customer = changes?.customer;
  if (!customer) return buyer;
  return {
    document_type: customer.documentType,
    document_number: customer.documentNumber,
    name: customer.name,
    ...(customer.email !== undefined && { email: customer.email }),
    ...(customer.phone !== undefined && { phone: customer.phone }),
    ...(customer.address !== undefined && { address: customer.address }),
  };
}

/** The lines with their changes; a line number that the sale does not have goes to `issues`. */
export function changedLines(
  lines: readonly SoldSaleLine[],
  changes: SaleChanges | undefined,
  issues: FieldIssue[],
): readonly SoldSaleLine[] {
  const byNumber = new Map((changes?.lines ?? []).map((entry, index) => [entry.line, { entry, index }]));
  for (const [number, { index }] of byNumber)
    if (!lines.some((line) => line.line === number))
      issues.push({
        pointer: `/changes/lines/${index}/line`,
        code: 'not_found',
        detail: 'La venta no tiene esa línea.',
      });
  return lines.map((line) => {
    const entry = byNumber.get(line.line)?.entry;
    if (!entry) return line;
    return {
      ...line,
      ...(entry.description !== undefined && { description: entry.description }),
      ...(entry.igvAffectation !== undefined && { igvAffectation: entry.igvAffectation }),
      ...(entry.sunatCode !== undefined && { sunatCode: entry.sunatCode }),
    };
  });
}

/** Pointers of the document's checks name the sale's request; a decision has its changes one level down. */
export const inChanges = (issues: readonly FieldIssue[]): readonly FieldIssue[] =>
  issues.map((issue) =>
    /^\/(customer|lines)(\/|$)/.test(issue.pointer) ? { ...issue, pointer: `/changes${issue.pointer}` } : issue,
  );
