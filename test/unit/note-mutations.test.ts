import { describe, expect, test } from '@jest/globals';
import { fileName } from '../../domain/fiscal/invoice.ts';
import { CREDIT_NOTE_FIGURE_RULES, DEBIT_NOTE_FIGURE_RULES } from '../../domain/fiscal/rules/figure-tables.ts';
import { readFigures } from '../../domain/fiscal/rules/figures.ts';
import { surelyAddsUp } from '../../domain/fiscal/rules/plain-figures.ts';
import { checkRules } from '../../domain/fiscal/rules/rule.ts';
import { validateNote } from '../../domain/fiscal/validate-note.ts';
import { parseBillBase } from '../../sandbox/sunat/names.ts';
import { Refusal } from '../../sandbox/sunat/returns.ts';
import { checkBill } from '../../sandbox/sunat/rules/check-bill.ts';
import { parseXml } from '../../sandbox/sunat/xml.ts';
import { ISSUE_DATE, SUPPLIER } from '../support/fiscal-samples.ts';
import { type AnyNote, NOTE_MUTATIONS } from '../support/note-mutations.ts';
import { type SampleNote, sampleNotes, textOf } from '../support/note-samples.ts';

/** Notes of one kind, over one type of document, that a mutation is tried on. */
const TRIES = 4;
/** The sandbox looks at the price with tax on credit notes too, where the sheet has no such rule (it has on debit notes). */
const NOT_IN_THE_SHEET: Readonly<Record<string, readonly string[]>> = { '07': ['3270', '4287'], '08': [] };
const samples = sampleNotes();

function ours(note: AnyNote, { invoice }: SampleNote): Set<string | undefined> {
  const { issues, warnings } = validateNote(note, {
    ...{ today: ISSUE_DATE, amended: invoice, status: 'accepted', taken: [] },
  });
  return new Set([...issues, ...warnings].map(({ sunatCode }) => sunatCode));
}

function theirs(note: AnyNote): string[] {
  const name = parseBillBase(fileName(SUPPLIER.ruc, note.type, note.series, note.number));
  if (!name) return ['name'];
  try {
    return checkBill(parseXml(textOf(note)), name, ISSUE_DATE);
  } catch (error) {
    if (error instanceof Refusal) return [error.code];
    throw error;
  }
}

describe.each(NOTE_MUTATIONS)('a note with $title', ({ code, spoil, onlyHere = false }) => {
  const tried = new Map<string, number>();
  const cases = samples.flatMap((sample) => {
    const expected = code(sample.note);
    const kind = `${sample.note.type} over ${sample.note.amends.type}`;
    const count = tried.get(kind) ?? 0;
    if (expected === null || count === TRIES) return [];
    tried.set(kind, count + 1);
    return [{ kind, expected, sample, note: spoil(sample.note) }];
  });

  test('is caught with the code that SUNAT would give', () => {
    expect(cases.length).toBeGreaterThan(0);
    const missed = cases.filter(({ expected, note, sample }) => !ours(note, sample).has(expected));
    expect(
      missed.map(({ kind, expected, note, sample }) => `${kind}: ${expected} ${[...ours(note, sample)].join(' ')}`),
    ).toEqual([]);
  });

  test('gets from the sandbox no code that the tables do not give', () => {
    const apart = cases.flatMap(({ kind, note, sample }) => {
      const said = theirs(note);
      const known = ours(note, sample);
      const alone = said
        .filter((one) => !known.has(one) && !NOT_IN_THE_SHEET[note.type]?.includes(one))
        .map((one) => `${kind}: only the sandbox says ${one}`);
      return said.length === 0 && !onlyHere ? [...alone, `${kind}: the sandbox says nothing`] : alone;
    });
    expect(apart).toEqual([]);
  });

  test('is not passed by the quick look where the exact rules find something', () => {
    const passed = cases.filter(({ note }) => {
      const rules = note.type === '07' ? CREDIT_NOTE_FIGURE_RULES : DEBIT_NOTE_FIGURE_RULES;
      const facts = { figures: readFigures(note), strict: note.amends.type === '01' };
      const { issues, warnings } = checkRules(rules, note, facts);
      return surelyAddsUp(note) && issues.length + warnings.length > 0;
    });
    expect(passed.map(({ kind }) => kind)).toEqual([]);
  });
});
