import { isBoletaFamily, type SentDocumentType } from '../../domain/fiscal/deadlines.ts';
import type { BreakerOpen, SunatOutcome } from '../../integrations/sunat/index.ts';
import type { Settlement } from '../../services/sunat/settlement.ts';
import { cdrSettlement } from './cdr-settlement.ts';
import type { Finding } from './find-out.ts';

/** An answer to a send that is only understood after SUNAT was asked what it holds. */
export type OpenAnswer = Extract<SunatOutcome, { kind: 'already_registered' | 'consult_first' }>;

/** What a plain answer means; an open one is given back. `unresolved`: an earlier attempt may have arrived. */
export function judgeAnswer(outcome: SunatOutcome | BreakerOpen, unresolved: boolean): Settlement | OpenAnswer {
  switch (outcome.kind) {
    case 'accepted':
    case 'observed':
      return cdrSettlement(outcome.kind, outcome.cdr);
    case 'rejected':
    case 'out_of_time': {
      const { kind, code, description, cdr } = outcome;
      return { kind, code, description, ...(cdr ? { cdr: cdr.zip } : {}) };
    }
    case 'not_registered': {
      const { kind, code, description } = outcome;
      return { kind, code, description };
    }
    case 'configuration_error': {
      const { kind, code, description, cause } = outcome;
      return { kind, code, description, certificate: cause === 'certificate' };
    }
    case 'retryable':
      if (outcome.code === 'breaker_open') return { kind: 'waiting', unresolved };
      return { kind: 'retryable', code: outcome.code, description: outcome.description, unresolved };
    case 'unknown':
      return { kind: 'unknown', code: outcome.code, description: outcome.description };
    case 'already_registered':
    case 'consult_first':
      return outcome;
  }
}

type Numbered = { readonly type: SentDocumentType; readonly series: string };

/** What an open answer means once it is known what SUNAT holds. */
export function judgeFinding(answer: OpenAnswer, document: Numbered, finding: Finding): Settlement {
  const { code, description } = answer;
  switch (finding.kind) {
    case 'ours':
    case 'refused':
      return finding.settlement;
    case 'other':
      return { kind: 'numbering_alarm', code, description: finding.description };
    case 'later':
      return { kind: 'unknown', code, description };
    case 'absent':
      // A refusal that registered nothing leaves the number free; "registered" and "absent" together is asked again.
      return answer.kind === 'consult_first'
        ? { kind: 'not_registered', code, description }
        : { kind: 'unknown', code, description };
    case 'not_listed':
      return { kind: 'numbering_alarm', code, description };
    case 'unsupported':
      if (answer.kind === 'already_registered') return { kind: 'validity_query_missing', code, description };
      return isBoletaFamily(document.type, document.series)
        ? { kind: 'rejected', code, description }
        : { kind: 'not_registered', code, description };
  }
}
