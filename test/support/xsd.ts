import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { validateXML, type XMLFileInfo } from 'xmllint-wasm';

const ROOT = join(import.meta.dirname, '../xsd/2.1');
const MEMORY_PAGES = 16_384;

/** UBL 2.1 documents whose schemas lie under `test/xsd`. */
export type UblRoot = 'Invoice' | 'CreditNote' | 'DebitNote' | 'DespatchAdvice' | 'ApplicationResponse';

/** The validator's file system is flat: paths inside the schemas lose their folders. */
const flat = (text: string): string => text.replaceAll('schemaLocation="../common/', 'schemaLocation="');

let common: XMLFileInfo[] | undefined;

function commonSchemas(): XMLFileInfo[] {
  const folder = join(ROOT, 'common');
  common ??= readdirSync(folder).map((fileName) => ({
    fileName,
    contents: flat(readFileSync(join(folder, fileName), 'utf8')),
  }));
  return common;
}

/** Validates documents against OASIS's UBL 2.1 schema in one call (each call starts a thread); the errors, empty when valid. */
export async function xsdErrors(root: UblRoot, documents: readonly XMLFileInfo[]): Promise<string[]> {
  const fileName = `UBL-${root}-2.1.xsd`;
  const result = await validateXML({
    xml: documents,
    schema: { fileName, contents: flat(readFileSync(join(ROOT, 'maindoc', fileName), 'utf8')) },
    preload: commonSchemas(),
    initialMemoryPages: 1024,
    maxMemoryPages: MEMORY_PAGES,
  });
  return result.errors.map((error) => error.rawMessage);
}

/** The document in canonical form (inclusive C14N 1.0) as libxml2 writes it. */
export async function canonicalXml(xml: string): Promise<string> {
  const result = await validateXML({
    xml,
    normalization: 'c14n',
    initialMemoryPages: 1024,
    maxMemoryPages: MEMORY_PAGES,
  });
  return result.normalized;
}
