import type { DespatchDraft } from './types.ts';

/** What may be corrected when a guía is issued or signed anew: everything but what it is and who issues it. */
export type DespatchChanges = Partial<Omit<DespatchDraft, 'type' | 'series' | 'issueDate' | 'issueTime' | 'supplier'>>;
