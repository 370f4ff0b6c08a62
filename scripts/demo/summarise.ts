import { z } from 'zod';

import type { DemoClient } from './client.ts';
import { type DemoSale, documentShape, type Order, startSale } from './sell.ts';

const company = z.object({ boleta_mode: z.string() });
const round = z.object({ workflow_id: z.string() });
export const summaryShape = z.object({
  id: z.string(),
  name: z.string(),
  status: z.string(),
  ticket: z.string().nullable(),
  line_count: z.number(),
  sunat: z.object({ code: z.string().nullish(), description: z.string().nullish() }).nullish(),
});
const summaries = z.object({ data: z.array(summaryShape) });

export type DemoFile = z.infer<typeof summaryShape>;
export interface DemoSummary extends DemoSale {
  readonly file: DemoFile;
}

/** Sells a boleta in a company that informs its boletas by daily summary, asks for one, and waits for SUNAT's answer. */
export async function summarise(client: DemoClient, order: Order): Promise<DemoSummary> {
  await client.patch('/company', { boleta_mode: 'summary' }, company);
  const { saleId, document } = await startSale(client, order, 'issued');
  const { workflow_id: workflowId } = await client.post('/daily-summaries', {}, round);
  const settled = (status: string): boolean => !['issued', 'sending', 'pending'].includes(status);
  const path = `/documents/${document.id}`;
  const accepted = await client.until(path, documentShape, ({ status }) => settled(status), 60);
  const [file] = (await client.get('/daily-summaries', summaries)).data;
  if (!file) throw new Error('No hay resumen diario.');
  await client.patch('/company', { boleta_mode: 'single' }, company);
  return { saleId, workflowId, document: accepted, file };
}
