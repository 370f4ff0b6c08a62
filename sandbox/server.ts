import { join } from 'node:path';
import { createMailSandbox } from './mail/index.ts';
import { createSunatSandbox } from './sunat/index.ts';

/** A port from the environment; 0, a free one, when it is left out. */
function portOf(name: string): number {
  const port = Number(process.env[name] ?? '0');
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new Error(`${name} debe ser un puerto.`);
}

/**
 * Starts the sandboxes (SUNAT's, and the one that catches mail) on the loopback. `SANDBOX_SUNAT_PORT`,
 * `SANDBOX_MAIL_PORT`, `SANDBOX_MAIL_HTTP_PORT` and `SANDBOX_DATA_DIR` say where; what they take is on the disk before
 * any answer, so that a kill loses nothing.
 */
async function main(): Promise<void> {
  const dataDir = process.env.SANDBOX_DATA_DIR;
  if (dataDir === undefined || dataDir === '') throw new Error('SANDBOX_DATA_DIR (carpeta) es necesaria.');
  const sunat = await createSunatSandbox({ dataDir: join(dataDir, 'sunat'), port: portOf('SANDBOX_SUNAT_PORT') });
  const mail = await createMailSandbox({
    dataDir: join(dataDir, 'mail'),
    smtpPort: portOf('SANDBOX_MAIL_PORT'),
    httpPort: portOf('SANDBOX_MAIL_HTTP_PORT'),
  });
  const where = { sunat: sunat.url, mail: mail.url, smtp: mail.smtpUrl };
  process.stdout.write(`${JSON.stringify({ level: 30, name: 'sandbox', msg: 'ready', ...where, pid: process.pid })}\n`);
  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    Promise.all([sunat.close(), mail.close()]).then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

await main();
