import { type BillFacts, readGuideFacts, skimFacts } from '../facts.ts';
import type { DespatchName } from '../names.ts';
import { Refusal } from '../returns.ts';
import { checkDespatch } from '../rules/despatch/check-despatch.ts';
import { checkSenderGuides } from '../rules/despatch/targets.ts';
import type { Sandbox } from '../sandbox.ts';
import { asUtf8 } from '../schema.ts';
import { checkSignature } from '../signature.ts';
import { decodeXml, limaClock } from '../text.ts';
import { parseXml, type XmlNode } from '../xml.ts';

/** How a guide's ticket ends. */
export interface Verdict {
  readonly facts: BillFacts;
  /** `0`, or the code of the failure. */
  readonly code: string;
  /** What was looked at when it failed. */
  readonly detail: string;
  readonly observations: readonly string[];
  /** Without a CDR: the guide is not registered and its number stays free. */
  readonly bare: boolean;
}

/**
 * All that the ticket's work looks at: number already known, schema, signature, rules. What fails before the rules, or
 * with a code below 2000, has no CDR; a broken rule is a rejection with its CDR and uses the number up.
 */
export async function judgeGuide(box: Sandbox, name: DespatchName, bytes: Buffer): Promise<Verdict> {
  const xml = decodeXml(bytes);
  const facts = skimFacts(xml, `${name.series}-${name.number}`);
  const known = box.store.documents.get(name.key);
  if (known !== undefined) {
    box.store.countSend(known);
    const code = known.status === 'accepted' ? '1033' : '1032';
    return { facts, code, detail: known.facts.id, observations: [], bare: true };
  }
  if (box.store.checks === 'light') return { facts, code: '0', detail: '', observations: [], bare: false };
  try {
    const root = parseXml(xml);
    await box.schema.check(root.name, asUtf8(xml));
    const today = limaClock(box.now()).date;
    checkSignature(root, xml, today, box.store.issuers.get(name.ruc)?.certificateSha256);
    return judgeContent(box, root, name, today);
  } catch (error) {
    return failed(error, facts, true);
  }
}

function judgeContent(box: Sandbox, root: XmlNode, name: DespatchName, today: string): Verdict {
  const facts = readGuideFacts(root);
  try {
    const observations = checkDespatch(root, name, today);
    checkSenderGuides(box.store, root, name);
    return { facts, code: '0', detail: '', observations, bare: false };
  } catch (error) {
    return failed(error, facts, false);
  }
}

function failed(error: unknown, facts: BillFacts, bare: boolean): Verdict {
  if (!(error instanceof Refusal)) throw error;
  return { facts, code: error.code, detail: error.message, observations: [], bare: bare || Number(error.code) < 2000 };
}
