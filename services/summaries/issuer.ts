import type { Tx } from '../../db/tx.ts';
import { HubError } from '../../domain/errors.ts';
import { issuerName } from '../../domain/fiscal/summary/names.ts';
import { fiscalReadiness } from '../sales/fiscal-readiness.ts';

/** Who makes a file, and what it signs with. */
export interface SummaryIssuer {
  readonly ruc: string;
  readonly name: string;
  /** Null where it cannot sign or send now; `refusal` says why. */
  readonly certificateId: string | null;
  readonly refusal: HubError | undefined;
}

interface Row {
  readonly ruc: string;
  readonly name: string;
  readonly certificate_id: string | null;
  readonly certificate_ruc: string | null;
  readonly not_before: Date | string | null;
  readonly not_after: Date | string | null;
  readonly has_credentials: boolean;
}

/**
 * Locks the company for who makes files, one at a time: the next correlativo and the pool of documents are theirs until
 * the commit. Sales are not held up (they lock the company's key only).
 */
export async function lockIssuer(tx: Tx, now: Date): Promise<SummaryIssuer> {
  await tx.sql('select 1 from company where id = $1 for no key update', [tx.companyId]);
  const [row] = await tx.sql<Row>(
    `select c.ruc, c.name, k.id as certificate_id, k.ruc as certificate_ruc,
            k.not_before, k.not_after,
            exists (select from sunat_credentials s
                     where s.company_id = c.id and s.environment = c.sunat_environment) as has_credentials
       from company c left join sunat_certificate k on k.company_id = c.id and k.active where c.id = $1`,
    [tx.companyId],
  );
  if (!row) throw new Error('The company of the transaction does not exist');
  const [issue] = fiscalReadiness(row, now);
  return {
    ruc: row.ruc,
    name: issuerName(row.name),
    certificateId: row.certificate_id,
    refusal: issue && new HubError('conflict', issue.code, issue.detail, { issues: [issue] }),
  };
}
