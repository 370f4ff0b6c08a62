/** Every process of the hub; the worker's bundle begins here. */
export { completenessWatch } from './completeness-watch/workflow.ts';
export { noteToCdr } from './note-to-cdr/workflow.ts';
export { saleToCdr } from './sale-to-cdr/workflow.ts';
