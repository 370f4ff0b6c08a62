import { expect, test } from '@jest/globals';

import { runCommand } from './support/command.ts';

test('after sales under kills and faults all invariants hold, and everything started has ended', async () => {
  const chaos = runCommand('chaos', ['--sales', '25', '--kills', '5', '--seed', '3'], {});
  const code = await chaos.ended(280);
  expect([code, chaos.said()]).toEqual([0, expect.stringContaining('Todo se cumple.')]);
  expect(chaos.said().match(/\bmuerte \d\/5 /g)).toHaveLength(5);
  expect(chaos.said()).not.toContain('FALLA');
}, 300_000);
