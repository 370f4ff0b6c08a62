import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { buildInvoiceXml } from '../../domain/fiscal/build-invoice-xml.ts';
import { buildNoteXml } from '../../domain/fiscal/build-note-xml.ts';
import { fileName, type Invoice, withNumber } from '../../domain/fiscal/invoice.ts';
import { type CreditNote, makeCreditNote } from '../../domain/fiscal/note.ts';
import { createSunatClient, endpointsFor, type SunatEndpoints } from '../../integrations/sunat/index.ts';
import { readPfx } from '../../platform/signing/certificate.ts';
import { signXml } from '../../platform/signing/sign-xml.ts';
import { zipXml } from '../../platform/signing/zip.ts';
import { createSunatSandbox, type SunatSandbox } from '../../sandbox/sunat/index.ts';
import { ISSUE_DATE, SUPPLIER } from '../support/fiscal-samples.ts';
import { noteHeader } from '../support/note-samples.ts';
import { SPECIAL_SALES, soldLine, specialInvoice } from '../support/special-documents.ts';

/** Every special document and its full credit note, sent over the wire to the sandbox that remembers what it took. */
const CREDENTIALS = {
  ...{ ruc: SUPPLIER.ruc, solUser: 'MODDATOS', solPassword: 'moddatos' },
  ...{ clientId: 'MODDATOS', clientSecret: 'moddatos' },
};
const client = createSunatClient({ timeoutMs: 10_000 });
const folder = mkdtempSync(join(tmpdir(), 'sunat-sandbox-'));
const signer = readPfx(readFileSync(join(import.meta.dirname, '../fixtures/pfx/aes-256.pfx')), 'prueba-aes');
let sandbox: SunatSandbox;
let endpoints: SunatEndpoints;

beforeAll(async () => {
  sandbox = await createSunatSandbox({ dataDir: folder, port: 0, now: () => new Date(`${ISSUE_DATE}T17:00:00Z`) });
  endpoints = endpointsFor('sandbox', { sandboxUrl: sandbox.url });
  // The advances that the special sales take off.
  for (const number of [1, 2, 3]) {
    const advance = specialInvoice({ lines: [soldLine({ unitPrice: '500.00' })] }, '01', number);
    expect(await send(advance)).toBe('accepted');
  }
});
afterAll(async () => {
  await sandbox.close();
  rmSync(folder, { recursive: true, force: true });
});

/** How SUNAT's answer is understood, with its code and observations where it is not a plain acceptance. */
async function send(document: Invoice | CreditNote): Promise<string> {
  const name = fileName(SUPPLIER.ruc, document.type, document.series, document.number);
  const xml = document.type === '07' ? buildNoteXml(document) : buildInvoiceXml(document);
  const answer = await client.sendBill(endpoints, CREDENTIALS, `${name}.zip`, zipXml(name, signXml(xml, signer).bytes));
  if (answer.kind === 'accepted') return answer.kind;
  if (answer.kind === 'observed') return `observed ${answer.cdr.observations.map(({ code }) => code).join()}`;
  return JSON.stringify(answer);
}

const names = Object.keys(SPECIAL_SALES);

test.each(names)('%s: accepted, and so is the note that takes all of it back', async (name) => {
  const sale = SPECIAL_SALES[name];
  if (!sale) throw new Error(name);
  const special = name === 'the special rate of restaurants' ? 'observed 4439' : 'accepted';
  // Facturas and boletas in turn: each kind is built from the same parts.
  for (const type of [sale.onlyFactura || names.indexOf(name) % 2 === 0 ? '01' : '03'] as const) {
    const invoice = specialInvoice(sale, type, 100 + names.indexOf(name));
    expect([type, await send(invoice)]).toEqual([type, special]);
    if (name === 'advances that pay all') continue;
    const reasonCode = name.startsWith('arroz pilado') ? '12' : '01';
    const note = makeCreditNote(invoice, [], { reasonCode, reason: 'Anulación' }, noteHeader(invoice, '07'));
    expect([type, await send(withNumber(note, invoice.number))]).toEqual([type, special]);
  }
});
