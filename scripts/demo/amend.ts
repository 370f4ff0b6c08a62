import { z } from 'zod';

import type { DemoClient } from './client.ts';
import { type DemoSale, documentShape } from './sell.ts';

const noteShape = z.object({
  id: z.string(),
  workflow_id: z.string(),
  status: z.string(),
  document: z.object({ id: z.string() }).nullish(),
  refunds: z.array(z.object({ method: z.string(), amount: z.string() })),
});

export interface DemoNote extends DemoSale {
  readonly noteId: string;
  readonly refunds: readonly { readonly method: string; readonly amount: string }[];
}

/** Takes a whole sale back by a credit note and waits until SUNAT has answered for good. */
export async function amend(client: DemoClient, { saleId, document }: DemoSale): Promise<DemoNote> {
  const body = { document_id: document.id, reason_code: '06', reason: 'El cliente devolvió toda la compra' };
  const started = await client.post('/credit-notes', body, noteShape, { prefer: 'wait=20' });
  const rests = ['completed', 'cancelled', 'needs_attention'];
  const note = await client.until(`/credit-notes/${started.id}`, noteShape, (n) => rests.includes(n.status), 60);
  if (!note.document) throw new Error(`La nota terminó sin comprobante: ${JSON.stringify(note)}`);
  const issued = await client.get(`/documents/${note.document.id}`, documentShape);
  return { saleId, noteId: note.id, workflowId: note.workflow_id, document: issued, refunds: note.refunds };
}
