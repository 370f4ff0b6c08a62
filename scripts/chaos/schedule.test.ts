import { expect, test } from '@jest/globals';

import { planStrikes, VICTIMS } from './schedule.ts';

const kills = (strikes: ReturnType<typeof planStrikes>) => strikes.filter(({ what }) => what === 'kill');

test('the same seed makes the same schedule, another seed another one', () => {
  const options = { sales: 200, kills: 20, seed: 7 };
  expect(planStrikes(options)).toEqual(planStrikes(options));
  expect(planStrikes({ ...options, seed: 8 })).not.toEqual(planStrikes(options));
});

test('exactly as many kills as asked for, every kind hit as often as another', () => {
  for (const seed of [1, 2, 3, 7]) {
    const victims = kills(planStrikes({ sales: 50, kills: 20, seed })).map((strike) =>
      strike.what === 'kill' ? strike.victim : undefined,
    );
    expect(victims).toHaveLength(20);
    for (const victim of VICTIMS) expect(victims.filter((one) => one === victim)).toHaveLength(4);
  }
});

test('strikes come in the order of the sales, some of them after the last one', () => {
  const at = planStrikes({ sales: 200, kills: 40, seed: 7 }).map((strike) => strike.at);
  expect(at).toEqual([...at].sort((a, b) => a - b));
  expect(Math.max(...at)).toBeGreaterThan(200);
});

test('a long run meets every kind of fault on every operation', () => {
  const met = new Set(
    planStrikes({ sales: 500, kills: 0, seed: 1 }).flatMap((strike) =>
      strike.what === 'fault' ? [`${strike.fault.operation} ${strike.fault.kind}`] : [],
    ),
  );
  for (const kind of ['fault', 'reject', 'observe', 'timeout', 'lost_answer', 'http', 'slow']) {
    expect(met).toContain(`sendBill ${kind}`);
  }
  expect(met).toContain('getStatusCdr timeout');
  expect(met).toContain('validity timeout');
});
