'use strict';
const { spawn } = require('node:child_process');
const { createHash } = require('node:crypto');
const { existsSync, mkdirSync, readFileSync, writeFileSync } = require('node:fs');
const path = require('node:path');
const { withLock } = require('./lock.cjs');
const { Explained, say } = require('./say.cjs');

const STAMP = path.join('node_modules', '.retail-hub-lock');

function lockHash(root) {
  return createHash('sha256')
    .update(readFileSync(path.join(root, 'package-lock.json')))
    .digest('hex');
}

/** Spares the next start the comparison; a read-only image does without. */
function leaveStamp(root) {
  try {
    writeFileSync(path.join(root, STAMP), lockHash(root));
  } catch {
    // compared again next time
  }
}

/**
 * True when `node_modules` is what the lock file says. Without our stamp of this lock file (somebody ran npm by hand)
 * npm's own record of the installed tree decides.
 */
function isInstalled(root) {
  const stamp = path.join(root, STAMP);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lockHash(root)) return true;
  const record = path.join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(record)) return false;
  const installed = JSON.parse(readFileSync(record, 'utf8')).packages || {};
  const wanted = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')).packages || {};
  const complete = Object.entries(wanted).every(([name, entry]) => {
    if (name === '' || entry.link) return true;
    const found = installed[name];
    if (found) return found.version === entry.version;
    // A production image is installed without the development packages.
    return Boolean(entry.optional || entry.devOptional || (entry.dev && process.env.NODE_ENV === 'production'));
  });
  if (complete) leaveStamp(root);
  return complete;
}

function runNpm(root) {
  const npm = process.env.npm_execpath;
  const args = ['ci', '--loglevel=error', '--no-audit', '--no-fund'];
  const useNode = npm && /\.c?js$/.test(npm);
  return new Promise((resolve, reject) => {
    const child = useNode
      ? spawn(process.execPath, [npm, ...args], { cwd: root, stdio: ['ignore', 2, 2] })
      : spawn('npm', args, { cwd: root, stdio: ['ignore', 2, 2], shell: process.platform === 'win32' });
    child.once('error', reject);
    child.once('exit', (code, signal) =>
      code === 0
        ? resolve()
        : reject(new Explained(`"npm ci" falló (${signal || `código ${code}`}); vea las líneas de arriba.`)),
    );
  });
}

/** Installs the packages of the lock file when they are missing or others. */
async function ensureInstalled(root) {
  if (isInstalled(root)) return;
  mkdirSync(path.join(root, '.data'), { recursive: true });
  const lock = path.join(root, '.data', 'install.lock');
  const wait = (pid) => say(`otro proceso (pid ${pid}) está instalando los paquetes; se espera a que termine…`);
  await withLock(lock, wait, async () => {
    if (isInstalled(root)) return;
    say('instalando los paquetes del proyecto (unos 30 s, una sola vez)…');
    const began = Date.now();
    const timer = setInterval(() => say(`  … ${Math.round((Date.now() - began) / 1000)} s`), 15_000);
    try {
      await runNpm(root);
    } finally {
      clearInterval(timer);
    }
    leaveStamp(root);
    say(`paquetes instalados en ${Math.round((Date.now() - began) / 1000)} s.`);
  });
}

module.exports = { ensureInstalled, isInstalled };
