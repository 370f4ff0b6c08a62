import { describe, expect, test } from '@jest/globals';
import { mayHaveArrivedBefore, planSummary } from './plan-summary.ts';
import type { SummaryDossier } from './summary-dossier.ts';

type Asked = Pick<SummaryDossier, 'status' | 'ticket' | 'submissions'>;

const OPEN = { gateOpen: true, breakerOpen: false };
const send = (...outcomes: (string | null)[]): Asked['submissions'] =>
  outcomes.map((outcome) => ({ operation: 'sendSummary', outcome }));
const file = (change: Partial<Asked> = {}): Asked => ({ status: 'issued', ticket: null, submissions: [], ...change });

describe('the next step for a file', () => {
  test.each<[string, Asked, string]>([
    ['a new one is sent', file(), 'send'],
    [
      'with its ticket it is asked about',
      file({ status: 'pending', ticket: '1', submissions: send('ticket') }),
      'poll',
    ],
    [
      'whose answer was lost the same bytes go again',
      file({ status: 'unknown', submissions: send('unknown') }),
      'send',
    ],
    ['whose sender died, too', file({ status: 'sending', submissions: send(null) }), 'send'],
    [
      'that SUNAT has without a ticket is found out by its documents',
      file({ status: 'unknown', submissions: send('unknown', 'lost') }),
      'find_out',
    ],
    ['that is accepted is finished', file({ status: 'observed' }), 'finish'],
  ])('%s', (_name, asked, plan) => {
    expect(planSummary(asked, OPEN)).toBe(plan);
  });

  test('behind a closed gate or an open breaker nothing leaves, and lines of an accepted one are still settled', () => {
    for (const facts of [
      { ...OPEN, gateOpen: false },
      { ...OPEN, breakerOpen: true },
    ]) {
      expect(planSummary(file(), facts)).toBe('wait');
      expect(planSummary(file({ status: 'pending', ticket: '1' }), facts)).toBe('wait');
      expect(planSummary(file({ status: 'accepted' }), facts)).toBe('finish');
    }
  });
});

test('an earlier send may have arrived unless it certainly did not', () => {
  expect(mayHaveArrivedBefore(file())).toBe(false);
  expect(mayHaveArrivedBefore(file({ submissions: send('retryable', 'configuration_error', 'waiting') }))).toBe(false);
  for (const outcome of ['unknown', null, 'ticket', 'lost'])
    expect(mayHaveArrivedBefore(file({ submissions: send('retryable', outcome) }))).toBe(true);
});
