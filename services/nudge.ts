import type { MikroORM } from '@mikro-orm/postgresql';

/** Channels that processes listen on; the payload is empty, a listener looks into the tables. */
export const OUTBOX_CHANNEL = 'outbox';
export const SALE_CHANNEL = 'sale';

/** At most one notification of a kind in this time; commits in between are covered by the one at its end. */
const DEBOUNCE_MS = 20;

export interface Nudge {
  wakeRelay(): void;
  saleChanged(): void;
  /** Drops what is pending: listeners look by themselves within a second. */
  close(): void;
}

/**
 * Notifies after commits, never inside a transaction (a NOTIFY in it makes all commits queue on one lock). A lost
 * nudge costs a listener its polling interval and nothing else, so failures are not reported.
 */
export function createNudge(orm: MikroORM): Nudge {
  const pending = new Map<string, NodeJS.Timeout>();

  const notify = (channel: string): void => {
    pending.delete(channel);
    // One statement that commits itself: a transaction around it would cost two more round trips, several times a sale.
    // Its commit waits for no disk: after a crash of the server nobody listens any more.
    const notified = orm.em
      .fork({ useContext: false })
      .getConnection()
      .execute(`select set_config('synchronous_commit', 'off', true), pg_notify(?, ?)`, [channel, '']);
    notified.catch(() => undefined);
  };
  const later = (channel: string): void => {
    if (pending.has(channel)) return;
    pending.set(channel, setTimeout(notify, DEBOUNCE_MS, channel).unref());
  };

  return {
    wakeRelay: () => later(OUTBOX_CHANNEL),
    saleChanged: () => later(SALE_CHANNEL),
    close() {
      for (const timer of pending.values()) clearTimeout(timer);
      pending.clear();
    },
  };
}
