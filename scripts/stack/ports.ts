import { mkdirSync, openSync, closeSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { codeOf } from './error-code.ts';
import { isAlive } from './processes.ts';

const HOST = '127.0.0.1';
/** Below every system's ephemeral range, so that a restarted child finds its port free of outgoing connections. */
const RANGE = { from: 20_000, to: 32_000 };

/** True when something accepts a TCP connection on the loopback port. */
export function accepts(port: number, host = HOST): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host });
    const answer = (open: boolean) => {
      socket.destroy();
      resolve(open);
    };
    socket.setTimeout(1000, () => answer(false));
    socket.once('connect', () => answer(true));
    socket.once('error', () => answer(false));
  });
}

/** True when the loopback port can be bound now. */
export async function isFree(port: number): Promise<boolean> {
  if (await accepts(port)) return false;
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host: HOST, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/**
 * Claims the port among the hubs of this machine: two that start at the same moment never choose the same one.
 * A claim of a process that no longer lives is void. Where claims cannot be written the port is simply used.
 */
function claim(port: number, folder: string): boolean {
  const file = join(folder, String(port));
  for (let attempt = 0; attempt < 2; attempt += 1) {
    try {
      const fd = openSync(file, 'wx');
      writeSync(fd, String(process.pid));
      closeSync(fd);
      return true;
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') return true;
      try {
        const owner = Number(readFileSync(file, 'utf8'));
        if (owner === process.pid || (owner > 0 && isAlive(owner))) return false;
        rmSync(file, { force: true });
      } catch {
        return false;
      }
    }
  }
  return false;
}

function claimsFolder(): string {
  const folder = join(tmpdir(), `retail-hub-ports-${process.getuid?.() ?? 0}`);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch {
    // claims are a courtesy between hubs; isFree decides
  }
  return folder;
}

/** The preferred port, or the next higher one that is free; never one that this process was given before. */
export async function nextFreePort(preferred: number, folder = claimsFolder()): Promise<number> {
  for (let port = preferred; port < Math.min(preferred + 500, 65_536); port += 1) {
    if ((await isFree(port)) && claim(port, folder)) return port;
  }
  throw new Error(`No hay un puerto libre entre ${preferred} y ${preferred + 499}.`);
}

/** `count` free ports in no particular order. */
export async function freePorts(count: number, folder = claimsFolder()): Promise<number[]> {
  const found: number[] = [];
  for (let tries = 0; found.length < count && tries < 2000; tries += 1) {
    const port = RANGE.from + Math.floor(Math.random() * (RANGE.to - RANGE.from));
    if ((await isFree(port)) && claim(port, folder)) found.push(port);
  }
  if (found.length < count) throw new Error(`No hay ${count} puertos libres entre ${RANGE.from} y ${RANGE.to}.`);
  return found;
}

/** Gives the claims back; without it they end with the process. */
export function releasePorts(ports: readonly number[], folder = claimsFolder()): void {
  for (const port of ports) rmSync(join(folder, String(port)), { force: true });
}
