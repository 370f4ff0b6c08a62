import { Decimal } from 'decimal.js';

import type { Evidence } from '../evidence.ts';
import { type Check, grouped, isKept, sumOf } from './check.ts';
import { takenBack } from './notes.ts';

/** What the sellers sold of each product and what stayed sold: by their own orders, not by the hub's rows. */
function soldByProduct({ attempts, sales, notes }: Evidence): Map<string, Decimal> {
  const back = takenBack({ notes });
  const kept = new Set(sales.filter((sale) => isKept(sale) && !back.has(sale.id)).map(({ id }) => id));
  const sold = new Map<string, Decimal>();
  for (const { order, saleId = '' } of attempts) {
    if (!kept.has(saleId)) continue;
    for (const { article, quantity } of order.lines) {
      sold.set(article.id, (sold.get(article.id) ?? new Decimal(0)).plus(quantity));
    }
  }
  return sold;
}

/** On hand is the opening less what was sold, and the sum of the kardex. */
export const stockAddsUp: Check = (evidence) => {
  const sold = soldByProduct(evidence);
  const moved = grouped(evidence.movements, (movement) => movement.product_id);
  const faults: string[] = [];
  for (const { product_id: id, on_hand: onHand } of evidence.levels) {
    const sku = evidence.shop.articles.find((article) => article.id === id)?.sku ?? id;
    const wanted = new Decimal(evidence.shop.opening.get(id) ?? '0').minus(sold.get(id) ?? 0);
    const kardex = sumOf(moved.get(id) ?? [], ({ quantity }) => quantity);
    if (!wanted.equals(onHand)) faults.push(`${sku}: hay ${onHand}, debe haber ${wanted.toFixed()}`);
    if (!kardex.equals(onHand)) faults.push(`${sku}: hay ${onHand}, el kardex suma ${kardex.toFixed()}`);
  }
  return { name: 'stock = inicial - vendido = suma del kardex', cases: evidence.levels.length, faults };
};

/** Nothing is promised to anyone any more. */
export const nothingReserved: Check = ({ levels }) => ({
  name: 'nada queda reservado',
  cases: levels.length,
  faults: levels.flatMap(({ product_id: id, reserved }) => (Number(reserved) === 0 ? [] : [`${id}: ${reserved}`])),
});

/** Each sale moved its goods once, line by line; what was cancelled after its issue came back in full. */
export const movedOnce: Check = ({ sales, lines, documents, movements }) => {
  const own = grouped(movements, ({ kind, source_id: sale }) => `${kind} ${sale}`);
  const stocked = grouped(
    lines.filter((line) => line.tracks_stock),
    (line) => line.sale_id,
  );
  const issued = new Set(documents.map((document) => document.sale_id));
  const faults: string[] = [];
  for (const { id, status } of sales) {
    const wanted = sumOf(stocked.get(id) ?? [], ({ quantity }) => quantity);
    const out = sumOf(own.get(`sale ${id}`) ?? [], ({ quantity }) => quantity).negated();
    const back = sumOf(own.get(`sale_cancelled ${id}`) ?? [], ({ quantity }) => quantity);
    const left = issued.has(id) ? wanted : new Decimal(0);
    const returned = status === 'cancelled' ? left : new Decimal(0);
    if (!out.equals(left)) faults.push(`${id} (${status}): salieron ${out.toFixed()}, debían salir ${left.toFixed()}`);
    if (!back.equals(returned))
      faults.push(`${id} (${status}): volvieron ${back.toFixed()}, debían volver ${returned.toFixed()}`);
  }
  return { name: 'cada venta movió su mercadería una vez', cases: movements.length, faults };
};

/** A sale has the lines of its order, and they add up to its total. */
export const linesComplete: Check = ({ attempts, lines, sales }) => {
  const bySale = grouped(lines, (line) => line.sale_id);
  const totals = new Map(sales.map((sale) => [sale.id, sale.total]));
  const faults: string[] = [];
  for (const { order, saleId } of attempts) {
    if (saleId === undefined) continue;
    const own = bySale.get(saleId) ?? [];
    if (own.length !== order.lines.length) faults.push(`${saleId}: ${own.length} líneas de ${order.lines.length}`);
    const sum = sumOf(own, ({ total }) => total);
    if (!sum.equals(totals.get(saleId) ?? 0)) faults.push(`${saleId}: sus líneas suman ${sum.toFixed(2)}`);
  }
  return { name: 'cada venta tiene sus líneas y suman su total', cases: lines.length, faults };
};

/** Nothing is left over: intents, entries, attempts without an end, rows without their owner. */
export const nothingLeft: Check = ({ leftovers }) => ({
  name: 'nada huérfano ni pendiente (intenciones, avisos, envíos, esperas)',
  cases: leftovers.length,
  faults: leftovers.map(({ what, id }) => `${what}: ${id}`),
});
