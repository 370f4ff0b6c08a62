'use strict';
const { mkdirSync, openSync, closeSync, readFileSync, rmSync, writeSync } = require('node:fs');
const path = require('node:path');

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Runs `work` while holding the lock file, so that two commands started at once do not install over each other. A lock
 * of a dead process is void. `onWait` is told once when another process holds it.
 */
async function withLock(file, onWait, work) {
  mkdirSync(path.dirname(file), { recursive: true });
  let told = false;
  for (;;) {
    try {
      const fd = openSync(file, 'wx');
      writeSync(fd, String(process.pid));
      closeSync(fd);
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      let owner = 0;
      try {
        owner = Number(readFileSync(file, 'utf8'));
      } catch {
        continue;
      }
      if (owner > 0 && !isAlive(owner)) {
        rmSync(file, { force: true });
        continue;
      }
      if (!told) onWait(owner);
      told = true;
      await pause(300);
    }
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

module.exports = { withLock };
