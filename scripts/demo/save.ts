import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { ROOT } from '../stack/node-programs.ts';
import type { DemoClient } from './client.ts';
import type { DemoDocument } from './sell.ts';

/** Where the demonstration leaves its files. */
export const OUTPUT = join(ROOT, 'demo-output');

type Wanted = readonly (readonly [name: string, path: string])[];

async function save(client: DemoClient, files: Wanted): Promise<string> {
  const written: string[] = [];
  for (const [name, path] of files) {
    const bytes = await client.file(path);
    if (!bytes) continue;
    writeFileSync(join(OUTPUT, name), bytes);
    written.push(join('demo-output', name));
  }
  return written.join(', ');
}

/** XML, CDR, and the printed representation on A4 and as a ticket. @returns what was written, for people */
export const saveDocument = (client: DemoClient, { id, full_number: name }: DemoDocument): Promise<string> =>
  save(client, [
    [`${name}.xml`, `/documents/${id}/xml`],
    [`R-${name}.zip`, `/documents/${id}/cdr`],
    [`${name}.pdf`, `/documents/${id}/pdf?format=a4`],
    [`${name}-ticket.pdf`, `/documents/${id}/pdf?format=ticket`],
  ]);

/** XML and CDR of a file that SUNAT answers by ticket; `path` is its resource. @returns what was written, for people */
export const saveSummary = (client: DemoClient, path: string, name: string): Promise<string> =>
  save(client, [
    [`${name}.xml`, `${path}/xml`],
    [`R-${name}.zip`, `${path}/cdr`],
  ]);
