import { describe, expect, test } from '@jest/globals';
import { buildDespatchXml } from '../../domain/fiscal/despatch/build-despatch-xml.ts';
import { parseDespatchBase } from '../../sandbox/sunat/names.ts';
import { Refusal } from '../../sandbox/sunat/returns.ts';
import { checkDespatch } from '../../sandbox/sunat/rules/despatch/check-despatch.ts';
import { parseXml, textAt } from '../../sandbox/sunat/xml.ts';
import { ISSUER, numbered, SAMPLES } from '../support/despatch-samples.ts';

/** What the sandbox, a second reading of SUNAT's rules, refuses or observes. */
function reading(draft: (typeof SAMPLES)[string]): string | string[] {
  const { prolog, beforeSignature, afterSignature } = buildDespatchXml(numbered(draft));
  const root = parseXml(prolog + beforeSignature + afterSignature);
  const base = `${ISSUER.ruc}-${textAt(root, 'DespatchAdviceTypeCode') ?? ''}-${textAt(root, 'ID') ?? ''}`;
  const name = parseDespatchBase(base);
  if (name === undefined) throw new Error(base);
  try {
    return checkDespatch(root, name, textAt(root, 'IssueDate') ?? '');
  } catch (error) {
    if (error instanceof Refusal) return `${error.code} ${error.message}`;
    throw error;
  }
}

/** A part of a customs declaration: SUNAT asks for the weight of the items chosen, and says whose the balance is. */
const OBSERVED: Readonly<Record<string, readonly string[]>> = { 'import, part of a declaration': ['4383', '4437'] };

describe('a guía of every motive, mode and kind', () => {
  test.each(Object.entries(SAMPLES))(
    '%s is not refused by the sandbox, nor observed where it need not be',
    (name, draft) => {
      expect(reading(draft)).toEqual(OBSERVED[name] ?? []);
    },
  );
});
