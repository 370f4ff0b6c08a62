import type { DocumentStatus } from '../../db/entities/document.ts';
import { inCompany, outsideCompanies } from '../../db/tx.ts';
import { HubError, notFound } from '../../domain/errors.ts';
import { fullNumber } from '../../domain/fiscal/invoice.ts';
import type { ServiceDeps } from '../deps.ts';
import { parseInput } from '../input.ts';
import { HAS_SUMMARY_CDR } from '../summaries/summary-cdr.ts';
import { countAddress, countGuess, type LookupLimits } from './limits.ts';
import { LookUp, type LookUpInput, type LookupFormat } from './look-up-input.ts';

/** What the look-up needs besides the services. */
export interface Lookups {
  readonly limits: LookupLimits;
  /** Counts what came of a look-up, for metrics. */
  readonly observe: (outcome: LookupOutcome) => void;
}
export type LookupOutcome = 'found' | 'file' | 'not_found' | 'limited' | 'invalid';

export interface FoundDocument {
  readonly companyId: string;
  readonly id: string;
  readonly input: LookUpInput;
  readonly fullNumber: string;
  readonly currency: string;
  readonly total: string;
  readonly status: DocumentStatus;
  readonly issuer: { readonly ruc: string; readonly name: string };
  /** Issued in a test environment: no tax document at all. */
  readonly test: boolean;
  /** What there is to fetch; nothing of a document without effect, and only the marked paper of a voided one. */
  readonly formats: readonly LookupFormat[];
}

interface Row {
  readonly currency: string;
  readonly total: string;
  readonly status: DocumentStatus;
  readonly name: string;
  readonly environment: string;
  readonly has_cdr: boolean;
}

const READ = `
  select d.currency, d.total::text as total, d.status, c.name, d.environment, exists (
           select 1 from document_file f where f.company_id = d.company_id and f.document_id = d.id and f.kind = 'cdr'
         ) or ${HAS_SUMMARY_CDR} as has_cdr
    from fiscal_document d join company c on c.id = d.company_id
   where d.company_id = $1 and d.id = $2`;

const WITHOUT_EFFECT: readonly DocumentStatus[] = ['rejected', 'expired'];

function formatsOf({ status, has_cdr }: Row): LookupFormat[] {
  if (WITHOUT_EFFECT.includes(status)) return [];
  if (status === 'voided') return ['pdf', 'ticket'];
  return ['pdf', 'ticket', 'xml', ...(has_cdr ? (['cdr'] as const) : [])];
}

/** The ids of the one document that all six name. One statement whatever is wrong, so that the time tells nothing. */
async function idsOf(deps: ServiceDeps, input: LookUpInput) {
  const { ruc, type, series, number, date, total } = input;
  const [found] = await outsideCompanies(deps.orm, (tx) =>
    tx.sql<{ company_id: string; id: string }>('select company_id, id from lookup_document($1, $2, $3, $4, $5, $6)', [
      ...[ruc, type, series, Number(number), date, total],
    ]),
  );
  return found;
}

async function read(deps: ServiceDeps, companyId: string, id: string, input: LookUpInput): Promise<FoundDocument> {
  const [row] = await inCompany(deps.orm, companyId, (tx) => tx.sql<Row>(READ, [companyId, id]));
  if (!row) throw notFound();
  return {
    ...{ companyId, id, input, currency: row.currency, total: row.total, status: row.status },
    fullNumber: fullNumber(input.series, Number(input.number)),
    issuer: { ruc: input.ruc, name: row.name },
    test: ['sandbox', 'beta'].includes(row.environment),
    formats: formatsOf(row),
  };
}

/**
 * Finds a document for who holds its paper, by all six things at once; nothing is said about which one is wrong.
 * @throws HubError 422 with pointers, 429 `too_many_attempts`, 404 `document_not_found` for any mismatch
 */
export async function lookUpDocument(
  deps: ServiceDeps,
  { limits }: Lookups,
  query: unknown,
  address: string,
): Promise<FoundDocument> {
  const input = parseInput(LookUp, query);
  await countAddress(limits, address);
  const ids = await countGuess(limits, input, () => idsOf(deps, input));
  if (ids) return read(deps, ids.company_id, ids.id, input);
  const detail = 'No hay un comprobante con esos datos. Revíselos: deben ser los mismos que están impresos.';
  throw new HubError('not_found', 'document_not_found', detail);
}
