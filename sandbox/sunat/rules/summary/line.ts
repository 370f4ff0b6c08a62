import { Rejection } from '../../returns.ts';
import { textAt, type XmlNode } from '../../xml.ts';

/** A rule of a summary's content: its failure is the ticket's rejection of the whole file. */
export function must(condition: boolean, code: string, where = ''): void {
  if (!condition) throw new Rejection(code, where);
}

/**
 * Runs the rules of one line; a failure names the line and its document, as SUNAT's own text does.
 * @throws Rejection whose message is that detail.
 */
export function inLine<T>(line: XmlNode, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof Rejection)) throw error;
    throw new Rejection(error.code, lineDetail(line, error.code));
  }
}

/** `Error en la linea: 3: 2282 (nodo: "SummaryDocumentsLine" valor: "B001-7")`. */
export function lineDetail(line: XmlNode, code: string): string {
  return `Error en la linea: ${textAt(line, 'LineID') ?? ''}: ${code} (nodo: "${line.name}" valor: "${documentOf(line)}")`;
}

/** Number of a line's document: `B001-7`. */
export function documentOf(line: XmlNode): string {
  const voided = textAt(line, 'DocumentSerialID');
  return voided === undefined ? (textAt(line, 'ID') ?? '') : `${voided}-${textAt(line, 'DocumentNumberID') ?? ''}`;
}

/** The lines of any summary. */
export const linesOf = (root: XmlNode): XmlNode[] =>
  root.children.filter((one) => one.name === 'SummaryDocumentsLine' || one.name === 'VoidedDocumentsLine');
