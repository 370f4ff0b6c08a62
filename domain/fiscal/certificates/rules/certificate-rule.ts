import { parseUnsigned } from '../../../decimal.ts';
import { type Finding, type Rule } from '../../rules/rule.ts';
import type { CertificateDraft, CertificateType } from '../types.ts';

/** What the hub holds of a document of the company's own that a perception is over. */
export interface OwnDocument {
  readonly issueDate: string;
  readonly onCredit: boolean;
  /** A perception was charged in the document itself. */
  readonly perceived: boolean;
}

export interface CertificateFacts {
  /** By type and number, `01 F001-7`; what the hub did not issue is absent. */
  readonly own: ReadonlyMap<string, OwnDocument>;
}

export type CertificateRule = Rule<CertificateDraft, CertificateFacts>;

/** Code and lines of the sheet of one kind. */
type InSheet = readonly [code: string, ...lines: number[]];

interface Told {
  /** Kebab-case; the rules are `retention.<name>` and `perception.<name>`. */
  readonly name: string;
  readonly issue: string;
  /** UBL path below the root. */
  readonly field: string;
  readonly retention?: InSheet;
  readonly perception?: InSheet;
  readonly find: (draft: CertificateDraft, facts: CertificateFacts) => readonly Finding[];
}

const NOTHING: readonly Finding[] = [];

const KINDS: Readonly<Record<CertificateType, { root: string; sheet: 'Retenciones' | 'Percepciones' }>> = {
  '20': { root: 'Retention', sheet: 'Retenciones' },
  '40': { root: 'Perception', sheet: 'Percepciones' },
};

/** The same rule of both sheets, each under its own code. */
export function certificateRules({
  name,
  issue,
  field,
  retention,
  perception,
  find,
}: Told): readonly CertificateRule[] {
  const made = (kind: CertificateType, found: InSheet | undefined): CertificateRule[] => {
    if (!found) return [];
    const { root, sheet } = KINDS[kind];
    const [code, ...lines] = found;
    return [
      {
        ...{ id: `${root.toLowerCase()}.${name}`, code, level: 'reject', issue, field: `/${root}/${field}` },
        source: { [sheet]: lines },
        find: (draft, facts) => (draft.type === kind ? find(draft, facts) : NOTHING),
      },
    ];
  };
  return [...made('20', retention), ...made('40', perception)];
}

/** A positive figure of up to 12 digits and 2 decimals. */
export function isMoney(text: string): boolean {
  return /^\d{1,12}(\.\d{1,2})?$/.test(text) && !parseUnsigned(text)?.isZero();
}

/** The part of a document reference's element that both kinds name alike. */
export const REFERENCE = 'sac:SUNATDocumentReference';
