import { describe, expect, test } from '@jest/globals';

import locating from './locate.cjs';

const { atLeast, choose } = locating;
const CLI = '/usr/bin/temporal';

describe('the Temporal server is taken in the documented order', () => {
  test('an address that was given wins over everything', () => {
    const all = { address: 'temporal:7233', cliPath: CLI, cliVersion: '1.9.1', cachedServer: '/c/server' };
    expect(choose(all)).toEqual({ kind: 'external', address: 'temporal:7233' });
  });

  test('a CLI on the PATH that is new enough wins over the cache', () => {
    expect(choose({ cliPath: CLI, cliVersion: '1.9.1', cachedServer: '/c/server' })).toEqual({ kind: 'cli', cli: CLI });
    expect(choose({ cliPath: CLI, cliVersion: '1.10.0' })).toEqual({ kind: 'cli', cli: CLI });
  });

  test('an older or unreadable CLI is passed over', () => {
    const cached = { kind: 'server', server: '/c/server', ui: '/c/ui' };
    for (const cliVersion of ['1.9.0', '1.8.2', '0.13.0', undefined]) {
      expect(choose({ cliPath: CLI, cliVersion, cachedServer: '/c/server', cachedUi: '/c/ui' })).toEqual(cached);
    }
  });

  test('the cached server wins over the cached CLI, and does without its Web UI', () => {
    expect(choose({ cachedServer: '/c/server', cachedCli: '/c/temporal' })).toEqual({
      kind: 'server',
      server: '/c/server',
      ui: undefined,
    });
    expect(choose({ cachedCli: '/c/temporal' })).toEqual({ kind: 'cli', cli: '/c/temporal' });
  });

  test('nothing there means that it must be installed', () => {
    expect(choose({})).toBeUndefined();
    expect(choose({ cliPath: CLI, cliVersion: '1.5.1' })).toBeUndefined();
  });
});

test('versions are compared by number, not by text', () => {
  expect(atLeast('1.10', '1.9.1')).toBe(true);
  expect(atLeast('24.21.0', '24.7')).toBe(true);
  expect(atLeast('1.9', '1.9.1')).toBe(false);
  expect(atLeast('20.20.2', '24.7')).toBe(false);
});
