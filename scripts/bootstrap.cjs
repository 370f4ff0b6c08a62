'use strict';
/**
 * Starts every command of package.json. Plain CommonJS for Node >= 20 without dependencies: it installs what is
 * missing, then runs the command's script under the Node 24 of the lock file.
 */
const { spawn } = require('node:child_process');
const { existsSync } = require('node:fs');
const path = require('node:path');
const { installHooks } = require('./bootstrap/hooks.cjs');
const { ensureInstalled } = require('./bootstrap/install.cjs');
const { atLeast } = require('./bootstrap/locate.cjs');
const { Explained, say } = require('./bootstrap/say.cjs');
const { ensureTemporal } = require('./bootstrap/temporal.cjs');

const ROOT = path.resolve(__dirname, '..');
const MINIMUM_NODE = '24.7';

const COMMANDS = {
  start: { script: 'scripts/start.ts', temporal: true },
  demo: { script: 'scripts/demo.ts', temporal: true },
  test: { script: 'scripts/test.ts', temporal: true },
  'test:full': { script: 'scripts/test.ts', args: ['--full'], temporal: true },
  bench: { script: 'bench/run.ts', temporal: true },
  chaos: { script: 'scripts/chaos.ts', temporal: true },
  api: { script: 'api/server.ts' },
  worker: { script: 'worker.ts' },
  migrate: { script: 'scripts/migrate.ts' },
  seed: { script: 'scripts/seed.ts' },
  company: { script: 'scripts/company.ts' },
  verify: { script: 'scripts/verify.ts' },
};

/** The Node of the lock file (Linux), else the one we run under when it is new enough. */
function findNode() {
  const own = path.join(ROOT, 'node_modules', '.bin', 'node');
  if (process.platform !== 'win32' && existsSync(own)) return own;
  if (atLeast(process.versions.node, MINIMUM_NODE)) return process.execPath;
  throw new Explained(
    `Se necesita Node >= ${MINIMUM_NODE} (este es ${process.versions.node}). En Linux viene con "npm ci"; ` +
      'en macOS y Windows instálelo de https://nodejs.org.',
  );
}

/**
 * Runs the script in our process group with our terminal. Signals are passed on; the pipe on descriptor 3 closes when
 * this process is killed, which tells a supervisor to end in order.
 */
function execute(node, script, args) {
  return new Promise((resolve, reject) => {
    const env = {
      ...process.env,
      PATH: `${path.join(ROOT, 'node_modules', '.bin')}${path.delimiter}${process.env.PATH || ''}`,
      HUB_PARENT_FD: '3',
    };
    const child = spawn(node, [path.join(ROOT, script), ...args], {
      cwd: ROOT,
      env,
      stdio: ['inherit', 'inherit', 'inherit', 'pipe'],
    });
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, () => child.kill(name));
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(signal ? 1 : code || 0));
  });
}

async function main() {
  const [name = '', ...rest] = process.argv.slice(2);
  const command = COMMANDS[name];
  if (!command) throw new Explained(`Comando desconocido "${name}". Hay: ${Object.keys(COMMANDS).join(', ')}.`);
  await ensureInstalled(ROOT);
  installHooks(ROOT);
  const node = findNode();
  if (command.temporal) await ensureTemporal(ROOT, node);
  if (!existsSync(path.join(ROOT, command.script))) throw new Explained(`Falta ${command.script}.`);
  return execute(node, command.script, [...(command.args || []), ...rest]);
}

main().then(
  (code) => {
    process.exitCode = code;
    process.exit();
  },
  (error) => {
    if (error instanceof Explained) say(error.message);
    else console.error(error);
    process.exit(1);
  },
);
