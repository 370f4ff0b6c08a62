import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { z } from 'zod';

/** Weights of the check digit of a RUC (modulus 11). */
const WEIGHTS = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2];

const schema = z.object({
  /** `kid:base64` of 32 bytes; the first of several seals. */
  master_key: z.string().min(1),
  database: z.object({ superuser: z.string(), owner: z.string(), app: z.string(), relay: z.string() }),
  operator_api_key: z.string(),
  admin: z.object({ email: z.string(), password: z.string(), company_ruc: z.string() }),
});

/** What the embedded stack made up for itself: random, of this data folder only. */
export type Secrets = z.infer<typeof schema>;

const secret = (bytes: number) => randomBytes(bytes).toString('base64url');

/** A company's RUC in a range that is not in use, with its check digit. */
function demoRuc(): string {
  const body = `2099${String(randomBytes(4).readUInt32BE() % 1_000_000).padStart(6, '0')}`;
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(body[index]), 0);
  return `${body}${(11 - (sum % 11)) % 10}`;
}

function makeSecrets(): Secrets {
  return {
    master_key: `k001:${randomBytes(32).toString('base64')}`,
    database: { superuser: secret(18), owner: secret(18), app: secret(18), relay: secret(18) },
    operator_api_key: `hk_${secret(32)}`,
    admin: { email: 'admin@demo.test', password: secret(12), company_ruc: demoRuc() },
  };
}

/** Writes a file that only we can read, by rename: a reader never sees half of it. */
export function writePrivate(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  const half = `${file}.${process.pid}`;
  writeFileSync(half, text, { mode: 0o600 });
  chmodSync(half, 0o600);
  renameSync(half, file);
}

/** The secrets of the data folder, made at the first start. */
export function loadSecrets(dataDir: string): Secrets {
  const file = join(dataDir, 'secrets.json');
  if (existsSync(file)) return schema.parse(JSON.parse(readFileSync(file, 'utf8')));
  const made = makeSecrets();
  writePrivate(file, `${JSON.stringify(made, undefined, 2)}\n`);
  return made;
}

export const sha256Hex = (text: string): string => createHash('sha256').update(text).digest('hex');
