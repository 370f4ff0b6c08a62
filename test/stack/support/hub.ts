import { randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { readRunFile, type RunFile } from '../../../scripts/stack/run-file.ts';
import { type Command, runCommand } from './command.ts';

/** Parsed JSON of an answer, walked freely in assertions. */
// oxlint-disable-next-line typescript/no-explicit-any
export type Json = Record<string, any>;

export interface HubAnswer {
  readonly status: number;
  readonly body: Json;
}

/** A hub started by `npm start`, spoken to as a stranger would. */
export interface StartedHub {
  readonly command: Command;
  /** What the run file says now. */
  run(): RunFile;
  token: string;
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<HubAnswer>;
  login(): Promise<Json>;
  /** Asks again until it is so. */
  until(path: string, isSo: (body: Json) => boolean, seconds?: number): Promise<Json>;
}

/** A folder that PostgreSQL's account may pass through. */
export function dataFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'hub-start-'));
  chmodSync(folder, 0o711);
  return folder;
}

async function ready(command: Command, dataDir: string, seconds: number): Promise<RunFile> {
  for (const end = Date.now() + seconds * 1000; Date.now() < end; await sleep(100)) {
    const run = readRunFile(dataDir);
    if (run) return run;
    if (command.child.exitCode !== null) break;
  }
  throw new Error(`npm start did not come up:\n${command.said().slice(-3000)}`);
}

export async function startHub(dataDir: string, env: Record<string, string> = {}): Promise<StartedHub> {
  const command = runCommand('start', [], { HUB_DATA_DIR: dataDir, ...env });
  let last = await ready(command, dataDir, 120);
  const hub: StartedHub = {
    command,
    run: () => {
      last = readRunFile(dataDir) ?? last;
      return last;
    },
    token: '',
    async call(method, path, body, headers = {}) {
      const answer = await fetch(last.api_url + path, {
        method,
        signal: AbortSignal.timeout(60_000),
        headers: {
          ...(hub.token ? { authorization: `Bearer ${hub.token}` } : {}),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(method === 'POST' ? { 'idempotency-key': randomUUID() } : {}),
          ...headers,
        },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
      const text = await answer.text();
      return { status: answer.status, body: text.startsWith('{') ? JSON.parse(text) : {} };
    },
    async login() {
      hub.token = '';
      const { body } = await hub.call('POST', '/api/v1/auth/login', last.admin);
      hub.token = body['access_token'];
      return body;
    },
    async until(path, isSo, seconds = 60) {
      let body: Json = {};
      for (const end = Date.now() + seconds * 1000; Date.now() < end; await sleep(200)) {
        body = (await hub.call('GET', path).catch(() => ({ body: {} }))).body;
        if (isSo(body)) return body;
      }
      throw new Error(`${path} did not get there in ${seconds} s: ${JSON.stringify(body).slice(0, 800)}`);
    },
  };
  return hub;
}

const PERSON = { document_type: '1', document_number: '45678912', name: 'ROSA QUISPE MAMANI' };

/** A boleta of one packet of coffee. */
export async function saleBody(hub: StartedHub, customer: object = PERSON): Promise<Json> {
  const places = (await hub.call('GET', '/api/v1/warehouses')).body;
  const products = (await hub.call('GET', '/api/v1/products?limit=200')).body;
  const price = products['data'].find((row: Json) => row['sku'] === 'CAFE-250')['price'];
  return {
    warehouse_id: places['data'][0]['id'],
    channel: 'store',
    document_type: 'boleta',
    customer,
    lines: [{ sku: 'CAFE-250', quantity: '1' }],
    payments: [{ method: 'cash', amount: Number(price).toFixed(2) }],
  };
}

export const isCompleted = (sale: Json): boolean => sale['status'] === 'completed';
