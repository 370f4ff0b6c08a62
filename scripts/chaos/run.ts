import type { Stack } from '../stack/stack.ts';
import { judge } from './checks/index.ts';
import { createStubbornClient } from './client.ts';
import { openReader } from './database.ts';
import { startManager } from './decide.ts';
import { collect } from './evidence.ts';
import type { ChaosOptions } from './options.ts';
import { openProcesses } from './processes.ts';
import { untilRest } from './rest.ts';
import { planStrikes } from './schedule.ts';
import { sellAll } from './sell.ts';
import { openShop } from './shop.ts';
import { strikeAll } from './strike.ts';
import { summaryOf, tableOf } from './table.ts';

/** After the last strike everything must rest within this time; an open breaker and the back-offs need a few minutes. */
const REST_SECONDS = 300;
/** SUNAT misbehaves for so long after the last sale. */
const FAULTY_SECONDS = 30;
/** Units of the scarce product for each sale: fewer than will be asked for. */
const SCARCE = 0.8;

/** Sells under fire, lets everything come to rest, and holds the world against the invariants. Answers whether all hold. */
export async function runChaos(
  stack: Stack,
  options: ChaosOptions,
  log: (line: string) => void,
  signal: AbortSignal,
): Promise<boolean> {
  const began = Date.now();
  const client = createStubbornClient(stack.run(), signal);
  const shop = await openShop(client, Math.ceil(options.sales * SCARCE));
  const reader = openReader(stack.run().database_url, shop.companyId);
  const progress = { answered: 0 };
  const strikes = planStrikes(options);
  const manager = startManager(client, options.seed, log);
  try {
    const run = () => stack.run();
    const [attempts, struck] = await Promise.all([
      sellAll(client, shop, options, progress),
      strikeAll({ strikes, run, progress, log, signal }),
    ]);
    log(`${attempts.length} pedidos respondidos en ${seconds(began)} s; se espera el reposo`);
    const processes = await openProcesses(run(), shop.companyId);
    try {
      const rest = { reader, processes, log, signal };
      // The documents that are still on their way meet the faults that are left; then SUNAT works again.
      await untilRest({ ...rest, seconds: FAULTY_SECONDS });
      await clearFaults(run().sandboxes['sunat'] ?? '');
      const left = await untilRest({ ...rest, seconds: REST_SECONDS });
      await manager.stop();
      log(left.length === 0 ? `en reposo a los ${seconds(began)} s` : `sin reposo: ${left.join(', ')}`);
      const sandboxUrl = run().sandboxes['sunat'] ?? '';
      const evidence = await collect({ client, reader, processes, sandboxUrl, shop, attempts });
      const verdicts = judge(evidence);
      console.log('');
      for (const line of summaryOf(evidence)) console.log(line);
      console.log(
        `caos         ${struck.kills} muertes (${struck.missed} sin víctima), ${struck.faults} fallas ordenadas a SUNAT\n`,
      );
      for (const line of tableOf(verdicts)) console.log(line);
      return verdicts.every(({ faults }) => faults.length === 0) && struck.missed === 0;
    } finally {
      await processes.close();
    }
  } finally {
    await manager.stop();
    await reader.close();
  }
}

const seconds = (since: number): string => ((Date.now() - since) / 1000).toFixed(0);

/** Faults that no request has met yet would only prolong the wait; a sandbox that died has forgotten them already. */
async function clearFaults(sandboxUrl: string): Promise<void> {
  await fetch(`${sandboxUrl}/__control/faults`, { method: 'DELETE', signal: AbortSignal.timeout(5000) }).catch(
    () => undefined,
  );
}
