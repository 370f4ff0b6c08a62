import { needProcessServers } from './servers.ts';

/** Jest global set-up of the projects that run processes on the real Temporal server. */
export default async function setup(): Promise<void> {
  await needProcessServers();
}
