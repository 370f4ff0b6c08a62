'use strict';
const { spawn } = require('node:child_process');
const { mkdirSync, readdirSync, renameSync, rmSync, existsSync } = require('node:fs');
const { connect } = require('node:net');
const path = require('node:path');
const { withLock } = require('./lock.cjs');
const { Explained, say } = require('./say.cjs');
const locating = require('./locate.cjs');

const MODULES = {
  server: `go.temporal.io/server/cmd/server@v${locating.SERVER_VERSION}`,
  ui: `github.com/temporalio/ui-server/v2/cmd/server@v${locating.UI_VERSION}`,
};

/** Runs a program to its end with a progress line every 30 s; resolves to its exit code (-1: not run, or too long). */
function run(command, args, options) {
  return new Promise((resolve) => {
    const began = Date.now();
    const child = spawn(command, args, {
      env: options.env,
      cwd: options.cwd,
      stdio: ['ignore', 'ignore', options.quiet ? 'ignore' : 2],
    });
    const timer = setInterval(() => say(`  … ${options.what}: ${Math.round((Date.now() - began) / 1000)} s`), 30_000);
    const limit = setTimeout(() => child.kill('SIGKILL'), options.timeoutMs);
    const interrupted = (name) => {
      child.kill(name);
      process.exit(1);
    };
    for (const name of ['SIGINT', 'SIGTERM']) process.once(name, interrupted);
    const end = (code) => {
      for (const name of ['SIGINT', 'SIGTERM']) process.removeListener(name, interrupted);
      clearInterval(timer);
      clearTimeout(limit);
      resolve(code);
    };
    child.once('error', () => end(-1));
    child.once('exit', (code) => end(code === null ? -1 : code));
  });
}

/** Makes a folder beside its final name and renames it: an install that was killed leaves nothing half done. */
async function intoCache(name, fill) {
  const cache = locating.cacheFolder();
  mkdirSync(cache, { recursive: true });
  for (const left of readdirSync(cache)) {
    if (left.startsWith(`${name}.new-`)) rmSync(path.join(cache, left), { recursive: true, force: true });
  }
  const half = path.join(cache, `${name}.new-${process.pid}`);
  const target = path.join(cache, name);
  mkdirSync(half, { recursive: true });
  try {
    if (!(await fill(half))) return false;
    rmSync(target, { recursive: true, force: true });
    renameSync(half, target);
    return true;
  } finally {
    rmSync(half, { recursive: true, force: true });
  }
}

/** Go >= the minimum on PATH, or undefined. */
function findGo() {
  const go = locating.onPath('go');
  const version = go && locating.versionOf(go, ['version']);
  return version && locating.atLeast(version, locating.MINIMUM_GO) ? go : undefined;
}

function goInstall(go, name) {
  return intoCache(name, async (folder) => {
    const args = ['install', '-ldflags', '-s -w', MODULES[name]];
    const options = {
      env: { ...process.env, GOBIN: folder },
      cwd: folder,
      timeoutMs: 40 * 60_000,
    };
    const code = await run(go, args, {
      ...options,
      what: `compilando ${name === 'ui' ? 'la interfaz' : 'el servidor'}`,
    });
    return code === 0 && existsSync(path.join(folder, locating.binary('server')));
  });
}

/** A quick look whether the download host can be reached at all; behind a proxy only the download itself can tell. */
function canDownload() {
  if (process.env.HTTPS_PROXY || process.env.https_proxy) return Promise.resolve(true);
  return new Promise((resolve) => {
    const socket = connect({ host: 'temporal.download', port: 443 });
    const end = (ok) => {
      socket.destroy();
      resolve(ok);
    };
    socket.setTimeout(4000, () => end(false));
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
  });
}

/** The SDK's own download of the CLI, which carries the same server and the Web UI. */
async function download(root, node) {
  if (!(await canDownload())) return false;
  say('descargando el servidor de Temporal (una sola vez)…');
  return intoCache('cli', async (folder) => {
    const script = path.join(root, 'scripts', 'bootstrap', 'download-cli.ts');
    const options = { env: process.env, timeoutMs: 120_000, what: 'descargando', quiet: true };
    const code = await run(node, [script, folder], options);
    return code === 0 && existsSync(path.join(folder, locating.binary('temporal')));
  });
}

function noWay() {
  return new Explained(
    [
      'No se encontró un servidor de Temporal y no se pudo obtener uno. Elija una de estas formas:',
      '  1. TEMPORAL_ADDRESS=host:puerto  usa un servidor que ya corre (>= 1.32);',
      `  2. la CLI "temporal" >= ${locating.CLI_VERSION} en el PATH (https://docs.temporal.io/cli);`,
      `  3. copie los binarios a ${locating.cacheFolder()}${path.sep}{server,ui}${path.sep}server;`,
      '  4. acceso a https://temporal.download (descarga automática, también por HTTPS_PROXY);',
      `  5. Go >= ${locating.MINIMUM_GO} en el PATH con acceso al proxy de módulos (compila una vez, unos cinco minutos).`,
    ].join('\n'),
  );
}

async function install(root, node) {
  if (await download(root, node)) return;
  const go = findGo();
  if (!go) throw noWay();
  say(`compilando el servidor de Temporal ${locating.SERVER_VERSION} con Go: unos cinco minutos, una sola vez…`);
  if (!(await goInstall(go, 'server'))) throw noWay();
  say('servidor de Temporal listo.');
}

/** The Web UI is a comfort: without it the hub runs all the same. */
async function installUi() {
  const go = findGo();
  if (!go) return say('sin la interfaz web de Temporal (no hay Go para compilarla); lo demás funciona igual.');
  say('compilando la interfaz web de Temporal (una sola vez)…');
  if (!(await goInstall(go, 'ui'))) say('no se pudo compilar la interfaz web de Temporal; lo demás funciona igual.');
}

/** Makes sure that a server can be started, in the order of `locate.cjs`, installing it when nothing is there. */
async function ensureTemporal(root, node) {
  const complete = (found) => found && (found.kind !== 'server' || found.ui);
  if (complete(locating.locate())) return;
  const lock = path.join(locating.cacheFolder(), 'install.lock');
  const wait = (pid) => say(`otro proceso (pid ${pid}) está preparando el servidor de Temporal; se espera…`);
  await withLock(lock, wait, async () => {
    if (!locating.locate()) await install(root, node);
    const found = locating.locate();
    if (found && found.kind === 'server' && !found.ui) await installUi();
  });
}

module.exports = { ensureTemporal };
