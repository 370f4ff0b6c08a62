import { type Client, ScheduleAlreadyRunning, ScheduleOverlapPolicy } from '@temporalio/client';
import { type ProcessSchedule, SCHEDULES, scheduleId } from '../workflows/schedules.ts';

export interface ScheduleDeps {
  readonly client: Client;
  readonly taskQueue: string;
  /** The schedules a company has; another list in tests. */
  readonly schedules?: readonly ProcessSchedule[];
}

/** Begins the note of a schedule that is ours to change; a note that a person wrote is left alone with its schedule. */
const OURS = 'hub ';

const keyword = (name: string, value: string) => ({ key: { name, type: 'KEYWORD' as const }, value });

/** Says what was set, so that another version of the code sees that it differs. */
const noteOf = ({ cron, workflowType }: ProcessSchedule, taskQueue: string): string =>
  `${OURS}${workflowType} ${cron} ${taskQueue}`;

/**
 * One run at a time: what falls into a running one is skipped. After an outage of up to a day the missed run is made up.
 * The jitter keeps the companies' runs from beginning in the same second.
 */
function optionsOf(companyId: string, schedule: ProcessSchedule, taskQueue: string) {
  const { cron, workflowType, workflowId, input, summary } = schedule;
  return {
    spec: { cronExpressions: [cron], timezone: 'America/Lima', jitter: '5 minutes' as const },
    action: {
      ...{ type: 'startWorkflow' as const, workflowType, taskQueue },
      workflowId: workflowId(companyId),
      args: [input(companyId)],
      workflowTaskTimeout: '5 seconds' as const,
      staticSummary: summary,
      typedSearchAttributes: [keyword('HubCompany', companyId)],
    },
    policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '1 day' as const },
  };
}

/** Makes the schedules that a company does not have yet. Safe to run twice. */
export async function ensureSchedules(deps: ScheduleDeps, companyId: string): Promise<void> {
  for (const schedule of deps.schedules ?? SCHEDULES) await create(deps, companyId, schedule);
}

async function create({ client, taskQueue }: ScheduleDeps, companyId: string, schedule: ProcessSchedule) {
  try {
    await client.schedule.create({
      ...optionsOf(companyId, schedule, taskQueue),
      scheduleId: scheduleId(companyId, schedule),
      state: { note: noteOf(schedule, taskQueue) },
    });
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
  }
}

async function update({ client, taskQueue }: ScheduleDeps, companyId: string, schedule: ProcessSchedule) {
  await client.schedule.getHandle(scheduleId(companyId, schedule)).update(({ state }) => ({
    ...optionsOf(companyId, schedule, taskQueue),
    state: { paused: state.paused, note: noteOf(schedule, taskQueue) },
  }));
}

/**
 * Brings the schedules of all companies in step with the code: makes the missing ones, changes those made by another
 * version. One that a person paused with a note of his own stays as it is. Answers how many were made or changed.
 */
export async function sweepSchedules(deps: ScheduleDeps, companyIds: readonly string[]): Promise<number> {
  const notes = new Map<string, string>();
  for await (const { scheduleId: id, state } of deps.client.schedule.list()) notes.set(id, state.note ?? '');
  let done = 0;
  for (const companyId of companyIds) {
    for (const schedule of deps.schedules ?? SCHEDULES) {
      const note = notes.get(scheduleId(companyId, schedule));
      if (note === noteOf(schedule, deps.taskQueue)) continue;
      if (note === undefined) await create(deps, companyId, schedule);
      else if (note.startsWith(OURS)) await update(deps, companyId, schedule);
      else continue;
      done += 1;
    }
  }
  return done;
}
