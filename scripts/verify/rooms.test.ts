import { describe, expect, test } from '@jest/globals';

import { roomFaults } from './rooms.ts';
import { sizeFaults } from './sizes.ts';

const rules = (file: string, text: string) => roomFaults(file, text).map(({ line, rule }) => `${line} ${rule}`);

describe('a room imports only what the table grants it', () => {
  const refused: [string, string, RegExp][] = [
    ['domain/sale/price.ts', "import { readFileSync } from 'node:fs';", /node:fs/],
    ['domain/sale/price.ts', "import { z } from 'zod';", /paquete zod/],
    ['domain/sale/price.ts', "import { config } from '../../platform/config.ts';", /platform\/config/],
    ['workflows/sale/workflow.ts', "import { send } from '../../activities/send.ts';", /activities\/send/],
    ['workflows/sale/workflow.ts', "import { Client } from '@temporalio/client';", /@temporalio\/client/],
    ['services/sales/a.ts', "export { send } from '../../integrations/sunat/client.ts';", /integrations\/sunat/],
    ['integrations/sunat/a.ts', "import { x } from '../shopify/client.ts';", /integrations\/shopify/],
    ['integrations/sunat/a.ts', "import { x } from '../../db/orm.ts';", /db\/orm/],
    ['sandbox/sunat/a.ts', "import { x } from '../../domain/fiscal/invoice.ts';", /domain\/fiscal/],
    ['platform/log/a.ts', "import { x } from '../../domain/money.ts';", /domain\/money/],
    ['api/routes/a.ts', "const x = await import('../../activities/send.ts');", /activities\/send/],
    ['api/routes/a.ts', "import { x } from '../../workflows/sale/workflow.ts';", /workflows\/sale\/workflow/],
    ['api/routes/a.ts', "import {\n  a,\n  b,\n} from '../../relay/outbox.ts';", /relay\/outbox/],
    ['db/orm.ts', "import '../services/start.ts';", /services\/start/],
  ];
  test.each(refused)('%s refuses %s', (file, text, rule) => {
    expect(rules(file, text).join()).toMatch(rule);
  });

  const granted: [string, string][] = [
    ['domain/sale/price.ts', "import { Decimal } from 'decimal.js';\nimport { a } from '../decimal.ts';"],
    ['workflows/sale/workflow.ts', "import type { Activities } from '../../activities/index.ts';"],
    ['api/routes/a.ts', "import { saleWorkflow } from '../../workflows/sale-to-cdr/contract.ts';"],
    ['platform/log/a.ts', "import { HubError } from '../../domain/errors.ts';"],
    ['worker.ts', "import { createActivities } from './activities/index.ts';"],
    ['api/server.ts', "import { createOrm } from '../db/orm.ts';"],
    ['services/sales/a.test.ts', "import { createTestDatabase } from '../../test/support/database.ts';"],
  ];
  test.each(granted)('%s may %s', (file, text) => {
    expect(rules(file, text)).toEqual([]);
  });
});

test('the environment is read in one place only', () => {
  expect(rules('services/a.ts', 'const a = 1;\nconst b = process.env.HOME;')).toEqual([
    '2 process.env solo se lee en platform/config.ts',
  ]);
  expect(rules('platform/config.ts', 'export const read = () => process.env;')).toEqual([]);
  expect(rules('services/a.ts', '/**\n * Never process.env here.\n */')).toEqual([]);
});

test('a fault names the line of the import', () => {
  expect(roomFaults('domain/a.ts', "// first\n\nimport { x } from '../db/x.ts';")[0]?.line).toBe(3);
});

test('a file over 250 lines is a fault unless it is generated or a test', () => {
  const long = 'x;\n'.repeat(300);
  expect(sizeFaults('services/a.ts', long)).toHaveLength(1);
  expect(sizeFaults('domain/catalogs/generated/a.ts', long)).toEqual([]);
  expect(sizeFaults('services/a.test.ts', long)).toEqual([]);
});
