import type { MikroORM } from '@mikro-orm/postgresql';
import pg from 'pg';
import type { SaleStatus } from '../../db/entities/sale.ts';
import { inCompany } from '../../db/tx.ts';
import { SALE_CHANNEL } from '../nudge.ts';

/** States in which a sale stays until something outside happens. */
export const RESTING: readonly SaleStatus[] = ['issued', 'completed', 'cancelled', 'needs_attention'];

const POLL_MS = 500;
const RECONNECT_MS = 1000;

export interface SaleState {
  readonly status: SaleStatus;
  readonly version: number;
}

export interface SaleWaiter {
  /** Resolves when the sale satisfies `until` or the time is over, whichever is first; never rejects for the database. */
  waitFor(companyId: string, saleId: string, seconds: number, until: (sale: SaleState) => boolean): Promise<void>;
  close(): Promise<void>;
}

/**
 * Lets requests wait for sales with one listening connection for the whole process: a nudge makes every waiter look
 * at its own row again, and each looks by itself twice a second in case a nudge was lost.
 */
export function createSaleWaiter(orm: MikroORM, url: string): SaleWaiter {
  const waiting = new Set<() => void>();
  const listener = listen(url, () => {
    for (const look of [...waiting]) look();
  });

  const pause = (deadline: number): Promise<void> =>
    new Promise((resolve) => {
      const wake = (): void => {
        clearTimeout(timer);
        waiting.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, Math.max(0, Math.min(POLL_MS, deadline - Date.now())));
      waiting.add(wake);
    });

  return {
    async waitFor(companyId, saleId, seconds, until) {
      if (seconds <= 0) return;
      listener.start();
      const deadline = Date.now() + seconds * 1000;
      while (Date.now() < deadline) {
        const sale = await saleState(orm, companyId, saleId).catch(() => undefined);
        if (sale && until(sale)) return;
        await pause(deadline);
      }
    },
    close: () => listener.stop(),
  };
}

async function saleState(orm: MikroORM, companyId: string, saleId: string): Promise<SaleState | undefined> {
  const [sale] = await inCompany(orm, companyId, (tx) =>
    tx.sql<SaleState>('select status, version from sale where company_id = $1 and id = $2', [companyId, saleId]),
  );
  return sale;
}

/** One LISTEN connection, opened on first use and again whenever it is lost. */
function listen(url: string, onNudge: () => void): { start(): void; stop(): Promise<void> } {
  let client: pg.Client | undefined;
  let stopped = false;

  const connect = async (): Promise<void> => {
    const opened = new pg.Client({ connectionString: url, application_name: 'hub-sale-listener', keepAlive: true });
    client = opened;
    const lost = (): void => {
      if (client !== opened) return;
      client = undefined;
      if (!stopped) setTimeout(start, RECONNECT_MS).unref();
    };
    opened.on('error', lost);
    opened.on('end', lost);
    opened.on('notification', onNudge);
    await opened.connect().then(() => opened.query(`listen ${SALE_CHANNEL}`), lost);
  };
  const start = (): void => {
    if (!stopped && !client) void connect().catch(() => undefined);
  };
  return {
    start,
    async stop() {
      stopped = true;
      await client?.end().catch(() => undefined);
    },
  };
}
