/** Every process of the hub; the worker's bundle begins here. */
export { saleToCdr } from './sale-to-cdr/workflow.ts';
