import { isCertificate } from '../../domain/fiscal/certificates/facts.ts';
import { isBoletaFamily } from '../../domain/fiscal/deadlines.ts';
import type { Cdr, ConsultOutcome, ValidityOutcome } from '../../integrations/sunat/index.ts';
import type { ServiceContext } from '../../services/context.ts';
import type { Dossier } from '../../services/sunat/dossier.ts';
import { mayHaveArrived } from '../../services/sunat/plan-send.ts';
import { recordConsult } from '../../services/sunat/record-consult.ts';
import type { Settlement } from '../../services/sunat/settlement.ts';
import { cdrSettlement } from './cdr-settlement.ts';
import type { SunatDeps } from './deps.ts';
import type { Target } from './target.ts';

/** What SUNAT says about a number of ours whose fate is not known. */
export type Finding =
  /** It holds our document, or refused it: this is the answer. */
  | { readonly kind: 'ours'; readonly settlement: Settlement }
  /** It holds the number with other content. */
  | { readonly kind: 'other'; readonly code: string; readonly description: string }
  /** It does not hold the number. */
  | { readonly kind: 'absent' }
  /** The validity query does not list it, which proves nothing about a fresh boleta. */
  | { readonly kind: 'not_listed' }
  /** Nobody can be asked in this environment, or the query is not set up. */
  | { readonly kind: 'unsupported' }
  /** The question itself failed. */
  | { readonly kind: 'later' | 'refused'; readonly settlement: Settlement };

export interface Question {
  readonly deps: SunatDeps;
  readonly ctx: ServiceContext;
  readonly dossier: Dossier;
  readonly target: Target;
  readonly signal: AbortSignal;
}

/** Asks about a document: facturas (and their notes) by getStatusCdr, which gives the CDR back, boletas by the validity query. */
export async function findOut(question: Question): Promise<Finding> {
  // Neither service knows certificates.
  if (isCertificate(question.dossier.type)) return { kind: 'unsupported' };
  return isBoletaFamily(question.dossier.type, question.dossier.series) ? findBoleta(question) : findFactura(question);
}

async function findFactura(question: Question): Promise<Finding> {
  const outcome = await askCdr(question);
  switch (outcome.kind) {
    case 'not_found':
      return { kind: 'absent' };
    case 'not_supported':
      return { kind: 'unsupported' };
    case 'retryable':
    case 'unknown':
      return { kind: 'later', settlement: { kind: 'unknown', code: outcome.code, description: outcome.description } };
    case 'configuration_error':
      return { kind: 'refused', settlement: { ...outcome, certificate: false } };
    case 'registered':
      return registered(question, outcome);
  }
}

async function registered(
  question: Question,
  outcome: Extract<ConsultOutcome, { kind: 'registered' }>,
): Promise<Finding> {
  const { state, code, description, cdr } = outcome;
  if (state === 'voided') return { kind: 'other', code, description };
  if (state === 'rejected') {
    return { kind: 'ours', settlement: { kind: 'rejected', code, description, ...(cdr ? { cdr: cdr.zip } : {}) } };
  }
  if (!cdr) {
    const found = await findBoleta(question);
    return found.kind === 'ours' || found.kind === 'later'
      ? found
      : { kind: 'later', settlement: { kind: 'unknown', code, description } };
  }
  if (!(await isOurs(question, cdr))) return { kind: 'other', code: '1033', description };
  return { kind: 'ours', settlement: cdrSettlement(state, cdr) };
}

/** Digest where the CDR repeats it (OSE); date and amount by the validity query; else that we sent it before. */
async function isOurs(question: Question, cdr: Cdr): Promise<boolean> {
  const { dossier } = question;
  if (cdr.documentHash) return cdr.documentHash === dossier.hash;
  if (!mayHaveArrived(dossier)) return false;
  const validity = await askValidity(question, question.dossier);
  return validity.kind !== 'not_found' && !(validity.kind === 'registered' && validity.state === 'voided');
}

async function findBoleta(question: Question): Promise<Finding> {
  const outcome = await askValidity(question, question.dossier);
  switch (outcome.kind) {
    case 'registered': {
      const { description, observations, state, code } = outcome;
      if (state === 'voided' || !mayHaveArrived(question.dossier)) return { kind: 'other', code, description };
      const texts = observations.map((text) => ({ code: '', text }));
      return {
        kind: 'ours',
        settlement: { kind: 'accepted', evidence: 'validity_query', code: null, description, observations: texts },
      };
    }
    case 'not_found':
      return { kind: 'not_listed' };
    case 'not_supported':
    case 'configuration_error':
      // The validity query has credentials of its own: without them sending goes on as if there were no query.
      return { kind: 'unsupported' };
    case 'retryable':
    case 'unknown':
      return { kind: 'later', settlement: { kind: 'unknown', code: outcome.code, description: outcome.description } };
  }
}

async function askCdr({ deps, ctx, dossier, target, signal }: Question): Promise<ConsultOutcome> {
  const { ruc, type, series, number, documentId, fileVersion } = dossier;
  const endpoint = target.endpoints.consult ?? 'none';
  const options = { signal, requestId: ctx.requestId };
  const outcome = await deps.breakers.run(endpoint, documentId, () =>
    deps.client.getStatusCdr(target.endpoints, target.credentials, { ruc, type, series, number }, options),
  );
  const { kind, code, description } = outcome;
  const end = { outcome: kind === 'registered' ? outcome.state : kind, code, description };
  await recordConsult(deps.services, ctx, { documentId, operation: 'getStatusCdr', fileVersion }, end);
  return outcome;
}

/** What the validity query needs of a document. */
export type ValidityDocument = Pick<
  Dossier,
  'ruc' | 'type' | 'series' | 'number' | 'issueDate' | 'total' | 'documentId' | 'fileVersion'
>;

/** Asks the validity query about a document and notes the question with its answer. */
export async function askValidity(
  { deps, ctx, target, signal }: Omit<Question, 'dossier'>,
  { ruc, type, series, number, issueDate, total, documentId, fileVersion }: ValidityDocument,
): Promise<ValidityOutcome> {
  const endpoint = target.endpoints.validity ?? 'none';
  const question = { ruc, type, series, number, issueDate, total };
  const options = { signal, requestId: ctx.requestId };
  const outcome = await deps.breakers.run(endpoint, documentId, () =>
    deps.client.queryValidity(target.endpoints, target.credentials, question, options),
  );
  const { kind, code, description } = outcome;
  const end = { outcome: kind === 'registered' ? outcome.state : kind, code, description };
  await recordConsult(deps.services, ctx, { documentId, operation: 'validity', fileVersion }, end);
  return outcome;
}
