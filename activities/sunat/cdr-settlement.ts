import type { Cdr } from '../../integrations/sunat/index.ts';
import type { Settlement } from '../../services/sunat/settlement.ts';

/** An acceptance proven by its CDR. */
export function cdrSettlement(
  kind: 'accepted' | 'observed',
  cdr: Cdr,
): Extract<Settlement, { kind: 'accepted' | 'observed' }> {
  return {
    kind,
    evidence: 'cdr',
    code: cdr.code,
    description: cdr.description,
    observations: cdr.observations,
    cdr: cdr.zip,
    ...(cdr.link ? { link: cdr.link } : {}),
    ...(cdr.receivedAt ? { receivedAt: cdr.receivedAt } : {}),
  };
}
