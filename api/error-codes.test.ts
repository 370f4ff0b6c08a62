import { readFileSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { expect, test } from '@jest/globals';

/** Where callers' errors are made; the wordings in which a code appears there. */
const SOURCES = ['api', 'services', 'domain', 'platform/auth', 'platform/signing', 'platform/temporal'];
const WORDINGS = [
  /new HubError\(\s*'\w+',\s*'([a-z][a-z_0-9]+)'/g,
  /conflict\(\s*'([a-z][a-z_0-9]+)'/g,
  /\bcode: '([a-z][a-z_0-9]+)'/g,
  /\bissue: '([a-z][a-z_0-9]+)'/g,
  /\bissue\((?:[^,()]+,\s*)?'([a-z][a-z_0-9]+)'/g,
  /\b(?:at|refused|fault|unauthorized)\('([a-z][a-z_0-9]+)'/g,
  /\],\s*'([a-z]+_[a-z_]+)'\s*[,)]/g,
];
/** zod's own name for a refinement, and states that share the word `code`. */
const NOT_CODES = new Set(['custom']);

test('every error code in the code stands in the table of docs/api.md', async () => {
  const documented = new Set(
    [...readFileSync('docs/api.md', 'utf8').matchAll(/`([a-z][a-z_0-9]+)`/g)].map((match) => match[1]),
  );
  const missing = new Set<string>();
  for await (const file of glob(SOURCES.map((folder) => `${folder}/**/*.ts`))) {
    if (file.endsWith('.test.ts') || file.includes('generated')) continue;
    const text = readFileSync(file, 'utf8');
    for (const wording of WORDINGS)
      for (const [, code = ''] of text.matchAll(wording))
        if (!documented.has(code) && !NOT_CODES.has(code)) missing.add(`${code} (${file})`);
  }
  expect([...missing]).toEqual([]);
});
