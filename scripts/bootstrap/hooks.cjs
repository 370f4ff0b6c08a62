'use strict';
const { execFileSync } = require('node:child_process');
const { existsSync } = require('node:fs');
const path = require('node:path');

/** Points Git at `.githooks` in a checkout of ours; never over a setting that somebody made. */
function installHooks(root) {
  if (!existsSync(path.join(root, '.git')) || !existsSync(path.join(root, '.githooks'))) return;
  const git = (...args) =>
    execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  try {
    if (git('rev-parse', '--show-prefix') !== '') return;
    let present = '';
    try {
      present = git('config', '--local', '--get', 'core.hooksPath');
    } catch {
      // unset
    }
    if (present === '') git('config', '--local', 'core.hooksPath', '.githooks');
  } catch {
    // no git, or no write access: hooks are a help, not a need
  }
}

module.exports = { installHooks };
