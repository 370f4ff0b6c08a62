/** Every process of the hub; the worker's bundle begins here. */
export { certificateToCdr } from './certificate-to-cdr/workflow.ts';
export { completenessWatch } from './completeness-watch/workflow.ts';
export { dailySummaryTick } from './daily-summary/tick.ts';
export { dailySummary } from './daily-summary/workflow.ts';
export { despatchAdvice } from './despatch-advice/workflow.ts';
export { noteToCdr } from './note-to-cdr/workflow.ts';
export { saleToCdr } from './sale-to-cdr/workflow.ts';
export { voidDocument } from './void-document/workflow.ts';
