/** Areas that entries belong to; the list is filtered by them. */
export const ATTENTION_KINDS = [
  'sale',
  'note',
  'despatch',
  'certificate',
  'void',
  'summary',
  'document',
  'mail',
  'company',
  'completeness',
] as const;
export type AttentionKind = (typeof ATTENTION_KINDS)[number];
