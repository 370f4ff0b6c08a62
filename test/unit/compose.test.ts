import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { type ConfigKey, configKeys } from '../../platform/config.ts';

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

const compose = read('docker-compose.yml');

/** The block of one top-level or service key, by indentation. */
function block(name: string, indent: string): string {
  const lines = compose.split('\n');
  const start = lines.findIndex((line) => line.startsWith(`${indent}${name}:`));
  const rest = lines.slice(start + 1);
  const end = rest.findIndex((line) => line.trim() !== '' && !line.startsWith(`${indent} `));
  return rest.slice(0, end === -1 ? undefined : end).join('\n');
}

/** Names that a block sets for the hub's own processes. */
const variables = (text: string): string[] =>
  [...text.matchAll(/^\s+([A-Z][A-Z0-9_]+):/gm)].map((match) => match[1] ?? '');

const hubVariables = [
  block('x-hub-environment', ''),
  ...['migrate', 'api', 'worker'].map((service) => block(service, '  ')),
].flatMap(variables);

describe('the production-like stand', () => {
  test('every variable given to a hub process exists in the configuration schema', () => {
    expect(hubVariables.length).toBeGreaterThan(20);
    expect(hubVariables.filter((name) => !configKeys.includes(name as ConfigKey))).toEqual([]);
  });

  test('every variable that compose reads is explained in .env.example', () => {
    const example = read('.env.example');
    const wanted = [...compose.matchAll(/\$\{([A-Z0-9_]+)/g)].map((match) => match[1] ?? '');
    expect(wanted.filter((name) => !new RegExp(`^${name}=`, 'm').test(example))).toEqual([]);
  });

  test('no secret stands in the file: passwords and keys come from the environment', () => {
    const secrets = [...compose.matchAll(/(?:PASSWORD|PWD|KEY)[A-Z0-9_]*: (.*)$/gm)].map((match) => match[1] ?? '');
    expect(secrets.length).toBeGreaterThan(5);
    expect(secrets.filter((value) => !value.startsWith('${'))).toEqual([]);
    expect(compose).not.toMatch(/\/\/[a-z_]+:[^$@]+@/);
  });

  test('every configuration variable is documented for operators', () => {
    const docs = read('docs/operations.md');
    expect(configKeys.filter((name) => !docs.includes(`\`${name}\``))).toEqual([]);
  });
});
