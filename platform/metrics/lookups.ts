import { Counter, type Registry } from 'prom-client';

export interface LookupMetrics {
  /** One public look-up of a document by what came of it (`found`, `file`, `not_found`, `limited`, `invalid`). */
  observe(outcome: string): void;
}

/** Public look-ups by outcome; misses that rise are somebody who guesses. */
export function createLookupMetrics(registry: Registry): LookupMetrics {
  const lookups = new Counter({
    name: 'hub_document_lookups_total',
    help: 'Public look-ups of documents by outcome.',
    labelNames: ['outcome'],
    registers: [registry],
  });
  return { observe: (outcome) => lookups.inc({ outcome }) };
}
