import { setTimeout as sleep } from 'node:timers/promises';

import { z } from 'zod';

import { createRandom } from '../seed/fake/random.ts';
import type { StubbornClient } from './client.ts';

const entries = z.object({
  data: z.array(z.object({ id: z.string(), code: z.string(), options: z.array(z.string()) })),
});

export interface Manager {
  stop(): Promise<void>;
}

const LOOK_MS = 700;
const AT_ONCE = 6;

/** The manager of the shop: decides what waits for a person until told to stop, one way or the other by the seed. */
export function startManager(client: StubbornClient, seed: number, log: (line: string) => void): Manager {
  const random = createRandom(seed ^ 0x5bd1e995);
  const tried = new Map<string, number>();
  let stopped = false;

  async function decide(id: string, code: string, options: readonly string[]): Promise<void> {
    // A rebuild or retry is the way on where it is offered; else a new number, or the goods and the money back.
    const decision = options.find((one) => one === 'rebuild' || one === 'retry') ?? random.pick(options);
    const round = (tried.get(id) ?? 0) + 1;
    tried.set(id, round);
    const chosen = round > 2 ? random.pick(options) : decision;
    const body = { decision: chosen, reason: `Decisión de la prueba sobre ${code}` };
    const answer = await client.post(`/attention/${id}/decisions`, body, `chaos-decision-${id}-${round}`);
    // 409: an earlier try, whose answer was lost, has decided it already.
    if (![202, 404, 409].includes(answer.status)) {
      log(`decisión ${chosen} sobre ${code}: ${answer.status} ${JSON.stringify(answer.body).slice(0, 300)}`);
    }
  }

  async function work(): Promise<void> {
    while (!stopped) {
      const { data } = entries.parse((await client.get('/attention?limit=50')).body);
      const open = data.filter(({ options }) => options.length > 0);
      for (let from = 0; from < open.length; from += AT_ONCE) {
        await Promise.all(open.slice(from, from + AT_ONCE).map((entry) => decide(entry.id, entry.code, entry.options)));
      }
      await sleep(LOOK_MS);
    }
  }

  const working = work().catch((error: unknown) => {
    if (!stopped) log(`el encargado no pudo seguir: ${String(error)}`);
  });
  return {
    async stop() {
      stopped = true;
      await working;
    },
  };
}
