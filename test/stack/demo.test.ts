import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from '@jest/globals';
import { strFromU8, unzipSync } from 'fflate';

import { ROOT } from '../../scripts/stack/node-programs.ts';
import { signatureIsValid } from '../support/verify-signature.ts';
import { xsdErrors } from '../support/xsd.ts';
import { runCommand } from './support/command.ts';

test('npm run demo ends with accepted documents, signed XML that others accept, and nothing left running', async () => {
  const demo = runCommand('demo', [], {});
  expect([await demo.ended(150), demo.said()]).toEqual([0, expect.stringContaining('Aceptado por SUNAT')]);
  expect(demo.said()).toContain('todo detenido');

  const folder = join(ROOT, 'demo-output');
  const files = readdirSync(folder);
  expect(files).toEqual(
    expect.arrayContaining([
      ...['B001-1.xml', 'R-B001-1.zip', 'F001-1.xml', 'R-F001-1.zip', 'FC01-1.xml', 'R-FC01-1.zip'],
      ...['T001-1.xml', 'R-T001-1.zip', 'T001-1.pdf', 'F001-2.xml', 'B001-2.xml', 'B001-2.pdf'],
      ...[expect.stringMatching(/^RA-\d{8}-1\.xml$/), expect.stringMatching(/^R-RA-\d{8}-1\.zip$/)],
      ...[expect.stringMatching(/^RC-\d{8}-1\.xml$/), expect.stringMatching(/^R-RC-\d{8}-1\.zip$/)],
    ]),
  );
  const documents = files
    .filter((name) => name.endsWith('.xml'))
    .map((fileName) => ({ fileName, contents: readFileSync(join(folder, fileName), 'utf8') }));
  for (const { contents } of documents) expect(signatureIsValid(contents)).toBe(true);
  const schemas = { F0: 'Invoice', B0: 'Invoice', FC: 'CreditNote', T0: 'DespatchAdvice' } as const;
  for (const [prefix, schema] of Object.entries(schemas)) {
    const ofOne = documents.filter(({ fileName }) => fileName.startsWith(prefix));
    expect([prefix, ofOne.length > 0, await xsdErrors(schema, ofOne)]).toEqual([prefix, true, []]);
  }
  for (const name of files.filter((file) => file.endsWith('.zip'))) {
    const entries = unzipSync(readFileSync(join(folder, name)));
    // SUNAT's zip begins with an empty folder.
    const cdr = Object.values(entries).find((entry) => entry.length > 0);
    expect(strFromU8(cdr ?? new Uint8Array())).toMatch(/<\w+:ResponseCode[^>]*>0</);
  }
  for (const name of files.filter((file) => file.endsWith('.pdf'))) {
    expect(readFileSync(join(folder, name)).subarray(0, 5).toString()).toBe('%PDF-');
  }
}, 180_000);
