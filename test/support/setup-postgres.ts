import { needPostgres } from './servers.ts';

/** Jest global set-up of the projects that need PostgreSQL only. */
export default async function setup(): Promise<void> {
  await needPostgres();
}
