import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const SKIPPED = new Set(['node_modules', '.git', '.data', 'coverage', 'demo-output']);

/** Every TypeScript and CommonJS file of the checkout, as paths from the root with `/`. */
export function sourceFiles(root: string): { file: string; text: string }[] {
  return readdirSync(root, { withFileTypes: true, recursive: false }).flatMap((entry) => collect(root, entry.name));
}

function collect(root: string, path: string): { file: string; text: string }[] {
  if (SKIPPED.has(path)) return [];
  const full = join(root, path);
  if (/\.(ts|cjs)$/.test(path)) return [{ file: path, text: readFileSync(full, 'utf8') }];
  if (/\.[a-z0-9]+$/.test(path)) return [];
  try {
    return readdirSync(full).flatMap((name) => collect(root, `${path}/${name}`));
  } catch {
    return [];
  }
}
