import {
  ApplicationFailure,
  condition,
  defineUpdate,
  proxyActivities,
  proxyLocalActivities,
  setHandler,
} from '@temporalio/workflow';

interface Activities {
  echo(text: string): Promise<string>;
}

const normal = proxyActivities<Activities>({ startToCloseTimeout: '10 s', retry: { maximumAttempts: 1 } });
const local = proxyLocalActivities<Activities>({ startToCloseTimeout: '2 s' });

export const decide = defineUpdate<string, [string]>('decide');

/** Waits for an update, runs a normal and a local activity, and fails when the update says so. */
export async function requestProbe(text: string): Promise<string> {
  let decision: string | undefined;
  setHandler(decide, (given) => {
    decision = given;
    return `SECRETO ${given}`;
  });
  await condition(() => decision !== undefined);
  const answer = (await normal.echo(text)) + (await local.echo(text));
  if (decision === 'fail') throw ApplicationFailure.nonRetryable('SECRETO failure');
  return answer;
}
