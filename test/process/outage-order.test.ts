import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { requestVoid } from '../../services/voids/request-void.ts';
import { issueNoteOver } from './support/note-handle.ts';
import { createSaleHub, type SaleHub, until } from './support/sale-hub.ts';
import { voidDocument } from './support/void-handle.ts';

jest.setTimeout(180_000);

let sales: SaleHub;

beforeAll(async () => {
  sales = await createSaleHub();
  sales.relay();
}, 60_000);
afterAll(() => sales.close());

/** Names of the files that SUNAT took, in their order. */
async function taken(): Promise<string[]> {
  const { requests } = await sales.control('GET', 'state');
  return requests
    .filter(({ operation, outcome }) => /^send/.test(operation) && /accepted/.test(outcome))
    .map(({ name }) => name.replace(/^\d{11}-/, '').replace(/\.zip$/i, ''));
}

test('after an outage a note goes after its invoice, and a voiding after what it voids', async () => {
  await sales.fault('sendBill', 'http', { status: 503, times: 500 });
  const sold = await Promise.all((['factura', 'boleta', 'factura'] as const).map((kind) => sales.sell(kind)));
  for (const sale of sold)
    await until('it waits', async () => ['waiting_retry', 'waiting_gate'].includes(await sale.stage()), 90_000);
  const documents = await Promise.all(sold.map(async (sale) => (await sale.row()).document_id ?? ''));
  const [first = '', second = '', third = ''] = documents;
  // Notes wait without a number; nothing is voided that SUNAT does not hold.
  const notes = [await issueNoteOver(sales, first), await issueNoteOver(sales, second)];
  for (const note of notes) await note.untilStage('waiting_document');
  const undelivered = { reason: 'Pedido duplicado', delivered_to_buyer: false };
  await expect(requestVoid(sales.hub.deps, sales.shop.ctx, third, undelivered)).rejects.toMatchObject({
    code: 'document_not_accepted',
  });
  await sales.control('DELETE', 'faults');
  for (const sale of sold) await sales.time.on(sale.handle);
  for (const sale of sold) expect(await sale.result()).toBe('completed');
  for (const note of notes) expect(await note.result()).toBe('completed');
  expect(await (await voidDocument(sales, third)).result()).toBe('completed');
  const order = await taken();
  const at = (pattern: RegExp): number => order.findIndex((name) => pattern.test(name));
  const numbers = await Promise.all(notes.map(async (note) => (await note.view()).document?.full_number ?? ''));
  for (const number of numbers) expect(order.some((name) => name.endsWith(number))).toBe(true);
  expect(at(/^07-FC01/)).toBeGreaterThan(at(/^01-F001-0*1$/));
  expect(at(/^07-BC01/)).toBeGreaterThan(at(/^03-B001/));
  expect(at(/^RA-/)).toBeGreaterThan(Math.max(at(/^01-F001/), at(/^07-FC01/)));
});
