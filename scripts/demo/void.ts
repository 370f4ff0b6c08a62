import { z } from 'zod';

import type { DemoClient } from './client.ts';
import { type DemoSale, documentShape, type Order, sell } from './sell.ts';
import { type DemoFile, summaryShape } from './summarise.ts';

const options = z.object({ recommended: z.object({ act: z.string(), reason: z.string() }).nullable() });
const act = z.object({
  act: z.string(),
  status: z.string(),
  workflow_id: z.string(),
  files: z.array(z.object({ id: z.string() })),
});

export interface DemoVoid extends DemoSale {
  /** Why this act and no other, as the API tells before it is begun. */
  readonly why: string;
  readonly file: DemoFile;
}

/** Sells a factura that never reaches its buyer, and takes it back by a comunicación de baja. */
export async function voidSale(client: DemoClient, order: Order): Promise<DemoVoid> {
  const { saleId, document } = await sell(client, order);
  const path = `/documents/${document.id}`;
  const told = await client.get(`${path}/void-options?delivered_to_buyer=false`, options);
  const why = told.recommended?.reason ?? '';
  const body = { reason: 'Emitida por error, no se entregó', delivered_to_buyer: false };
  const begun = await client.post(`${path}/void`, body, act);
  const rests = ['completed', 'replaced', 'cancelled', 'needs_attention'];
  const ended = await client.until(`${path}/void`, act, ({ status }) => rests.includes(status), 60);
  const [last] = ended.files.slice(-1);
  if (!last) throw new Error(`La baja terminó sin archivo: ${JSON.stringify(ended)}`);
  const file = await client.get(`/voided-documents/${last.id}`, summaryShape);
  const voided = await client.get(path, documentShape);
  return { saleId, workflowId: begun.workflow_id, document: voided, why, file };
}
