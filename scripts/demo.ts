import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { amend } from './demo/amend.ts';
import { connect, type DemoClient } from './demo/client.ts';
import { despatch } from './demo/despatch.ts';
import { OUTPUT } from './demo/save.ts';
import { type DemoSale, ORDERS, sell } from './demo/sell.ts';
import { type Chapter, show } from './demo/show.ts';
import { summarise } from './demo/summarise.ts';
import { voidSale } from './demo/void.ts';
import { messageOf } from './stack/error-code.ts';
import { untilStopped } from './stack/lifetime.ts';
import { type Stack, startStack } from './stack/stack.ts';

/**
 * `npm run demo`: the whole hub in a fresh folder and every kind of document through its public API (a sale by boleta and
 * by factura, a guía, a credit note, a baja, a daily summary), and everything stopped again.
 */
const log = (line: string) => console.log(`[hub] ${line}`);

/** The documents in the order in which a shop would need them; each is what SUNAT answered about. */
async function* chapters(client: DemoClient): AsyncGenerator<Chapter & { readonly as: string }> {
  const sale = ({ saleId }: DemoSale) => ({ path: `/sales/${saleId}` });
  const boleta = await sell(client, ORDERS.boleta);
  yield { title: 'boleta', as: 'accepted', ...sale(boleta), ...boleta };

  const factura = await sell(client, ORDERS.factura);
  yield { title: 'factura', as: 'accepted', ...sale(factura), ...factura };

  const guia = await despatch(client, factura, factura.document.issue_date);
  yield {
    title: 'guía de remisión',
    as: 'accepted',
    path: `/despatch-advices/${guia.despatchId}`,
    ...guia,
    priced: false,
  };

  const note = await amend(client, factura);
  const devuelto = note.refunds.map(({ method, amount }) => `${amount} (${method})`).join(', ');
  yield {
    title: 'nota de crédito',
    as: 'accepted',
    path: `/credit-notes/${note.noteId}`,
    ...note,
    notes: { devuelto },
  };

  const baja = await voidSale(client, ORDERS.factura);
  const ra = { ...baja.file, path: `/voided-documents/${baja.file.id}` };
  const notes = { motivo: baja.why };
  yield { title: 'factura dada de baja', as: 'voided', ...sale(baja), ...baja, notes, file: ra };

  const summary = await summarise(client, ORDERS.boleta);
  const rc = { ...summary.file, path: `/daily-summaries/${summary.file.id}` };
  yield { title: 'boleta por resumen diario', as: 'accepted', ...sale(summary), ...summary, file: rc };
}

async function run(stack: Stack): Promise<boolean> {
  rmSync(OUTPUT, { recursive: true, force: true });
  mkdirSync(OUTPUT, { recursive: true });
  const client = await connect(stack.run());
  let good = true;
  for await (const { as, ...chapter } of chapters(client)) {
    await show(client, chapter);
    good &&= chapter.document.status === as;
  }
  return good;
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
