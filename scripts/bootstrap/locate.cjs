'use strict';
/**
 * Where the Temporal server comes from. Plain CommonJS without dependencies: the launcher needs it before anything is
 * installed, and the stack and the tests use the same answer.
 */
const { execFileSync } = require('node:child_process');
const { accessSync, constants, existsSync } = require('node:fs');
const { homedir } = require('node:os');
const path = require('node:path');

const SERVER_VERSION = '1.32.0';
const UI_VERSION = '2.55.0';
const CLI_VERSION = '1.9.1';
const MINIMUM_GO = '1.26';

/** Outside the checkout, so that a second clone starts at once. */
function cacheFolder(env = process.env) {
  const base =
    env.XDG_CACHE_HOME ||
    (process.platform === 'darwin' && path.join(homedir(), 'Library', 'Caches')) ||
    (process.platform === 'win32' && env.LOCALAPPDATA) ||
    path.join(homedir(), '.cache');
  return path.join(base, 'retail-hub', `temporal-${SERVER_VERSION}`);
}

const binary = (name) => (process.platform === 'win32' ? `${name}.exe` : name);

function cached(folder, name) {
  const file = path.join(cacheFolder(), folder, binary(name));
  return existsSync(file) ? file : undefined;
}

function onPath(name, env = process.env) {
  for (const folder of (env.PATH || '').split(path.delimiter)) {
    const file = path.join(folder, binary(name));
    try {
      accessSync(file, constants.X_OK);
      if (folder) return file;
    } catch {
      // not here
    }
  }
  return undefined;
}

/** The first dotted version in a program's answer, or undefined when it cannot be run. */
function versionOf(file, args) {
  try {
    const said = execFileSync(file, args, { encoding: 'utf8', timeout: 20_000, stdio: ['ignore', 'pipe', 'ignore'] });
    return /(\d+\.\d+(?:\.\d+)?)/.exec(said)?.[1];
  } catch {
    return undefined;
  }
}

/** True when dotted version `a` is `b` or newer. */
function atLeast(a, b) {
  const left = String(a).split('.').map(Number);
  const right = String(b).split('.').map(Number);
  for (let i = 0; i < 3; i += 1) {
    const difference = (left[i] || 0) - (right[i] || 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}

/**
 * The order of preference, as a pure function over what was found. `undefined`: nothing is there, it must be installed.
 * A CLI older than the one that carries this server is passed over (no time skipping, other dynamic settings).
 */
function choose(probes) {
  if (probes.address) return { kind: 'external', address: probes.address };
  if (probes.cliPath && probes.cliVersion && atLeast(probes.cliVersion, CLI_VERSION)) {
    return { kind: 'cli', cli: probes.cliPath };
  }
  if (probes.cachedServer) return { kind: 'server', server: probes.cachedServer, ui: probes.cachedUi };
  if (probes.cachedCli) return { kind: 'cli', cli: probes.cachedCli };
  return undefined;
}

/** Looks, changes nothing. */
function locate(env = process.env) {
  const cliPath = env.TEMPORAL_ADDRESS ? undefined : onPath('temporal', env);
  return choose({
    address: env.TEMPORAL_ADDRESS || undefined,
    cliPath,
    cliVersion: cliPath && versionOf(cliPath, ['--version']),
    cachedServer: cached('server', 'server'),
    cachedUi: cached('ui', 'server'),
    cachedCli: cached('cli', 'temporal'),
  });
}

module.exports = {
  SERVER_VERSION,
  UI_VERSION,
  CLI_VERSION,
  MINIMUM_GO,
  atLeast,
  binary,
  cacheFolder,
  cached,
  choose,
  locate,
  onPath,
  versionOf,
};
