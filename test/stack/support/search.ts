import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Every file below a folder. */
export function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile());
}

/** Where any of the secrets stands in plain bytes, as `name in file`. */
export function leaksIn(files: readonly string[], secrets: Readonly<Record<string, string>>): string[] {
  const needles = Object.entries(secrets).map(([name, text]) => [name, Buffer.from(text)] as const);
  return files.flatMap((file) => {
    const bytes = readFileSync(file);
    return needles.filter(([, needle]) => bytes.includes(needle)).map(([name]) => `${name} in ${file}`);
  });
}
