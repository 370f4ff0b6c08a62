import type { StoredWarning } from '../db/entities/sale.ts';
import type { Tx } from '../db/tx.ts';
import type { FieldIssue } from '../domain/errors.ts';

/** A warning as the contract shows it. */
export const showWarning = ({ pointer, code, detail, sunatCode }: StoredWarning) => ({
  ...{ pointer, code, detail },
  sunat_code: sunatCode ?? null,
});

/** Keeps with a sale what SUNAT would observe in its document; most have nothing, and nothing is written then. */
export function keepWarnings(tx: Tx, saleId: string, warnings: readonly FieldIssue[]): void {
  if (warnings.length === 0) return;
  const values = [tx.companyId, saleId, JSON.stringify(warnings)];
  tx.write('update sale set warnings = $3 where company_id = $1 and id = $2', values);
}
