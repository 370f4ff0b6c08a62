import { stopServers } from './servers.ts';

/** Jest global teardown of every project with servers. */
export default async function teardown(): Promise<void> {
  await stopServers();
}
