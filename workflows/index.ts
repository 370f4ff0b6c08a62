/** Every process of the hub; the worker's bundle begins here. */
export { noteToCdr } from './note-to-cdr/workflow.ts';
export { saleToCdr } from './sale-to-cdr/workflow.ts';
