/**
 * The rule of which room may import which, checked on the text of one file. Pure, so that it can be tested; the table is
 * the one of `docs/architecture.md`.
 */
export interface Fault {
  readonly file: string;
  readonly line: number;
  readonly rule: string;
}

interface Import {
  readonly from: string;
  readonly typeOnly: boolean;
  readonly line: number;
}

/** What each room may import besides itself: a room, one file, or (`*`) one file name of every folder of a room. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  workflows: ['domain'],
  services: ['domain', 'db', 'platform'],
  activities: ['services', 'integrations', 'domain', 'platform', 'workflows/*/contract.ts'],
  integrations: ['domain', 'platform'],
  sandbox: ['platform'],
  db: ['domain', 'platform'],
  api: ['services', 'domain', 'platform', 'workflows/*/contract.ts', 'workflows/*/start-options.ts'],
  platform: ['domain/errors.ts'],
  relay: [
    'services',
    'db',
    'platform',
    'domain',
    'workflows/*/contract.ts',
    'workflows/*/start-options.ts',
    'workflows/schedules.ts',
  ],
};

/** Only these build concrete dependencies; they and the tools may import every room. */
const ROOTS = ['worker.ts', 'api/server.ts', 'sandbox/server.ts'];
const TOOLS = ['scripts/', 'bench/', 'test/'];
/** Code that runs where Node does not exist, or must not reach for it. */
const PURE_PACKAGES: Readonly<Record<string, readonly string[]>> = {
  domain: ['decimal.js'],
  workflows: ['@temporalio/workflow', '@temporalio/common', 'decimal.js'],
};
const READS_ENVIRONMENT = ['platform/config.ts', 'sandbox/server.ts'];

const IMPORT = /^[ \t]*(?:import|export)\b(?<head>[^'"`;]*?)\bfrom\s*['"](?<from>[^'"]+)['"]/gm;
const BARE = /^[ \t]*import\s*['"](?<from>[^'"]+)['"]/gm;
const DYNAMIC = /\bimport\(\s*['"](?<from>[^'"]+)['"]/g;

function importsOf(text: string): Import[] {
  const lineAt = (index: number) => text.slice(0, index).split('\n').length;
  return [IMPORT, BARE, DYNAMIC].flatMap((pattern) =>
    [...text.matchAll(pattern)].map((match) => ({
      from: match.groups?.['from'] ?? '',
      typeOnly: /^\s*type\b/.test(match.groups?.['head'] ?? ''),
      line: lineAt(match.index + (match[0].length - match[0].trimStart().length)),
    })),
  );
}

/** A relative import as a path from the root, with `/`. */
function resolveFrom(file: string, from: string): string {
  const parts = file.split('/').slice(0, -1);
  for (const part of from.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.') parts.push(part);
  }
  return parts.join('/');
}

const roomOf = (file: string): string => file.split('/')[0] ?? '';

function mayImport(file: string, target: string, typeOnly: boolean): boolean {
  const room = roomOf(file);
  if (room === 'integrations' && roomOf(target) === room) {
    const system = file.split('/')[1];
    return target.split('/')[1] === system || target.split('/').length === 2;
  }
  if (roomOf(target) === room) return true;
  if (room === 'workflows' && roomOf(target) === 'activities') return typeOnly;
  return (ALLOWED[room] ?? []).some((allowed) => {
    if (!allowed.includes('*')) return target === allowed || target.startsWith(`${allowed}/`);
    const [before = '', after = ''] = allowed.split('*');
    return target.startsWith(before) && target.endsWith(after);
  });
}

function importFault(file: string, { from, typeOnly }: Import): string | undefined {
  const room = roomOf(file);
  if (from.startsWith('.')) {
    const target = resolveFrom(file, from);
    return mayImport(file, target, typeOnly) ? undefined : `${room}/ no puede importar ${target}`;
  }
  const packages = PURE_PACKAGES[room];
  if (!packages || typeOnly) return undefined;
  return packages.some((name) => from === name || from.startsWith(`${name}/`))
    ? undefined
    : `${room}/ no puede importar el paquete ${from}`;
}

/** True for files that the table binds: code of a room that is neither a test nor a composition root. */
export function isBound(file: string): boolean {
  if (ROOTS.includes(file) || TOOLS.some((folder) => file.startsWith(folder))) return false;
  return !file.endsWith('.test.ts') && roomOf(file) in ALLOWED;
}

/** Every breach of the import table and of "the environment is read in one place" in one file. */
export function roomFaults(file: string, text: string): Fault[] {
  if (!isBound(file)) return [];
  const faults = importsOf(text).flatMap((one) => {
    const rule = importFault(file, one);
    return rule ? [{ file, line: one.line, rule }] : [];
  });
  if (READS_ENVIRONMENT.includes(file)) return faults;
  const reads = text
    .split('\n')
    .flatMap((line, index) =>
      /\bprocess\.env\b/.test(line.replace(/\/\/.*|^\s*\*.*/, ''))
        ? [{ file, line: index + 1, rule: 'process.env solo se lee en platform/config.ts' }]
        : [],
    );
  return [...faults, ...reads];
}
