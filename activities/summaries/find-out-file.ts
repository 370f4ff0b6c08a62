import type { NamedLines } from '../../domain/fiscal/summary/after-rejection.ts';
import type { ServiceContext } from '../../services/context.ts';
import { documentsToAsk } from '../../services/summaries/documents-to-ask.ts';
import type { SummaryDossier } from '../../services/summaries/summary-dossier.ts';
import type { SunatDeps } from '../sunat/deps.ts';
import { askValidity } from '../sunat/find-out.ts';
import type { Target } from '../sunat/target.ts';

/** What SUNAT's lists say of a file whose answer is lost, by some of its documents. */
export type FileFinding =
  /** They stand as the file says: it was taken. */
  | 'taken'
  | 'not_taken'
  /** Some do and some do not, which an all-or-nothing file cannot explain. */
  | 'mixed'
  /** Nobody can be asked. */
  | 'unsupported'
  /** The question itself failed. */
  | 'later';

export interface FileQuestion {
  readonly deps: SunatDeps;
  readonly ctx: ServiceContext;
  readonly dossier: SummaryDossier;
  readonly target: Target;
  readonly signal: AbortSignal;
}

/** The documents that an answer names as told before, and that SUNAT's lists have as ours; none where nobody can be asked. */
export async function findInformed(question: FileQuestion, named: NamedLines): Promise<readonly string[]> {
  const { deps, ctx, dossier } = question;
  const informed: string[] = [];
  for (const document of await documentsToAsk(deps.services, ctx, dossier.summaryId, named)) {
    const outcome = await askValidity(question, { ...document, ruc: dossier.ruc });
    if (outcome.kind === 'registered' && outcome.state === 'accepted') informed.push(document.documentId);
  }
  return informed;
}

/** Asks the validity query about some documents of the file. */
export async function findOutFile(question: FileQuestion): Promise<FileFinding> {
  const { deps, ctx, dossier } = question;
  const found = new Set<FileFinding>();
  for (const document of await documentsToAsk(deps.services, ctx, dossier.summaryId)) {
    const outcome = await askValidity(question, { ...document, ruc: dossier.ruc });
    switch (outcome.kind) {
      case 'registered':
        found.add(outcome.state === (document.condition === '3' ? 'voided' : 'accepted') ? 'taken' : 'not_taken');
        break;
      case 'not_found':
        found.add('not_taken');
        break;
      case 'not_supported':
      case 'configuration_error':
        return 'unsupported';
      case 'retryable':
      case 'unknown':
        return 'later';
    }
  }
  const [only, ...others] = found;
  return only === undefined || others.length > 0 ? 'mixed' : only;
}
