import { ApplicationFailure } from '@temporalio/common';
import { expect, test } from '@jest/globals';
import { conflict, HubError } from '../domain/errors.ts';
import { guarded } from './failures.ts';

const failing = (error: unknown) =>
  guarded({
    async run(_input: string): Promise<void> {
      throw error;
    },
  });

test('a rule’s refusal is final and keeps its code', async () => {
  const error = await failing(conflict('sale_not_paid', 'La venta no está pagada.'))
    .run('x')
    .catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(ApplicationFailure);
  expect(error).toMatchObject({ type: 'sale_not_paid', nonRetryable: true });
});

test('a part of the hub that is away is tried again', async () => {
  const away = new HubError('unavailable', 'database_unavailable', 'La base de datos no responde.');
  await expect(failing(away).run('x')).rejects.toMatchObject({ type: 'database_unavailable', nonRetryable: false });
});

test('everything else is left to Temporal’s retries as it is', async () => {
  const error = new Error('connection terminated');
  await expect(failing(error).run('x')).rejects.toBe(error);
});
