import type { VoidProcess } from '../../api/void-process.ts';

/** Voids nothing: the API's part ends with what it committed. */
export const inlineVoidProcess = (): VoidProcess => ({
  waitFor: () => Promise.resolve(),
  start: () => Promise.resolve(),
  decide: () => Promise.resolve(undefined),
  earlier: () => Promise.resolve(undefined),
});
