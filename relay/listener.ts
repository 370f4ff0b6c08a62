import pg from 'pg';
import { OUTBOX_CHANNEL } from '../services/nudge.ts';

export interface Listener {
  close(): Promise<void>;
}

/**
 * One connection that hears the nudges of committing processes. `onLost` is told once when it breaks; whoever owns it
 * makes a new one and looks into the tables, so a lost nudge costs a second at most.
 */
export async function listen(url: string, onNudge: () => void, onLost: () => void): Promise<Listener> {
  const client = new pg.Client({ connectionString: url, keepAlive: true, connectionTimeoutMillis: 3000 });
  let open = true;
  const lost = (): void => {
    if (!open) return;
    open = false;
    client.end().catch(() => undefined);
    onLost();
  };
  client.on('error', lost);
  client.on('end', lost);
  client.on('notification', onNudge);
  try {
    await client.connect();
    await client.query(`listen ${OUTBOX_CHANNEL}`);
  } catch (error) {
    open = false;
    client.end().catch(() => undefined);
    throw error;
  }
  return {
    async close() {
      open = false;
      await client.end().catch(() => undefined);
    },
  };
}
