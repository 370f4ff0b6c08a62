'use strict';

/** Progress for people goes to stderr, so that a command's own output stays clean. */
function say(line) {
  process.stderr.write(`[hub] ${line}\n`);
}

/** An error that is told without a stack: the text says what to do. */
class Explained extends Error {}

module.exports = { say, Explained };
