import type { Fault } from './rooms.ts';

const LONGEST_FILE = 250;
const NOT_WRITTEN_BY_HAND = /(^|\/)(generated|migrations|fixtures|histories|xsd)\//;
const TEST = /\.test\.ts$/;

/** A file that outgrew its purpose, and notes that belong into the issue tracker. */
export function sizeFaults(file: string, text: string): Fault[] {
  if (NOT_WRITTEN_BY_HAND.test(file)) return [];
  const lines = text.trimEnd().split('\n');
  const faults: Fault[] = [];
  if (lines.length > LONGEST_FILE && !TEST.test(file)) {
    faults.push({ file, line: LONGEST_FILE, rule: `más de ${LONGEST_FILE} líneas (${lines.length}): divídalo` });
  }
  const note = new RegExp(`\\b(${['TO', 'DO'].join('')}|${['FIX', 'ME'].join('')})\\b`);
  lines.forEach((line, index) => {
    if (note.test(line)) faults.push({ file, line: index + 1, rule: 'nota pendiente en el código' });
  });
  return faults;
}
