import pg from 'pg';
import { SALE_CHANNEL } from '../nudge.ts';

const RECONNECT_MS = 1000;

/** One LISTEN connection, opened on first use and again whenever it is lost. */
export function hearSales(url: string, onNudge: () => void): { start(): void; stop(): Promise<void> } {
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
