import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { readOptions } from './chaos/options.ts';
import { runChaos } from './chaos/run.ts';
import { messageOf } from './stack/error-code.ts';
import { untilStopped } from './stack/lifetime.ts';
import { type Stack, startStack } from './stack/stack.ts';

/** `npm run chaos`: sales at full speed while processes are killed and SUNAT misbehaves; then the invariants. */
const log = (line: string) => console.log(`[caos] ${line}`);

/** So that a hanging SUNAT costs seconds, and the limit of requests is not what is measured. */
const ENV = { SUNAT_TIMEOUT_MS: '3000', RATE_LIMIT_PER_MINUTE: '100000000' };

async function main(): Promise<boolean> {
  const options = readOptions(process.argv.slice(2));
  const lifetime = untilStopped(log);
  const dataDir = mkdtempSync(join(tmpdir(), 'retail-hub-chaos-'));
  // PostgreSQL may have to run as another account and must be able to pass.
  chmodSync(dataDir, 0o711);
  log(`${options.sales} ventas, ${options.kills} muertes, semilla ${options.seed}; se levanta el hub…`);
  let stack: Stack | undefined;
  let held = false;
  try {
    stack = await startStack({ dataDir, durable: true, log, env: ENV, signal: lifetime.signal });
    held = await Promise.race([runChaos(stack, options, log, lifetime.signal), lifetime.stopped.then(() => false)]);
  } catch (error) {
    if (!lifetime.signal.aborted) console.error(`[caos] la prueba no pudo seguir: ${messageOf(error)}`);
  }
  await stack?.stop();
  const interrupted = lifetime.signal.aborted;
  // What is needed to understand a failure stays.
  if (options.keep || (!held && !interrupted)) log(`los datos y registros quedan en ${dataDir}`);
  else rmSync(dataDir, { recursive: true, force: true });
  if (!interrupted) console.log(held ? '\nTodo se cumple.' : '\nAlgo no se cumple.');
  return held;
}

try {
  process.exit((await main()) ? 0 : 1);
} catch (error) {
  console.error(`[caos] ${messageOf(error)}`);
  process.exit(1);
}
