import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSunatSandbox, type SunatSandbox } from '../index.ts';
import { type ExampleBill, EXAMPLE_RUC, exampleBill, exampleName } from './example-bill.ts';
import { type Answer, control, type Login, send } from './client.ts';
import { type ExampleKey, exampleKey, signExample } from './sign.ts';

/** A sandbox in a folder of its own, with the clock stopped at noon of 2026-11-25 in Lima. */
export interface Fixture {
  readonly url: string;
  readonly key: ExampleKey;
  /** The date in Lima. */
  readonly today: string;
  bill(type: '01' | '03', number: number): ExampleBill;
  /** Signs and sends an example, after a change of its text. */
  submit(bill: ExampleBill, change?: (xml: string) => string, login?: Login): Promise<Answer>;
  fault(operation: string, kind: string, more?: object): Promise<void>;
  state(): Promise<State>;
  /** Stops it and starts it again on the same folder. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

export interface State {
  readonly checks: string;
  readonly documents: readonly Record<string, unknown>[];
  readonly tickets: readonly Record<string, unknown>[];
  readonly requests: readonly Record<string, unknown>[];
  readonly issuers: readonly Record<string, unknown>[];
}

const NOON = new Date('2026-11-25T17:00:00Z');

/** Opens a sandbox for a test file; close it in `afterAll`. */
export async function openFixture(): Promise<Fixture> {
  const dataDir = mkdtempSync(join(tmpdir(), 'sunat-sandbox-'));
  const start = (): Promise<SunatSandbox> => createSunatSandbox({ dataDir, port: 0, now: () => NOON });
  let sandbox = await start();
  const key = exampleKey();
  const today = '2026-11-25';
  return {
    get url() {
      return sandbox.url;
    },
    key,
    today,
    bill: (type, number) => ({
      ruc: EXAMPLE_RUC,
      type,
      series: type === '01' ? 'F001' : 'B001',
      number,
      issueDate: today,
    }),
    submit: (bill, change = (xml) => xml, login) =>
      send(sandbox.url, exampleName(bill), signExample(change(exampleBill(bill)), key), login),
    fault: async (operation, kind, more = {}) => {
      const answer = await control(sandbox.url, 'POST', '/faults', { operation, kind, ...more });
      if (answer.status !== 201) throw new Error(await answer.text());
    },
    state: async () => readState(await (await control(sandbox.url, 'GET', '/state')).json()),
    restart: async () => {
      await sandbox.close();
      sandbox = await start();
    },
    close: async () => {
      await sandbox.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** The control's own answer; the tests assert on what is in it. */
function readState(value: unknown): State {
  return value as State;
}
