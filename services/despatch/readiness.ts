import type { Tx } from '../../db/tx.ts';
import type { FieldIssue } from '../../domain/errors.ts';
import { fiscalReadiness } from '../sales/fiscal-readiness.ts';
import type { Place } from '../sales/load-place.ts';

/**
 * Why the company could not issue a guía now: as for other documents, and the client of SUNAT's REST service, which has
 * no test environment of its own (beta).
 */
export async function despatchReadiness(tx: Tx, place: Place, now: Date): Promise<FieldIssue[]> {
  const issues = fiscalReadiness(place, now);
  const [access] = await tx.sql<{ environment: string; has_client: boolean }>(
    `select c.sunat_environment as environment, exists (select from sunat_credentials k
              where k.company_id = c.id and k.environment = c.sunat_environment and k.client_id is not null
                and k.client_secret is not null) as has_client
       from company c where c.id = $1`,
    [tx.companyId],
  );
  if (access?.environment === 'beta') {
    const detail = 'SUNAT no tiene un ambiente de pruebas (beta) para guías de remisión.';
    issues.push({ pointer: '', code: 'gre_not_available', detail });
  } else if (!access?.has_client) {
    const detail = 'Faltan las credenciales de API SUNAT (client_id y client_secret) para enviar guías.';
    issues.push({ pointer: '', code: 'gre_client_missing', detail });
  }
  return issues;
}
