/** What a refusal of a whole file blames: positions, and documents by series and number. */
export interface NamedLines {
  readonly lines: readonly number[];
  readonly documents: readonly string[];
}

const POSITION = /(?:l[ií]nea|fila|[ií]tem|LineID)\b\D{0,12}?(\d{1,5})(?!\d)/giu;
const DOCUMENT = /(?<![A-Z0-9])([A-Z0-9]{1,4}-\d{1,8})(?![A-Z0-9])/gu;

/**
 * Reads which lines SUNAT's text names ("Error en la linea: 3", "valor: B001-12"); undefined where it names none. What
 * merely looks like a number of a document is in no line of the file, and does no harm.
 */
export function namedLines(text: string): NamedLines | undefined {
  const lines = [...text.matchAll(POSITION)].map(([, position]) => Number(position));
  const documents = [...text.matchAll(DOCUMENT)].map(([, document = '']) => document);
  return lines.length + documents.length === 0 ? undefined : { lines, documents };
}
