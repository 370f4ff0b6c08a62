import { Decimal } from 'decimal.js';

import { createRandom, type Random } from '../seed/fake/random.ts';

/** A product as the shop sells it. */
export interface Article {
  readonly id: string;
  readonly sku: string;
  readonly price: string;
  readonly tracksStock: boolean;
}

export interface OrderLine {
  readonly article: Article;
  readonly quantity: number;
  readonly discount?: string;
}

/** One sale that a seller wants to make: what is asked, and what must come of it. */
export interface Order {
  readonly index: number;
  readonly key: string;
  readonly body: object;
  readonly lines: readonly OrderLine[];
  readonly total: string;
  /** Paid with the sale; the rest is credit. */
  readonly paid: string;
  /** The seller takes the sale back at once; whether that comes in time is the hub's to say. */
  readonly wantsCancel: boolean;
  /** The buyer brings everything back: a credit note over the whole document. */
  readonly wantsNote: boolean;
}

const COMPANIES = [
  ['20100070970', 'SUPERMERCADOS DE PRUEBA S.A.'],
  ['20100047218', 'BANCO DE PRUEBA S.A.'],
  ['20100130204', 'FERRETERÍA LA ÑUSTA S.A.C.'],
] as const;
const PEOPLE = [
  ['45678912', 'ROSA QUISPE MAMANI'],
  ['07654321', 'JOSÉ ÑAUPARI HUAMÁN'],
  ['10203040', 'LUZ MARINA CÓRDOVA'],
] as const;
const DAY_MS = 86_400_000;

function linesOf(random: Random, articles: readonly Article[]): OrderLine[] {
  const pool = [...articles];
  const count = random.pick([1, 1, 2, 2, 3, articles.length]);
  const lines: OrderLine[] = [];
  for (let line = 0; line < count && pool.length > 0; line += 1) {
    const [article] = pool.splice(random.integer(0, pool.length - 1), 1);
    if (!article) break;
    const quantity = Number(article.price) < 1 ? random.integer(4, 30) : random.integer(1, 3);
    const discounted = Number(article.price) > 5 && random.chance(0.2);
    lines.push({ article, quantity, ...(discounted ? { discount: '1.50' } : {}) });
  }
  // The same product twice in one sale: two lines share one reservation.
  const [first] = lines;
  if (first && random.chance(0.1)) lines.push({ article: first.article, quantity: 1 });
  return lines;
}

function buyerOf(random: Random, factura: boolean): object {
  if (!factura && random.chance(0.3)) return {};
  const [number, name] = factura ? random.pick(COMPANIES) : random.pick(PEOPLE);
  const contact = random.chance(0.5) ? { email: 'comprador@correo.test', phone: '+51987654321' } : {};
  return { customer: { document_type: factura ? '6' : '1', document_number: number, name, ...contact } };
}

function paymentsOf(random: Random, paid: Decimal): object[] {
  if (paid.isZero()) return [];
  if (paid.lessThan(10) || random.chance(0.6)) {
    const tendered = paid.dividedBy(10).ceil().times(10);
    return [{ method: 'cash', amount: paid.toFixed(2), tendered: tendered.toFixed(2) }];
  }
  const part = paid.dividedBy(3).toDecimalPlaces(2);
  return [
    { method: 'card_terminal', amount: part.toFixed(2) },
    { method: 'transfer', amount: paid.minus(part).toFixed(2) },
  ];
}

function creditTerms(random: Random, rest: Decimal, now: number): object {
  const day = (days: number) => new Date(now + days * DAY_MS).toISOString().slice(0, 10);
  const first = random.chance(0.5) ? rest : rest.dividedBy(2).toDecimalPlaces(2);
  const second = rest.minus(first);
  const instalments = [{ amount: first.toFixed(2), due_date: day(30) }];
  if (second.greaterThan(0)) instalments.push({ amount: second.toFixed(2), due_date: day(60) });
  return { type: 'credit', instalments };
}

const amountOf = ({ article, quantity, discount = '0' }: OrderLine): Decimal =>
  new Decimal(article.price).times(quantity).minus(discount).toDecimalPlaces(2, Decimal.ROUND_HALF_UP);

export interface ShopPlace {
  readonly warehouseId: string;
  readonly articles: readonly Article[];
}

/** The sale of that number: the same for the same seed, but for the legal dates. */
export function makeOrder(seed: number, index: number, place: ShopPlace, now: number): Order {
  const random = createRandom((Math.imul(seed + 1, 2_654_435_761) ^ Math.imul(index + 1, 40_503)) >>> 0);
  const factura = random.chance(0.45);
  const lines = linesOf(random, place.articles);
  const total = lines.reduce((sum, line) => sum.plus(amountOf(line)), new Decimal(0));
  const credit = factura && random.chance(0.3);
  const paid = credit ? new Decimal(random.chance(0.5) ? '0' : total.dividedBy(4).toFixed(2)) : total;
  const body = {
    warehouse_id: place.warehouseId,
    channel: 'store',
    document_type: factura ? 'factura' : 'boleta',
    ...buyerOf(random, factura),
    lines: lines.map(({ article, quantity, discount }) => ({
      sku: article.sku,
      quantity: String(quantity),
      ...(discount ? { discount_amount: discount } : {}),
    })),
    payments: paymentsOf(random, paid),
    ...(credit ? { payment_terms: creditTerms(random, total.minus(paid), now) } : {}),
  };
  const wantsCancel = random.chance(0.08);
  return {
    index,
    key: `chaos-${seed}-venta-${String(index).padStart(6, '0')}`,
    body,
    lines,
    total: total.toFixed(2),
    paid: paid.toFixed(2),
    wantsCancel,
    wantsNote: !wantsCancel && random.chance(0.15),
  };
}
