import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { Client, Connection, type ScheduleHandle } from '@temporalio/client';
import { ensureSchedules, type ScheduleDeps, sweepSchedules } from '../../relay/schedules.ts';
import { type ProcessSchedule, SCHEDULES, scheduleId } from '../../workflows/schedules.ts';
import { historyConverter } from '../support/histories.ts';
import { temporalAddress } from './support/sale-worker.ts';
import { until } from './support/sale-handle.ts';

jest.setTimeout(60_000);

const NIGHTLY: ProcessSchedule = {
  ...{ process: 'nightly', cron: '30 5 * * *', workflowType: 'nightly', summary: 'De noche' },
  workflowId: (companyId) => `${companyId}/nightly`,
  input: (companyId) => ({ companyId }),
};

let connection: Connection;
let client: Client;
let deps: ScheduleDeps & { readonly schedules: readonly ProcessSchedule[] };

beforeAll(async () => {
  connection = await Connection.connect({ address: temporalAddress() });
  client = new Client({ connection, namespace: 'default', dataConverter: historyConverter });
  deps = { client, taskQueue: `schedules-${randomUUID()}`, schedules: [NIGHTLY] };
});
afterAll(() => connection.close());

const handleOf = (companyId: string): ScheduleHandle => client.schedule.getHandle(scheduleId(companyId, NIGHTLY));
/** The list of schedules is brought up to date a moment later. */
const listed = (companyId: string) =>
  until('listed', async () => {
    for await (const { scheduleId: id, state } of client.schedule.list())
      if (id === scheduleId(companyId, NIGHTLY) && state.note) return true;
    return false;
  });

test('a company has its schedules once: in Lima’s time, one run at a time, a missed day made up', async () => {
  const companyId = randomUUID();
  await ensureSchedules(deps, companyId);
  await ensureSchedules(deps, companyId);
  const { spec, policies, action, info } = await handleOf(companyId).describe();
  expect(spec.timezone).toBe('America/Lima');
  expect(policies).toMatchObject({ overlap: 'SKIP', catchupWindow: 86_400_000 });
  expect(action).toMatchObject({ workflowType: 'nightly', workflowId: `${companyId}/nightly`, args: [{ companyId }] });
  // 5:30 in Lima, and at most five minutes of jitter.
  expect(info.nextActionTimes[0]?.toISOString()).toMatch(/T10:3[0-5]:/);
});

test('the run begins under the company’s id and on its queue', async () => {
  const companyId = randomUUID();
  await ensureSchedules(deps, companyId);
  await handleOf(companyId).trigger();
  await until('started', async () => (await handleOf(companyId).describe()).info.recentActions.length === 1);
  const { recentActions } = (await handleOf(companyId).describe()).info;
  const { workflowId } = recentActions[0]?.action.workflow ?? { workflowId: '' };
  expect(workflowId.startsWith(`${companyId}/nightly-`)).toBe(true);
  await client.workflow.getHandle(workflowId).terminate();
});

test('the sweep makes what is missing, changes what another version made, and does nothing the second time', async () => {
  const [old, fresh] = [randomUUID(), randomUUID()];
  await ensureSchedules({ ...deps, schedules: [{ ...NIGHTLY, cron: '0 1 * * *' }] }, old);
  await listed(old);
  expect(await sweepSchedules(deps, [old, fresh])).toBe(2);
  await until('changed', async () => {
    const { spec } = await handleOf(old).describe();
    return spec.calendars?.[0]?.hour[0]?.start === 5;
  });
  await listed(fresh);
  await until('in step', async () => (await sweepSchedules(deps, [old, fresh])) === 0);
});

test('a schedule that a person paused stays paused', async () => {
  const companyId = randomUUID();
  await ensureSchedules({ ...deps, schedules: [{ ...NIGHTLY, cron: '0 1 * * *' }] }, companyId);
  await handleOf(companyId).pause('Inventario');
  await until('paused', async () => {
    for await (const { scheduleId: id, state } of client.schedule.list())
      if (id === scheduleId(companyId, NIGHTLY) && state.paused) return true;
    return false;
  });
  expect(await sweepSchedules(deps, [companyId])).toBe(0);
  expect((await handleOf(companyId).describe()).state).toMatchObject({ paused: true, note: 'Inventario' });
});

test('every process of the calendar has a name of its own and an hour', () => {
  expect(new Set(SCHEDULES.map(({ process }) => process)).size).toBe(SCHEDULES.length);
  for (const schedule of SCHEDULES) {
    expect(schedule.cron).toMatch(/^\S+ \S+ \S+ \S+ \S+$/);
    expect(schedule.workflowId('c')).toMatch(/^c\//);
  }
});
