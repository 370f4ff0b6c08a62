/** Three projects: `unit` needs no server, `db` real PostgreSQL, `process` PostgreSQL and the real Temporal server. */
const shared = {
  testEnvironment: 'node',
  rootDir: '.',
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        swcrc: false,
        sourceMaps: 'inline',
        module: { type: 'es6' },
        jsc: { target: 'es2024', parser: { syntax: 'typescript' } },
      },
    ],
  },
  setupFiles: ['<rootDir>/test/support/cover-children.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/.data/'],
  modulePathIgnorePatterns: ['<rootDir>/.data'],
};

const long = process.env.HUB_TEST_FULL === '1' ? [] : ['\\.long\\.test\\.ts$'];

export default {
  // A limit for what hangs, not a measure: real servers on a busy machine take their time.
  testTimeout: 60_000,
  coverageProvider: 'v8',
  coverageDirectory: '.data/coverage',
  coverageReporters: ['json', 'lcovonly'],
  collectCoverageFrom: [
    '{domain,services,activities,integrations,db,api,platform,relay,sandbox,scripts}/**/*.ts',
    'worker.ts',
    '!**/*.test.ts',
    '!**/generated/**',
    '!db/migrations/**',
    // Run by hand when SUNAT publishes new tables; what they write is what is tested.
    '!scripts/generate/**',
  ],
  projects: [
    {
      ...shared,
      displayName: 'unit',
      testMatch: [
        '<rootDir>/{domain,integrations,platform,sandbox,activities,scripts}/**/*.test.ts',
        '<rootDir>/test/unit/**/*.test.ts',
      ],
      testPathIgnorePatterns: [...shared.testPathIgnorePatterns, ...long],
    },
    {
      ...shared,
      displayName: 'db',
      testMatch: ['<rootDir>/{db,services,api,relay}/**/*.test.ts', '<rootDir>/test/db/**/*.test.ts'],
      testPathIgnorePatterns: [...shared.testPathIgnorePatterns, ...long],
      globalSetup: '<rootDir>/test/support/setup-postgres.ts',
      globalTeardown: '<rootDir>/test/support/teardown.ts',
    },
    {
      ...shared,
      displayName: 'process',
      testMatch: ['<rootDir>/test/process/**/*.test.ts'],
      testPathIgnorePatterns: [...shared.testPathIgnorePatterns, ...long],
      globalSetup: '<rootDir>/test/support/setup-process.ts',
      globalTeardown: '<rootDir>/test/support/teardown.ts',
    },
    {
      ...shared,
      displayName: 'stack',
      testMatch: ['<rootDir>/test/stack/**/*.test.ts'],
      testPathIgnorePatterns: [...shared.testPathIgnorePatterns, ...long],
    },
  ],
};
