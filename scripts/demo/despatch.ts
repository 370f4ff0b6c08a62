import { z } from 'zod';

import type { DemoClient } from './client.ts';
import { type DemoSale, documentShape } from './sell.ts';

const despatchShape = z.object({
  id: z.string(),
  workflow_id: z.string(),
  status: z.string(),
  document: z.object({ id: z.string() }).nullish(),
});

export interface DemoDespatch extends DemoSale {
  readonly despatchId: string;
}

/** How the goods of a sale travel: in the shop's own van, to the buyer's door. */
const TRIP = {
  motive: '01',
  mode: '02',
  weight: '12.5',
  packages: 2,
  vehicles: [{ plate: 'ABC-123' }],
  drivers: [
    { document_type: '1', document_number: '41234567', first_name: 'LUIS', last_name: 'ROJAS', licence: 'Q41234567' },
  ],
  destination: { ubigeo: '150131', street: 'Calle Las Begonias 441' },
};

/** Sends the goods of a sale off with a guía de remisión and waits until SUNAT has answered for good. */
export async function despatch(client: DemoClient, { saleId }: DemoSale, startDate: string): Promise<DemoDespatch> {
  const body = { ...TRIP, sale_id: saleId, start_date: startDate };
  const started = await client.post('/despatch-advices', body, despatchShape, { prefer: 'wait=20' });
  const rests = ['completed', 'cancelled', 'needs_attention'];
  const path = `/despatch-advices/${started.id}`;
  const guia = await client.until(path, despatchShape, ({ status }) => rests.includes(status), 60);
  if (!guia.document) throw new Error(`La guía terminó sin comprobante: ${JSON.stringify(guia)}`);
  const document = await client.get(`/documents/${guia.document.id}`, documentShape);
  return { saleId, despatchId: guia.id, workflowId: guia.workflow_id, document };
}
