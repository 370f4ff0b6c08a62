import { startPostgres } from '../../../scripts/stack/postgres.ts';
import { startGuard } from '../../../scripts/stack/guard.ts';

/** A supervisor in small: starts PostgreSQL, says where, and stays until it is ended or killed. */
const [dataDir = '', guarded = ''] = process.argv.slice(2);
const guard = guarded === 'guarded' ? startGuard() : undefined;
const postgres = await startPostgres({
  dataDir,
  durable: false,
  password: 'test',
  ...(guard ? { onSpawn: (running) => guard.watch([running]) } : {}),
});
console.log(JSON.stringify({ pid: postgres.pid, superUrl: postgres.superUrl, clusterDir: postgres.clusterDir }));
process.on('SIGTERM', () => {
  void postgres.stop().then(() => {
    guard?.watch([]);
    guard?.close();
    process.exit(0);
  });
});
setInterval(() => undefined, 60_000);
