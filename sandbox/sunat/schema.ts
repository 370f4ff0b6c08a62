import { validateXML } from 'xmllint-wasm';
import { Refusal } from './returns.ts';
import { readSchemaSet, type SchemaSet } from './schema-files.ts';

/** The documents whose schema is at hand, by the local name of their root. */
const MAIN: Readonly<Record<string, { folder: string; file: string }>> = {
  Invoice: { folder: '2.1', file: 'UBL-Invoice-2.1.xsd' },
  CreditNote: { folder: '2.1', file: 'UBL-CreditNote-2.1.xsd' },
  DebitNote: { folder: '2.1', file: 'UBL-DebitNote-2.1.xsd' },
  DespatchAdvice: { folder: '2.1', file: 'UBL-DespatchAdvice-2.1.xsd' },
  Retention: { folder: '2.0', file: 'UBLPE-Retention-1.0.xsd' },
  Perception: { folder: '2.0', file: 'UBLPE-Perception-1.0.xsd' },
  SummaryDocuments: { folder: '2.0', file: 'UBLPE-SummaryDocuments-1.0.xsd' },
  VoidedDocuments: { folder: '2.0', file: 'UBLPE-VoidedDocuments-1.0.xsd' },
};

const MAIN_FILES = new Set(Object.values(MAIN).map((one) => one.file));

const MAX_BATCH = 50;

interface Waiting {
  readonly xml: string;
  readonly done: (problem: string | undefined) => void;
  readonly failed: (error: unknown) => void;
}

/** Validates against SUNAT's schemas; one run of xmllint takes all that came in while the last one ran. */
export interface SchemaValidator {
  /** @throws Refusal 0306 with xmllint's first complaint. */
  check(rootName: string, xml: string): Promise<void>;
}

export function createSchemaValidator(): SchemaValidator {
  const queues = new Map<string, Waiting[]>();
  const sets = new Map<string, SchemaSet>();
  const drain = async (rootName: string, main: { folder: string; file: string }): Promise<void> => {
    const set =
      sets.get(rootName) ?? readSchemaSet(new URL(`./xsd/${main.folder}/`, import.meta.url), main.file, MAIN_FILES);
    sets.set(rootName, set);
    for (let batch = take(queues, rootName); batch.length > 0; batch = take(queues, rootName)) {
      await runBatch(batch, set);
    }
    queues.delete(rootName);
  };
  return {
    check: async (rootName, xml) => {
      const main = MAIN[rootName];
      if (main === undefined) throw new Refusal('0306', `raiz ${rootName}`);
      const problem = await new Promise<string | undefined>((done, failed) => {
        const queue = queues.get(rootName);
        if (queue !== undefined) queue.push({ xml, done, failed });
        else {
          queues.set(rootName, [{ xml, done, failed }]);
          void drain(rootName, main);
        }
      });
      if (problem !== undefined) throw new Refusal('0306', problem);
    },
  };
}

function take(queues: Map<string, Waiting[]>, rootName: string): Waiting[] {
  return queues.get(rootName)?.splice(0, MAX_BATCH) ?? [];
}

async function runBatch(batch: readonly Waiting[], set: SchemaSet): Promise<void> {
  const name = (index: number): string => `document_${index}.xml`;
  try {
    const result = await validateXML({
      xml: batch.map((one, index) => ({ fileName: name(index), contents: one.xml })),
      schema: set.main,
      preload: set.others,
      maxMemoryPages: 8192,
    });
    const passed = new Set(result.rawOutput.split('\n').filter((line) => line.endsWith(' validates')));
    batch.forEach((one, index) => {
      if (passed.has(`${name(index)} validates`)) return one.done(undefined);
      const problem = result.errors.find((error) => error.loc?.fileName === name(index));
      one.done(problem?.message.slice(0, 300) ?? 'no valida');
    });
  } catch (error) {
    for (const one of batch) one.failed(error);
  }
}

/** xmllint reads UTF-8 only: a text decoded from another encoding must not keep its declaration. */
export function asUtf8(xml: string): string {
  return xml.replace(/^<\?xml[^>]*\?>/, '<?xml version="1.0" encoding="UTF-8"?>');
}
