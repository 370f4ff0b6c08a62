/** One numbered rule of a sheet as the copy of the workbook holds it. */
export interface SheetRow {
  /** Position among the sheet's rules, from 1: what the project calls its line. */
  readonly line: number;
  /** `ERROR`, `OBSERV`, `ERROR 2075`, `an3 2075`, `-`... */
  readonly head: string;
  /** UBL path looked at; attributes with their element. */
  readonly tag: string;
  readonly message: string;
}

const HEAD = /^\d+\. \*\*(?<head>.*)\*\*$/;
const TAG = /^- \*\*Tag:\*\* (?<tag>.*)$/;
const MESSAGE = /^ - \*\*Mensaje:\*\* (?<message>.*)$/;

/** The path alone: no remarks in words, one path where a cell holds several. */
function pathOf(tag: string): string {
  const [first = ''] = tag.split('<br>');
  const path = first
    .replaceAll('`', '')
    .replace(/\s*\(.*$/, '')
    .trim();
  return path === '-' ? '' : path.replace(/([^/])@/, '$1/@');
}

/** An attribute stands in the workbook without the element that bears it, which is the last one named. */
function withElement(path: string, element: string): string {
  return path.startsWith('@') ? `${element}/${path}` : path;
}

/** Reads one sheet of the workbook's Markdown copy. */
export function readSheet(text: string): SheetRow[] {
  const rows: { line: number; head: string; tag: string; message: string }[] = [];
  let tag = '';
  let element = '';
  for (const line of text.split(/\r?\n/)) {
    if (line.startsWith('## ')) tag = '';
    const found = TAG.exec(line)?.groups?.['tag'];
    if (found !== undefined) {
      const path = pathOf(found);
      tag = withElement(path, element);
      if (path !== '' && !path.startsWith('@')) element = path.replace(/\/@.*$/, '');
    }
    const head = HEAD.exec(line)?.groups?.['head'];
    if (head !== undefined) rows.push({ line: rows.length + 1, head, tag, message: '' });
    const message = MESSAGE.exec(line)?.groups?.['message'];
    const last = rows.at(-1);
    if (message !== undefined && last !== undefined) last.message = message;
  }
  return rows;
}

/** The sheet of general rules is a table: return code in the third column. */
export function readGeneralCodes(text: string): string[] {
  return text
    .split(/\r?\n/)
    .filter((line) => line.startsWith('|'))
    .map((line) => line.split('|')[3]?.trim() ?? '')
    .filter((cell) => /^\d{4}$/.test(cell));
}
