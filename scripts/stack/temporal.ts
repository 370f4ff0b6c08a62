import { join } from 'node:path';

import locating, { type TemporalSource } from '../bootstrap/locate.cjs';
import { accepts, freePorts, releasePorts } from './ports.ts';
import { type OnSpawn, type Running, startProgram, waitUntilReady } from './processes.ts';
import { dynamicConfig, type TemporalPorts, writeServerConfig, writeUiConfig } from './temporal-config.ts';
import { forgetMembers } from './temporal-members.ts';
import { isListening, prepareTemporal, SEARCH_ATTRIBUTES } from './temporal-ready.ts';

export interface TemporalOptions {
  /** Folder of configuration and, unless `inMemory`, of the database. */
  readonly dataDir: string;
  readonly inMemory?: boolean;
  /** Port of the frontend; a free one when left out. */
  readonly port?: number;
  readonly uiPort?: number;
  /** With `uiPort`: the codec that decodes payloads in the Web UI. */
  readonly codecEndpoint?: string;
  readonly timeSkipping?: boolean;
  readonly source?: TemporalSource;
  readonly logDir?: string;
}

/** The programs to keep up, each restartable on the same ports and data. */
export interface TemporalPlan {
  readonly address: string;
  readonly uiUrl: string | undefined;
  /** undefined for an external server. */
  readonly startServer: ((onSpawn?: OnSpawn) => Promise<Running>) | undefined;
  readonly startUi: ((onSpawn?: OnSpawn) => Promise<Running>) | undefined;
}

export interface Temporal {
  readonly address: string;
  /** 0 for an external server. */
  readonly pid: number;
  readonly uiUrl: string | undefined;
  readonly stop: () => Promise<void>;
}

/** Finds the server or says every way to get one. */
export function temporalSource(): TemporalSource {
  const source = locating.locate();
  if (source) return source;
  throw new Error(
    'No hay servidor de Temporal. Ejecute "npm run demo" (lo instala), o defina TEMPORAL_ADDRESS, o instale la CLI ' +
      `"temporal" >= ${locating.CLI_VERSION} en el PATH, o Go >= ${locating.MINIMUM_GO}.`,
  );
}

/** Decides ports and command lines; starts nothing. */
export async function planTemporal(options: TemporalOptions): Promise<TemporalPlan> {
  const source = options.source ?? temporalSource();
  if (source.kind === 'external') {
    return { address: source.address, uiUrl: undefined, startServer: undefined, startUi: undefined };
  }
  const port = options.port ?? (await freePorts(1))[0] ?? 7233;
  const address = `127.0.0.1:${port}`;
  const logDir = options.logDir ?? join(options.dataDir, 'logs');
  if (source.kind === 'cli') {
    const uiUrl = options.uiPort ? `http://127.0.0.1:${options.uiPort}` : undefined;
    return {
      address,
      uiUrl,
      startServer: (spawned) => startCli(source.cli, port, logDir, options, spawned),
      startUi: undefined,
    };
  }
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0] = await freePorts(7);
  const ports: TemporalPorts = { frontend: [port, a], history: [b, c], matching: [d, e], worker: [f, g] };
  const ui = options.uiPort && source.ui ? { binary: source.ui, port: options.uiPort } : undefined;
  return {
    address,
    uiUrl: ui ? `http://127.0.0.1:${ui.port}` : undefined,
    startServer: (spawned) => startServer(source.server, ports, logDir, options, spawned),
    startUi: ui ? (spawned) => startUi(ui.binary, ui.port, address, logDir, options, spawned) : undefined,
  };
}

async function ready(running: Running, address: string, logFile: string): Promise<Running> {
  await waitUntilReady(running, () => isListening(address), { seconds: 60, logFile, everyMs: 25 });
  const died = running.exited.then((how) => {
    throw new Error(`${running.name} ${how}.`);
  });
  died.catch(() => undefined);
  try {
    await Promise.race([prepareTemporal(address), died]);
  } catch (error) {
    await running.stop();
    throw error;
  }
  return running;
}

async function startServer(
  binary: string,
  ports: TemporalPorts,
  logDir: string,
  options: TemporalOptions,
  onSpawn?: OnSpawn,
) {
  const database = join(options.dataDir, 'temporal', 'temporal.db');
  if (!options.inMemory) forgetMembers(database);
  const config = writeServerConfig(join(options.dataDir, 'temporal'), ports, {
    timeSkipping: options.timeSkipping ?? false,
    ...(options.inMemory ? {} : { database }),
  });
  const logFile = join(logDir, 'temporal.log');
  const running = startProgram({
    name: 'temporal',
    command: binary,
    args: ['--config-file', config, '--allow-no-auth', 'start'],
    cwd: options.dataDir,
    logFile,
    // Every commit of the file is synchronous, so the end by force loses nothing.
    graceMs: 4000,
    onSpawn,
  });
  return ready(running, `127.0.0.1:${ports.frontend[0]}`, logFile);
}

async function startCli(binary: string, port: number, logDir: string, options: TemporalOptions, onSpawn?: OnSpawn) {
  const args = ['server', 'start-dev', '--ip', '127.0.0.1', '--port', String(port), '--namespace', 'default'];
  args.push('--log-level', 'error');
  if (options.uiPort) args.push('--ui-port', String(options.uiPort), '--ui-ip', '127.0.0.1');
  else args.push('--headless');
  if (options.uiPort && options.codecEndpoint) args.push('--ui-codec-endpoint', options.codecEndpoint);
  if (!options.inMemory) args.push('--db-filename', join(options.dataDir, 'temporal.db'));
  for (const name of SEARCH_ATTRIBUTES) args.push('--search-attribute', `${name}=Keyword`);
  for (const [key, value] of Object.entries(dynamicConfig(options.timeSkipping ?? false))) {
    args.push('--dynamic-config-value', `${key}=${JSON.stringify(value)}`);
  }
  const logFile = join(logDir, 'temporal.log');
  const running = startProgram({ name: 'temporal', command: binary, args, cwd: options.dataDir, logFile, onSpawn });
  return ready(running, `127.0.0.1:${port}`, logFile);
}

async function startUi(
  binary: string,
  port: number,
  address: string,
  logDir: string,
  options: TemporalOptions,
  onSpawn?: OnSpawn,
) {
  const root = join(options.dataDir, 'temporal', 'ui');
  writeUiConfig(root, { temporalAddress: address, port, codecEndpoint: options.codecEndpoint });
  const logFile = join(logDir, 'temporal-ui.log');
  const running = startProgram({
    name: 'temporal-ui',
    command: binary,
    args: ['--root', root, '--config', '.', '--env', 'development', 'start'],
    cwd: root,
    logFile,
    graceMs: 3000,
    onSpawn,
  });
  await waitUntilReady(running, () => accepts(port), { seconds: 30, logFile });
  return running;
}

/**
 * Server and, with `uiPort`, Web UI, without supervision (tests, tools). Ports that were taken between the probe and the
 * start make the server end at once: then it is tried again with others.
 */
export async function startTemporal(options: TemporalOptions): Promise<Temporal> {
  let failure: unknown;
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const plan = await planTemporal(options);
    try {
      const server = await plan.startServer?.();
      if (!server) await prepareTemporal(plan.address);
      const ui = await plan.startUi?.();
      return {
        address: plan.address,
        pid: server?.pid ?? 0,
        uiUrl: plan.uiUrl,
        stop: async () => {
          await ui?.stop();
          await server?.stop();
          releasePorts([Number(plan.address.split(':')[1])]);
        },
      };
    } catch (error) {
      failure = error;
    }
  }
  throw failure;
}
