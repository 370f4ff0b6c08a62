import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

/**
 * Forgets which addresses the server had in earlier runs. A server that finds them in its store tries to join them: on
 * new ports that takes 30 s, in which no task reaches a worker. Only while no server runs on the file.
 */
export function forgetMembers(database: string): void {
  if (!existsSync(database)) return;
  const store = new DatabaseSync(database, { timeout: 5000 });
  try {
    store.exec('delete from cluster_membership');
  } catch {
    // A file that a killed first start left without its tables has no members either.
  } finally {
    store.close();
  }
}
