import type { MikroORM } from '@mikro-orm/postgresql';
import type { SaleStatus } from '../../db/entities/sale.ts';
import type { VoidStatus } from '../../db/entities/void.ts';
import { inCompany } from '../../db/tx.ts';
import { hearSales } from './hear-sales.ts';

/** States in which a sale or a note stays until something outside happens. */
export const RESTING: readonly SaleState['status'][] = ['issued', 'completed', 'cancelled', 'needs_attention'];

/** The same for a voiding. */
export const RESTING_VOID: readonly SaleState['status'][] = ['completed', 'replaced', 'cancelled', 'needs_attention'];

const POLL_MS = 500;

export interface SaleState {
  readonly status: SaleStatus | VoidStatus;
  readonly version: number;
}

export interface SaleWaiter {
  /** Resolves when the sale satisfies `until` or the time is over, whichever is first; never rejects for the database. */
  waitFor(companyId: string, saleId: string, seconds: number, until: (sale: SaleState) => boolean): Promise<void>;
  /** The same for a note, whose states are among a sale's. */
  waitForNote(companyId: string, noteId: string, seconds: number, until: (note: SaleState) => boolean): Promise<void>;
  /** The same for a guía. */
  waitForDespatch(
    companyId: string,
    despatchId: string,
    seconds: number,
    until: (despatch: SaleState) => boolean,
  ): Promise<void>;
  /** The same for a certificate of retention or perception. */
  waitForCertificate(
    companyId: string,
    certificateId: string,
    seconds: number,
    until: (certificate: SaleState) => boolean,
  ): Promise<void>;
  /** The same for a voiding, which has states of its own. */
  waitForVoid(
    companyId: string,
    voidId: string,
    seconds: number,
    until: (voiding: SaleState) => boolean,
  ): Promise<void>;
  close(): Promise<void>;
}

const TABLES = ['sale', 'note', 'despatch_advice', 'tax_certificate', 'document_void'] as const;

/** One request that waits, woken by `wake`. */
interface Waiting {
  readonly table: (typeof TABLES)[number];
  readonly id: string;
  readonly until: (sale: SaleState) => boolean;
  readonly wake: () => void;
}

/** Companies looked at the same time: however many requests wait, most connections stay free for the others. */
const LOOKS_AT_ONCE = 3;

/**
 * Lets requests wait for sales with one listening connection for the whole process. A nudge (or, twice a second, the
 * clock, in case a nudge was lost) makes one round: one statement a company tells all its waiters how their sales are.
 */
export function createSaleWaiter(orm: MikroORM, url: string): SaleWaiter {
  const groups = new Map<string, Set<Waiting>>();
  const round = singleFlight(() => lookAtAll(orm, groups));
  const listener = hearSales(url, round);
  let clock: NodeJS.Timeout | undefined;

  const join = (companyId: string, one: Waiting): void => {
    groups.set(companyId, (groups.get(companyId) ?? new Set()).add(one));
    clock ??= setInterval(round, POLL_MS);
    listener.start();
    round();
  };
  const leave = (companyId: string, one: Waiting): void => {
    const group = groups.get(companyId);
    group?.delete(one);
    if (group?.size === 0) groups.delete(companyId);
    if (groups.size > 0) return;
    clearInterval(clock);
    clock = undefined;
  };

  const waitIn =
    (table: Waiting['table']): SaleWaiter['waitFor'] =>
    async (companyId, id, seconds, until) => {
      if (seconds <= 0) return;
      await new Promise<void>((resolve) => {
        const wake = (): void => {
          clearTimeout(timer);
          leave(companyId, one);
          resolve();
        };
        const one: Waiting = { table, id, until, wake };
        const timer = setTimeout(wake, seconds * 1000);
        join(companyId, one);
      });
    };

  return {
    waitFor: waitIn('sale'),
    waitForNote: waitIn('note'),
    waitForDespatch: waitIn('despatch_advice'),
    waitForCertificate: waitIn('tax_certificate'),
    waitForVoid: waitIn('document_void'),
    async close() {
      clearInterval(clock);
      await listener.stop();
    },
  };
}

/** Runs `work` once at a time; a call meanwhile makes it run once more. */
function singleFlight(work: () => Promise<void>): () => void {
  let running = false;
  let again = false;
  return () => {
    again = true;
    if (running) return;
    running = true;
    const run = async (): Promise<void> => {
      while (again) {
        again = false;
        await work();
      }
      running = false;
    };
    void run();
  };
}

async function lookAtAll(orm: MikroORM, groups: ReadonlyMap<string, ReadonlySet<Waiting>>): Promise<void> {
  const companies = [...groups];
  const lane = async (): Promise<void> => {
    for (let next = companies.pop(); next; next = companies.pop()) await lookAt(orm, ...next);
  };
  await Promise.all(Array.from({ length: LOOKS_AT_ONCE }, lane));
}

async function lookAt(orm: MikroORM, companyId: string, group: ReadonlySet<Waiting>): Promise<void> {
  for (const table of TABLES) {
    const asked = [...group].filter((one) => one.table === table);
    if (asked.length === 0) continue;
    const ids = [...new Set(asked.map(({ id }) => id))];
    // A database that is away is asked again by the clock.
    const rows = await statesOf(orm, companyId, table, ids).catch(() => []);
    const byId = new Map(rows.map((row) => [row.id, row]));
    for (const { id, until, wake } of asked) {
      const row = byId.get(id);
      if (row && until(row)) wake();
    }
  }
}

function statesOf(orm: MikroORM, companyId: string, table: Waiting['table'], ids: readonly string[]) {
  return inCompany(orm, companyId, (tx) =>
    tx.sql<SaleState & { readonly id: string }>(
      `select id, status, version from ${table} where company_id = $1 and id = any($2::uuid[])`,
      [companyId, ids],
    ),
  );
}
