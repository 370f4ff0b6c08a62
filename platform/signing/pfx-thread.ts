import { parentPort, workerData } from 'node:worker_threads';
import { HubError } from '../../domain/errors.ts';
import { readPfx } from './certificate.ts';

/** The program of a thread that opens one PFX: identity or fault out. */
const { pfx, password }: { readonly pfx: Uint8Array; readonly password: string } = workerData;
try {
  parentPort?.postMessage({ identity: readPfx(Buffer.from(pfx), password) });
} catch (error) {
  if (!(error instanceof HubError)) throw error;
  parentPort?.postMessage({ fault: error.code });
}
