import { join } from 'node:path';
import { createSunatSandbox } from './sunat/index.ts';

/**
 * Starts the sandboxes (SUNAT's so far) on the loopback. `SANDBOX_SUNAT_PORT` (0 takes a free one) and
 * `SANDBOX_DATA_DIR` say where; the registry is on the disk before any answer, so that a kill loses nothing.
 */
async function main(): Promise<void> {
  const port = Number(process.env.SANDBOX_SUNAT_PORT ?? '0');
  const dataDir = process.env.SANDBOX_DATA_DIR;
  if (!Number.isInteger(port) || port < 0 || port > 65_535 || dataDir === undefined || dataDir === '') {
    throw new Error('SANDBOX_SUNAT_PORT (puerto) y SANDBOX_DATA_DIR (carpeta) son necesarios.');
  }
  const sunat = await createSunatSandbox({ dataDir: join(dataDir, 'sunat'), port });
  process.stdout.write(
    `${JSON.stringify({ level: 30, name: 'sandbox', msg: 'ready', sunat: sunat.url, pid: process.pid })}\n`,
  );
  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    sunat.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

await main();
