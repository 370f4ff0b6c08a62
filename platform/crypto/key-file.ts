import { randomUUID } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { errorCode } from '../error-chain.ts';
import { newMasterKey, parseMasterKeys } from './master-keys.ts';

/** The text of a master-key file, checked to be one; throws when it is missing or not readable as keys. */
export function readKeyFile(path: string): string {
  const text = readFileSync(path, 'utf8').trim();
  parseMasterKeys(text);
  return text;
}

/**
 * Reads the master-key file, or makes it (mode 0600) on the first start of the embedded stand.
 * The file appears whole or not at all, and of several processes that start at once one wins: losing this key loses
 * every encrypted value.
 */
export function ensureKeyFile(path: string): string {
  if (existsSync(path)) return readKeyFile(path);
  mkdirSync(dirname(path), { recursive: true });
  const draft = `${path}.${randomUUID()}`;
  const file = openSync(draft, 'wx', 0o600);
  try {
    writeSync(file, `${newMasterKey('k1')}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  try {
    linkSync(draft, path);
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
  } finally {
    rmSync(draft);
  }
  return readKeyFile(path);
}
