import { z } from 'zod';

import type { DemoClient } from './client.ts';

const event = z.object({ at: z.string(), kind: z.string(), data: z.record(z.string(), z.unknown()).nullish() });
const events = z.object({ data: z.array(event) });

/** The steps of a sale or a note as a shopkeeper would tell them. */
const STEPS: Readonly<Record<string, string>> = {
  received: 'recibida',
  stock_reserved: 'mercadería reservada',
  payment_recorded: 'pago registrado',
  document_issued: 'comprobante numerado, firmado y guardado',
  document_sent: 'enviado a SUNAT',
  document_accepted: 'aceptado por SUNAT, CDR guardado',
  document_in_process: 'SUNAT lo procesa, con un ticket',
  document_observed: 'aceptado por SUNAT con observaciones, CDR guardado',
  document_rejected: 'rechazado por SUNAT',
  document_pending: 'SUNAT no lo registró aún; se reintenta',
  document_unknown: 'respuesta perdida; se consulta a SUNAT',
  waiting_for_sunat: 'en espera de SUNAT',
  document_voided: 'anulado en SUNAT',
  payment_reversed: 'pago revertido',
  stock_returned: 'mercadería devuelta al kardex',
  money_refunded: 'dinero devuelto',
  completed: 'completa',
  cancelled: 'venta anulada',
};

/** Numbers, codes and amounts of the event; ids say nothing to a reader. */
function detailOf(data: Record<string, unknown>): string {
  const shown = Object.entries(data).flatMap(([key, value]) =>
    !/id$/i.test(key) && (typeof value === 'string' || typeof value === 'number') ? [`${key} ${value}`] : [],
  );
  return shown.length > 0 ? ` (${shown.join(', ')})` : '';
}

/** What happened to a sale or a note (by its path), oldest first, with the time since its first event. */
export async function traceOf(client: DemoClient, path: string): Promise<string[]> {
  const { data } = await client.get(`${path}/events?limit=200`, events);
  // Newest first as every list; equal instants keep their order.
  const ordered = [...data].reverse().sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  const start = Date.parse(ordered[0]?.at ?? '');
  return ordered.map((row) => {
    const seconds = ((Date.parse(row.at) - start) / 1000).toFixed(2).padStart(6);
    return `${seconds} s  ${STEPS[row.kind] ?? row.kind}${detailOf(row.data ?? {})}`;
  });
}
