import type { DemoClient } from './client.ts';
import { saveDocument, saveSummary } from './save.ts';
import type { DemoDocument, DemoSale } from './sell.ts';
import type { DemoFile } from './summarise.ts';
import { traceOf } from './trace.ts';

/** One document of the demonstration as it is shown: what it is called, its steps (of `path`), and notes of its own. */
export interface Chapter extends DemoSale {
  readonly title: string;
  /** The resource whose events tell the steps. */
  readonly path: string;
  readonly notes?: Readonly<Record<string, string>>;
  /** A guía moves goods, no money. */
  readonly priced?: false;
  readonly file?: DemoFile & { readonly path: string };
}

const answerOf = ({ sunat, status }: DemoDocument | DemoFile): string =>
  `${sunat?.code ?? '-'} ${sunat?.description ?? status}`;

const say = (name: string, text: string) => console.log(`  ${name.padEnd(9)} ${text}`);

/** Prints a document with its process, steps, SUNAT's answer, and the files written for it. */
export async function show(client: DemoClient, chapter: Chapter): Promise<void> {
  const { title, document, workflowId, notes = {}, file } = chapter;
  const total = chapter.priced === false ? '' : `, total ${document.totals.total} ${document.currency}`;
  console.log(`\n${title} ${document.full_number}${total}`);
  say('proceso', workflowId);
  for (const line of await traceOf(client, chapter.path)) console.log(`  ${line}`);
  for (const [name, text] of Object.entries(notes)) say(name, text);
  if (file) {
    say('ticket', `${file.ticket ?? '-'} de ${file.name} (${file.line_count} línea)`);
    say('SUNAT', answerOf(file));
    say('archivos', await saveSummary(client, file.path, file.name));
  } else {
    say('SUNAT', answerOf(document));
  }
  say(file ? '' : 'archivos', await saveDocument(client, document));
}
