/** The lines that a rejection's text names: by number, or by the document's own. */
export interface NamedLines {
  readonly lines: readonly number[];
  /** `B001-12`. */
  readonly documents: readonly string[];
}

interface Line {
  readonly line: number;
  /** `B001-12`. */
  readonly fullNumber: string;
}

export interface AfterRejection<L> {
  /** Wait for a person. */
  readonly setAside: readonly L[];
  /** Go into new files, one each; in the order of the lines. */
  readonly files: readonly (readonly L[])[];
}

/**
 * What becomes of the lines of a rejected file, which is all or nothing: those that the answer names are set aside and the
 * rest goes on together. Where none is named the file is halved, until a bad line stands alone.
 */
export function afterRejection<L extends Line>(lines: readonly L[], named: NamedLines): AfterRejection<L> {
  const bad = namedAmong(lines, named);
  if (bad.length === 0 && lines.length > 1) {
    const middle = Math.ceil(lines.length / 2);
    return { setAside: [], files: [lines.slice(0, middle), lines.slice(middle)] };
  }
  const setAside = bad.length === 0 ? lines : bad;
  const rest = lines.filter((line) => !setAside.includes(line));
  return { setAside, files: rest.length === 0 ? [] : [rest] };
}

/** A document's own number says more than a position; numbers that are in no line of the file name nothing. */
function namedAmong<L extends Line>(lines: readonly L[], named: NamedLines): readonly L[] {
  const byDocument = lines.filter(({ fullNumber }) => named.documents.includes(fullNumber));
  return byDocument.length > 0 ? byDocument : lines.filter(({ line }) => named.lines.includes(line));
}
