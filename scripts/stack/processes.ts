import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { codeOf } from './error-code.ts';

/** A started program: its own process group, its output in a file. */
export interface Running {
  readonly name: string;
  readonly pid: number;
  /** Settles once, with a text for people, when the program has ended for whatever reason. */
  readonly exited: Promise<string>;
  /** Which signal ends it in order; the watchdog needs it too. */
  readonly stopSignal: NodeJS.Signals;
  /** Ends it in order, by force after `graceMs`; resolves when it is gone. */
  readonly stop: () => Promise<void>;
}

export interface ProgramOptions {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly logFile: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly cwd?: string;
  /** Account to run as (a process of root only). */
  readonly account?: { readonly uid: number; readonly gid: number } | undefined;
  readonly stopSignal?: NodeJS.Signals;
  readonly graceMs?: number;
  /** Told at once, long before the program is ready: a stop during the start must reach it. */
  readonly onSpawn?: OnSpawn | undefined;
}

export type OnSpawn = (running: Running) => void;

/** Whether a process of that id lives (a zombie does not). */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
  try {
    return !/^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return true;
  }
}

/** The command line of a process, '' when there is none to be had. Guards against reused process ids. */
export function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
  } catch {
    if (process.platform === 'linux' || process.platform === 'win32') return '';
  }
  try {
    return execFileSync('ps', ['-p', String(pid), '-o', 'command='], { encoding: 'utf8' }).trim();
  } catch {
    return '';
  }
}

/** Sends a signal to a process or (negative id) its group; false when there is none. */
export function signal(pid: number, name: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, name);
  } catch {
    return false;
  }
}

/** Waits until the process is gone; false when it still lives after `ms`. */
export async function goneWithin(pid: number, ms: number): Promise<boolean> {
  for (const end = Date.now() + ms; isAlive(pid); await sleep(25)) if (Date.now() > end) return false;
  return true;
}

/** Ends a process that is not our child: in order, then by force with its group. */
export async function endProcess(pid: number, name: NodeJS.Signals, graceMs: number): Promise<void> {
  if (!isAlive(pid)) return;
  signal(pid, name);
  if (await goneWithin(pid, graceMs)) return;
  if (!signal(-pid, 'SIGKILL')) signal(pid, 'SIGKILL');
  await goneWithin(pid, 5000);
}

/** The last lines of a log file, for the message that says why a program did not start. */
export function tailOf(file: string, lines = 25): string {
  try {
    return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-lines).join('\n');
  } catch {
    return '';
  }
}

/** Starts a fresh log, keeping the one before beside it. */
export function rotateLog(file: string): void {
  mkdirSync(dirname(file), { recursive: true });
  try {
    renameSync(file, `${file}.1`);
  } catch {
    // there was none
  }
}

/**
 * Starts a program in a process group of its own, so that a Ctrl-C at the terminal reaches only the supervisor.
 * Output goes straight to the file: no pipe that breaks when the supervisor dies.
 */
export function startProgram(options: ProgramOptions): Running {
  mkdirSync(dirname(options.logFile), { recursive: true });
  const log = openSync(options.logFile, 'a', 0o600);
  const child = spawn(options.command, [...options.args], {
    cwd: options.cwd,
    env: { ...process.env, ...options.env },
    stdio: ['ignore', log, log],
    detached: process.platform !== 'win32',
    windowsHide: true,
    ...(options.account ? { uid: options.account.uid, gid: options.account.gid } : {}),
  });
  closeSync(log);
  const exited = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(`no se pudo ejecutar (${error.message})`));
    child.once('exit', (code, by) => resolve(by ? `terminó por ${by}` : `terminó con código ${code ?? '?'}`));
  });
  const stopSignal = options.stopSignal ?? 'SIGTERM';
  const running: Running = {
    name: options.name,
    pid: child.pid ?? -1,
    exited,
    stopSignal,
    stop: () => stopChild(child, exited, stopSignal, options.graceMs ?? 10_000),
  };
  options.onSpawn?.(running);
  return running;
}

async function stopChild(child: ChildProcess, exited: Promise<string>, name: NodeJS.Signals, graceMs: number) {
  const pid = child.pid;
  if (pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  signal(pid, name);
  const timer = setTimeout(() => {
    if (!signal(-pid, 'SIGKILL')) signal(pid, 'SIGKILL');
  }, graceMs);
  await exited;
  clearTimeout(timer);
}

/**
 * Repeats `ready` until it is true. Rejects when the program ends first or the time is over, with the end of its log.
 */
export async function waitUntilReady(
  running: Running,
  ready: () => Promise<boolean>,
  options: { seconds: number; logFile: string; everyMs?: number },
): Promise<void> {
  let ended: string | undefined;
  void running.exited.then((how) => {
    ended = how;
  });
  const end = Date.now() + options.seconds * 1000;
  for (;;) {
    if (ended !== undefined) throw new Error(`${running.name} ${ended}.\n${tailOf(options.logFile)}`);
    if (await ready()) return;
    if (Date.now() > end) {
      await running.stop();
      throw new Error(`${running.name} no respondió en ${options.seconds} s.\n${tailOf(options.logFile)}`);
    }
    await sleep(options.everyMs ?? 50);
  }
}
