import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { createFaultQueue } from './faults.ts';
import { listen } from './http.ts';
import { createRouter } from './router.ts';
import type { Sandbox } from './sandbox.ts';
import { createSchemaValidator } from './schema.ts';
import { openStore } from './store.ts';

export interface SunatSandboxOptions {
  /** Folder of the registry; made when missing. The same folder brings the same registry back. */
  readonly dataDir: string;
  /** Port on 127.0.0.1; 0 takes a free one. */
  readonly port: number;
  /** Clock of the rules on dates; the real one when left out. */
  readonly now?: () => Date;
}

/** A running sandbox: its root address, and how to stop it (open requests are cut, the registry is on the disk). */
export interface SunatSandbox {
  readonly url: string;
  close(): Promise<void>;
}

/** Starts a server that speaks SUNAT's wire contracts on the loopback: billService, billConsultService, validity query. */
export async function createSunatSandbox(options: SunatSandboxOptions): Promise<SunatSandbox> {
  mkdirSync(options.dataDir, { recursive: true });
  const store = await openStore(options.dataDir);
  const stopping = new AbortController();
  let last = 0;
  const box: Sandbox = {
    store,
    faults: createFaultQueue(),
    schema: createSchemaValidator(),
    inFlight: new Set(),
    now: options.now ?? (() => new Date()),
    sleep: (ms) => delay(ms, undefined, { signal: stopping.signal }),
    tokenKey: tokenKey(join(options.dataDir, 'token.key')),
    nextNumber: () => {
      last = Math.max(last + 1, Date.now() * 100);
      return String(last);
    },
  };
  const server = await listen(options.port, createRouter(box));
  return {
    url: server.url,
    close: async () => {
      stopping.abort();
      await server.close();
      await store.close();
    },
  };
}

/** Kept in a file, so that a token given before a restart is still good after it. */
function tokenKey(path: string): Buffer {
  if (existsSync(path)) return readFileSync(path);
  const key = randomBytes(32);
  writeFileSync(path, key, { mode: 0o600 });
  return key;
}
