import { readdirSync, readFileSync } from 'node:fs';
import type { XMLFileInfo } from 'xmllint-wasm';

/** A schema and the files it includes, as xmllint's memory file system takes them. */
export interface SchemaSet {
  readonly main: XMLFileInfo;
  readonly others: readonly XMLFileInfo[];
}

interface SchemaFile {
  readonly fileName: string;
  contents: string;
}

const LIBRARY = /^UBL-Common(Aggregate|Basic)Components-/;
const COMPONENT = /<(xsd?:)(element|complexType) name="([^"]+)"(?:[^>]*\/>|[^>]*>[\s\S]*?<\/\1\2>)/g;
const REFERENCE = /\b(?:ref|type|base)="(?:\w+:)?(\w+)"/g;

/**
 * Reads the files of a folder. xmllint builds the schema anew for every run, so what costs it time is left out:
 * prose, white space, and the parts of the UBL library that the document cannot reach.
 * @param mains the main schemas of the folder; only `file` of them is kept.
 */
export function readSchemaSet(folder: URL, file: string, mains: ReadonlySet<string>): SchemaSet {
  const names = readdirSync(folder).filter((name) => name.endsWith('.xsd') && (name === file || !mains.has(name)));
  const files = names.map((fileName) => ({
    fileName,
    contents: condense(readFileSync(new URL(fileName, folder), 'utf8')),
  }));
  prune(files);
  const main = files.find((one) => one.fileName === file);
  if (main === undefined) throw new Error(`no schema ${file}`);
  return { main, others: files.filter((one) => one !== main) };
}

/** Locations become flat, because all files stand in one folder there. */
function condense(text: string): string {
  return text
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/<((?:xsd?:)?)annotation\b[^>]*>[\s\S]*?<\/\1annotation>/g, '')
    .replace(/>\s+</g, '><')
    .replace(/schemaLocation="[^"]*\/([^"/]+)"/g, 'schemaLocation="$1"');
}

function prune(files: readonly SchemaFile[]): void {
  const library = files.filter((one) => LIBRARY.test(one.fileName));
  const parts = new Map<string, string[]>();
  for (const one of library) {
    for (const [part, , , name = ''] of one.contents.matchAll(COMPONENT))
      parts.set(name, [...(parts.get(name) ?? []), part]);
  }
  const reached = new Set<string>();
  const todo = files.filter((one) => !library.includes(one)).map((one) => one.contents);
  for (let text = todo.pop(); text !== undefined; text = todo.pop()) {
    for (const [, name = ''] of text.matchAll(REFERENCE)) {
      if (reached.has(name)) continue;
      reached.add(name);
      todo.push(...(parts.get(name) ?? []));
    }
  }
  for (const one of library) {
    one.contents = one.contents.replace(COMPONENT, (part: string, _prefix, _kind, name: string) =>
      reached.has(name) ? part : '',
    );
  }
}
