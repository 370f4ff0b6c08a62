import { createRandom, type Random } from '../seed/fake/random.ts';

export const VICTIMS = ['api', 'worker', 'sandbox', 'postgres', 'temporal'] as const;
export type Victim = (typeof VICTIMS)[number];

/** What the SUNAT sandbox is told to do wrong; the body of its control route. */
export interface FaultOrder {
  readonly operation: 'sendBill' | 'getStatusCdr' | 'validity';
  readonly kind: 'fault' | 'reject' | 'observe' | 'timeout' | 'lost_answer' | 'http' | 'slow';
  readonly times: number;
  readonly code?: string;
  readonly status?: number;
  readonly ms?: number;
  readonly match?: { readonly series: string };
}

/** Something that happens when so many sales have been answered. Beyond the last sale it strikes what is still on its way. */
export type Strike =
  | { readonly at: number; readonly what: 'kill'; readonly victim: Victim }
  | { readonly at: number; readonly what: 'fault'; readonly fault: FaultOrder };

/** Strikes after the last sale, in sales: the documents are then still on their way. */
const TAIL = 0.1;
/** One fault for so many sales. */
const SALES_PER_FAULT = 5;

type Draft = Omit<FaultOrder, 'times'>;

/** One of each kind and class of answer; what a person must then decide is decided by the run itself. */
const FAULTS: readonly ((random: Random) => Draft)[] = [
  (random) => ({ operation: 'sendBill', kind: 'fault', code: random.pick(['0100', '0109', '0130']) }),
  () => ({ operation: 'sendBill', kind: 'fault', code: '0140' }),
  () => ({ operation: 'sendBill', kind: 'fault', code: '0102' }),
  () => ({ operation: 'sendBill', kind: 'fault', code: '0151' }),
  () => ({ operation: 'sendBill', kind: 'fault', code: '2335' }),
  () => ({ operation: 'sendBill', kind: 'fault', code: '2108', match: { series: 'F001' } }),
  (random) => ({ operation: 'sendBill', kind: 'reject', code: random.pick(['2800', '2074', '2335']) }),
  () => ({ operation: 'sendBill', kind: 'observe', code: '4252' }),
  () => ({ operation: 'sendBill', kind: 'timeout' }),
  () => ({ operation: 'sendBill', kind: 'lost_answer' }),
  () => ({ operation: 'sendBill', kind: 'lost_answer' }),
  (random) => ({ operation: 'sendBill', kind: 'http', status: random.pick([500, 502, 503]) }),
  (random) => ({ operation: 'sendBill', kind: 'slow', ms: random.integer(300, 2000) }),
  () => ({ operation: 'sendBill', kind: 'slow', ms: 4500 }),
  () => ({ operation: 'getStatusCdr', kind: 'timeout' }),
  () => ({ operation: 'getStatusCdr', kind: 'lost_answer' }),
  () => ({ operation: 'getStatusCdr', kind: 'fault', code: '0109' }),
  (random) => ({ operation: 'validity', kind: 'http', status: random.pick([500, 503]) }),
  () => ({ operation: 'validity', kind: 'timeout' }),
];

/** What a company's gate or a person is needed for comes alone; the others in small groups. */
function timesOf(draft: Draft, random: Random): number {
  const alone =
    draft.kind === 'reject' || draft.kind === 'timeout' || ['0102', '2335', '2108'].includes(draft.code ?? '');
  return alone ? 1 : random.integer(1, 3);
}

/** Deals cards without repetition until the pack is used up, so that a long run meets every one. */
function deck<T>(cards: readonly T[], random: Random): () => T {
  let pack: T[] = [];
  return () => {
    if (pack.length === 0) pack = [...cards];
    const [card] = pack.splice(random.integer(0, pack.length - 1), 1);
    if (card === undefined) throw new Error('There are no cards');
    return card;
  };
}

/** The same seed makes the same strikes in the same order at the same sales. */
export function planStrikes(options: {
  readonly sales: number;
  readonly kills: number;
  readonly seed: number;
}): Strike[] {
  const random = createRandom(options.seed);
  const last = Math.max(1, Math.ceil(options.sales * (1 + TAIL)));
  const strikes: Strike[] = [];
  const victim = deck(VICTIMS, random);
  for (let kill = 0; kill < options.kills; kill += 1) {
    strikes.push({ at: random.integer(1, last), what: 'kill', victim: victim() });
  }
  const fault = deck(FAULTS, random);
  for (let number = 0; number < Math.ceil(options.sales / SALES_PER_FAULT); number += 1) {
    const draft = fault()(random);
    const order = { ...draft, times: timesOf(draft, random) };
    strikes.push({ at: random.integer(0, options.sales), what: 'fault', fault: order });
  }
  return strikes.sort((a, b) => a.at - b.at);
}
