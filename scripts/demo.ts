import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { amend } from './demo/amend.ts';
import { connect, type DemoClient } from './demo/client.ts';
import { type DemoSale, ORDERS, sell } from './demo/sell.ts';
import { traceOf } from './demo/trace.ts';
import { messageOf } from './stack/error-code.ts';
import { untilStopped } from './stack/lifetime.ts';
import { ROOT } from './stack/node-programs.ts';
import { type Stack, startStack } from './stack/stack.ts';

/** `npm run demo`: the whole hub in a fresh folder, two sales through its public API, the second taken back by a credit note, and everything stopped again. */
const output = join(ROOT, 'demo-output');
const log = (line: string) => console.log(`[hub] ${line}`);

/** XML, CDR, and the printed representation on A4 and as a ticket. @returns the names written */
async function save(client: DemoClient, { document }: DemoSale): Promise<string[]> {
  const files = [
    [`${document.full_number}.xml`, `/documents/${document.id}/xml`],
    [`R-${document.full_number}.zip`, `/documents/${document.id}/cdr`],
    [`${document.full_number}.pdf`, `/documents/${document.id}/pdf?format=a4`],
    [`${document.full_number}-ticket.pdf`, `/documents/${document.id}/pdf?format=ticket`],
  ] as const;
  const written: string[] = [];
  for (const [name, path] of files) {
    const bytes = await client.file(path);
    if (!bytes) continue;
    writeFileSync(join(output, name), bytes);
    written.push(name);
  }
  return written;
}

async function sellAndShow(client: DemoClient, order: (typeof ORDERS)[number]): Promise<DemoSale> {
  const sale = await sell(client, order);
  const { document, workflowId } = sale;
  console.log(`\n${order.documentType} ${document.full_number}, total ${document.totals.total} ${document.currency}`);
  console.log(`  proceso   ${workflowId}`);
  for (const line of await traceOf(client, `/sales/${sale.saleId}`)) console.log(`  ${line}`);
  console.log(`  SUNAT     ${document.sunat?.code ?? '-'} ${document.sunat?.description ?? document.status}`);
  console.log(`  archivos  ${(await save(client, sale)).map((name) => join('demo-output', name)).join(', ')}`);
  return sale;
}

async function amendAndShow(client: DemoClient, sale: DemoSale): Promise<DemoSale> {
  const note = await amend(client, sale);
  const { document, refunds } = note;
  const back = refunds.map(({ method, amount }) => `${amount} (${method})`).join(', ');
  console.log(`\nnota de crédito ${document.full_number} sobre ${sale.document.full_number}, ${document.totals.total}`);
  console.log(`  proceso   ${note.workflowId}`);
  for (const line of await traceOf(client, `/credit-notes/${note.noteId}`)) console.log(`  ${line}`);
  console.log(`  devuelto  ${back}`);
  console.log(`  SUNAT     ${document.sunat?.code ?? '-'} ${document.sunat?.description ?? document.status}`);
  console.log(`  archivos  ${(await save(client, note)).map((name) => join('demo-output', name)).join(', ')}`);
  return note;
}

async function run(stack: Stack): Promise<boolean> {
  rmSync(output, { recursive: true, force: true });
  mkdirSync(output, { recursive: true });
  const client = await connect(stack.run());
  const shown: DemoSale[] = [];
  for (const order of ORDERS) shown.push(await sellAndShow(client, order));
  const factura = shown.at(-1);
  if (factura) shown.push(await amendAndShow(client, factura));
  return shown.every(({ document }) => document.status === 'accepted');
}

const began = Date.now();
const lifetime = untilStopped(log);
const dataDir = mkdtempSync(join(tmpdir(), 'retail-hub-demo-'));
// PostgreSQL may have to run as another account and must be able to pass.
chmodSync(dataDir, 0o711);
let code = 1;
let stack: Stack | undefined;
try {
  log('se levanta el hub completo en una carpeta temporal…');
  stack = await startStack({
    dataDir,
    durable: false,
    throwAway: process.env['HUB_DEMO_KEEP'] !== '1',
    log,
    signal: lifetime.signal,
  });
  const cut = lifetime.stopped.then(() => false);
  const accepted = await Promise.race([run(stack), cut]);
  const seconds = ((Date.now() - began) / 1000).toFixed(1);
  if (accepted) code = 0;
  if (!lifetime.signal.aborted) {
    console.log(accepted ? `\nAceptado por SUNAT (simulada) en ${seconds} s.` : '\nSUNAT (simulada) no aceptó todo.');
  }
} catch (error) {
  console.error(`[hub] la demostración falló: ${messageOf(error)}`);
  console.error(`[hub] para conservar los registros (${join(dataDir, 'logs')}) repita con HUB_DEMO_KEEP=1`);
}
await stack?.stop();
if (code === 0) log('todo detenido. Siga con "npm start".');
process.exit(code);
