import { join } from 'node:path';

import { messageOf } from './stack/error-code.ts';
import { untilStopped } from './stack/lifetime.ts';
import { ROOT } from './stack/node-programs.ts';
import { runFilePath } from './stack/run-file.ts';
import { startStack } from './stack/stack.ts';

/** `npm start`: the embedded stack with its data in `.data/` (or `HUB_DATA_DIR`), kept up until Ctrl-C. */
const dataDir = process.env['HUB_DATA_DIR'] ?? join(ROOT, '.data');
const log = (line: string) => console.log(`[hub] ${line}`);
const lifetime = untilStopped(log);

try {
  // Mail is caught on this machine unless the person names a server of his own.
  const smtpUrl = process.env['SMTP_URL'];
  const env = smtpUrl ? { SMTP_URL: smtpUrl } : {};
  const stack = await startStack({ dataDir, durable: true, log, env, signal: lifetime.signal });
  const run = stack.run();
  log('todo en marcha:');
  log(`  API            ${run.api_url}/api/docs`);
  if (run.temporal_ui_url) {
    log(`  Temporal       ${run.temporal_ui_url}`);
    log(
      `  ver contenidos ${run.api_url}/codec/login (inicie sesión una vez; después la interfaz de Temporal los descifra)`,
    );
  }
  log(`  SUNAT (simulada) ${run.sandboxes['sunat']}`);
  log(
    smtpUrl
      ? '  correo         sale por SMTP_URL'
      : `  correos        ${run.sandboxes['mail']} (ninguno sale de esta máquina)`,
  );
  log(`  usuario        ${run.admin.email}, contraseña en ${runFilePath(dataDir)}`);
  log('Ctrl-C detiene todo en orden; los datos se conservan.');
  await lifetime.stopped;
  await stack.stop();
  log('todo detenido.');
  process.exit(0);
} catch (error) {
  if (lifetime.signal.aborted) {
    log('todo detenido.');
    process.exit(0);
  }
  console.error(`[hub] no se pudo iniciar: ${messageOf(error)}`);
  process.exit(1);
}
