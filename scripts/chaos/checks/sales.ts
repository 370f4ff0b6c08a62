import { type Check, grouped, isKept, isLive, sumOf } from './check.ts';

/** Every request that was answered 202 is exactly one sale, and there is no sale that nobody asked for. */
export const oneSaleEach: Check = ({ attempts, sales }) => {
  const accepted = attempts.filter(({ saleId }) => saleId !== undefined);
  const known = new Map(sales.map((sale) => [sale.id, sale]));
  const faults: string[] = [];
  for (const { order, saleId = '' } of accepted) {
    const total = known.get(saleId)?.total;
    if (total === undefined) faults.push(`${order.key}: la venta ${saleId} no existe`);
    else if (Number(total) !== Number(order.total)) faults.push(`${order.key}: total ${total}, pedido ${order.total}`);
  }
  const ids = new Set(accepted.map(({ saleId }) => saleId));
  if (ids.size !== accepted.length)
    faults.push(`${accepted.length} pedidos aceptados dieron ${ids.size} ventas distintas`);
  for (const { id } of sales) if (!ids.has(id)) faults.push(`la venta ${id} no responde a ningún pedido aceptado`);
  return { name: 'cada pedido aceptado (202) es exactamente una venta', cases: accepted.length, faults };
};

/** A request that is asked once more under its key is answered with its sale, however often its server died. */
export const sameAnswerAgain: Check = ({ attempts, repeated }) => ({
  name: 'repetido al final bajo su clave, responde la misma venta',
  cases: repeated.size,
  faults: attempts.flatMap(({ order, saleId }) => {
    const again = repeated.get(order.key);
    return saleId === undefined || again === saleId ? [] : [`${order.key}: ${again}, no ${saleId}`];
  }),
});

/** Requests that were refused had a reason of the shop's, not of the chaos. */
export const refusedForReason: Check = ({ attempts }) => {
  const refused = attempts.filter(({ refusal }) => refusal !== undefined);
  const faults = refused.flatMap(({ order, refusal }) =>
    refusal === '409 insufficient_stock' ? [] : [`${order.key}: ${refusal}`],
  );
  return { name: 'lo no aceptado fue por falta de stock', cases: refused.length, faults };
};

/** All sales are at their end; those cancelled say why, and a cancel that was accepted came true. */
export const allEnded: Check = ({ sales, attempts }) => {
  const faults: string[] = [];
  const status = new Map(sales.map((sale) => [sale.id, sale.status]));
  for (const { id, status: is, cancelled_for: why } of sales) {
    if (is !== 'completed' && is !== 'cancelled') faults.push(`${id}: ${is}`);
    if (is === 'cancelled' && !why) faults.push(`${id}: anulada sin motivo`);
  }
  for (const { saleId = '', cancel } of attempts) {
    if (cancel === 'accepted' && status.get(saleId) !== 'cancelled')
      faults.push(`${saleId}: anulación aceptada, sigue ${status.get(saleId)}`);
  }
  return { name: 'toda venta terminó: completada o anulada con motivo', cases: sales.length, faults };
};

/** Factura and boleta; notes stand beside them. */
const SOLD_BY = ['01', '03'];

/** A completed sale has one document with tax effect, which it names; a cancelled one has none. */
export const oneDocumentEach: Check = ({ sales, documents }) => {
  const bySale = grouped(
    documents.filter(({ type }) => SOLD_BY.includes(type)),
    (document) => document.sale_id ?? '',
  );
  const faults: string[] = [];
  for (const sale of sales) {
    const live = (bySale.get(sale.id) ?? []).filter(isLive);
    if (live.length !== (sale.status === 'completed' ? 1 : 0))
      faults.push(`${sale.id} (${sale.status}): ${live.length} comprobantes vigentes`);
    else if (live[0] && live[0].id !== sale.document_id) faults.push(`${sale.id}: su comprobante no es el vigente`);
    else if (live[0] && live[0].total !== sale.total)
      faults.push(`${sale.id}: comprobante por ${live[0].total}, venta por ${sale.total}`);
  }
  return { name: 'un comprobante vigente por venta completada, ninguno por anulada', cases: sales.length, faults };
};

/** What was paid is what was sold, less what was sold on credit; a cancelled sale kept no money. */
export const paymentsMatch: Check = ({ sales, payments }) => {
  const bySale = grouped(payments, (payment) => payment.sale_id);
  const faults: string[] = [];
  for (const sale of sales) {
    const own = bySale.get(sale.id) ?? [];
    const recorded = sumOf(
      own.filter(({ status }) => status === 'recorded'),
      ({ amount }) => amount,
    );
    const due = isKept(sale) ? sumOf([sale.total, `-${sale.credit}`], (amount) => amount).toFixed(2) : '0.00';
    if (recorded.toFixed(2) !== due)
      faults.push(`${sale.id} (${sale.status}): cobrado ${recorded.toFixed(2)}, debe ser ${due}`);
    if (own.some(({ status }) => status === 'pending')) faults.push(`${sale.id}: un pago quedó anunciado`);
  }
  return { name: 'lo cobrado es el total (menos el crédito); lo anulado se devolvió', cases: payments.length, faults };
};

/** Trace and audit tell the story once: received, ended one way, created. */
export const toldOnce: Check = ({ sales, marks }) => {
  const told = grouped(marks, ({ what, id }) => `${what}/${id}`);
  const faults: string[] = [];
  for (const { id, status } of sales) {
    const wanted = {
      'evento received': 1,
      'evento completed': status === 'completed' ? 1 : 0,
      'evento cancelled': status === 'cancelled' ? 1 : 0,
      'auditoría sale.create': 1,
    };
    for (const [what, times] of Object.entries(wanted)) {
      const found = told.get(`${what}/${id}`)?.length ?? 0;
      if (found !== times) faults.push(`${id}: ${what} ${found} veces, no ${times}`);
    }
  }
  return { name: 'la traza y la auditoría lo cuentan una sola vez', cases: marks.length, faults };
};

/** Each sale and each note had one process, which has ended by itself; no process without a sale. */
export const oneProcessEach: Check = ({ sales, notes, processes }) => {
  const byId = grouped(processes, ({ workflowId }) => workflowId);
  const faults: string[] = [];
  for (const { workflow_id: id, cancelled_for: why } of sales) {
    const own = byId.get(id) ?? [];
    const neverStarted = own.length === 0 && why === 'cancelled_by_user';
    const [only] = own;
    if (!neverStarted && (own.length !== 1 || only?.status !== 'COMPLETED')) {
      faults.push(`${id}: ${own.map(({ status }) => status).join(', ') || 'sin proceso'}`);
    }
  }
  for (const { workflow_id: id } of notes) {
    const own = byId.get(id) ?? [];
    if (own.length !== 1 || own[0]?.status !== 'COMPLETED')
      faults.push(`${id}: ${own.map(({ status }) => status).join(', ') || 'sin proceso'}`);
  }
  const wanted = new Set([...sales, ...notes].map((one) => one.workflow_id));
  for (const id of byId.keys()) if (!wanted.has(id)) faults.push(`${id}: proceso sin venta ni nota`);
  return { name: 'un proceso por venta y por nota, terminado; ninguno de más', cases: processes.length, faults };
};
