import { checkRules, type Findings } from '../rules/rule.ts';
import { type DespatchRule } from './rules/despatch-rule.ts';
import { DOCUMENT_RULES } from './rules/documents.ts';
import { HEADER_RULES } from './rules/header.ts';
import { LINE_RULES } from './rules/lines.ts';
import { PARTY_RULES } from './rules/parties.ts';
import { PLACE_RULES } from './rules/places.ts';
import { SHIPMENT_RULES } from './rules/shipment.ts';
import { TRANSPORT_RULES } from './rules/transport.ts';
import type { DespatchDraft } from './types.ts';

/** The rules of SUNAT's style sheets for guías (09 and 31, 2.0.1) that can concern what the hub issues. */
export const DESPATCH_RULES: readonly DespatchRule[] = [
  ...HEADER_RULES,
  ...PARTY_RULES,
  ...SHIPMENT_RULES,
  ...TRANSPORT_RULES,
  ...PLACE_RULES,
  ...DOCUMENT_RULES,
  ...LINE_RULES,
];

/** What SUNAT would refuse (`issues`, pointers into the request) and what it would only observe (`warnings`). */
export const validateDespatch = (draft: DespatchDraft): Findings => checkRules(DESPATCH_RULES, draft, undefined);
