import { Worker } from 'node:worker_threads';
import { fault, type PfxFault, readPfx, type SigningIdentity } from './certificate.ts';
import { roundsOf } from './pfx-cost.ts';

/** Up to here opening takes some tens of milliseconds: less than a thread costs. Usual files ask for 2,000 to 10,000 a part. */
const CHEAP_ROUNDS = 35_000;

type Answer = { readonly identity: SigningIdentity } | { readonly fault: PfxFault };

let last: Promise<unknown> = Promise.resolve();

/**
 * Reads a PFX as `readPfx` does, but a file that asks for much key derivation in a thread of its own, one at a time: up
 * to ten seconds of it would otherwise stop every request, and every heartbeat, of the process.
 * @throws HubError as `readPfx`
 */
export async function openPfx(pfx: Buffer, password: string): Promise<SigningIdentity> {
  if (roundsOf(pfx) <= CHEAP_ROUNDS) return readPfx(pfx, password);
  const mine = last.then(() => inThread(pfx, password));
  last = mine.catch(() => undefined);
  const answer = await mine;
  if ('fault' in answer) throw fault(answer.fault);
  return answer.identity;
}

function inThread(pfx: Buffer, password: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(new URL('./pfx-thread.ts', import.meta.url), { workerData: { pfx, password } });
    thread.once('message', resolve);
    thread.once('error', reject);
    thread.once('exit', () => reject(new Error('The thread that opens certificates ended without an answer')));
  });
}
