import { describe, expect, test } from '@jest/globals';
import type { Cdr, SummaryOutcome, TicketOutcome } from '../../integrations/sunat/index.ts';
import { judgeFinding, judgeSend, judgeTicket, type OpenFile } from './judge-file.ts';

const HOUR = 3_600_000;
const text = { code: '2223', description: 'ya' };
const cdr: Cdr = { zip: Buffer.from('PK'), code: '0', description: 'aceptado', observations: [], referenceId: 'RC-1' };

describe('the answer to a send', () => {
  const send = (outcome: SummaryOutcome, before = false) => judgeSend(outcome, before).kind;

  test.each<[string, SummaryOutcome, string]>([
    ['a ticket', { kind: 'ticket', ticket: '1' }, 'ticket'],
    ['a refusal of the content', { kind: 'rejected', code: '2513', description: '' }, 'rejected'],
    ['a fault that a consult would explain', { kind: 'consult_first', code: '2663', description: '' }, 'rejected'],
    ['too late', { kind: 'out_of_time', code: '2957', description: '' }, 'rejected'],
    ['a file that cannot be read', { kind: 'not_registered', code: '0306', description: '' }, 'not_registered'],
    ['a document told before', { kind: 'already_registered', code: '2282', description: '' }, 'rejected'],
    [
      'a wrong password',
      { kind: 'configuration_error', code: '0102', description: '', cause: 'credentials' },
      'configuration_error',
    ],
    ['SUNAT failing', { kind: 'retryable', code: '0130', description: '' }, 'retryable'],
    ['no answer', { kind: 'unknown', description: '' }, 'unknown'],
  ])('%s', (_name, outcome, kind) => {
    expect(send(outcome)).toBe(kind);
  });

  test('a name that is taken is another program’s file, unless an earlier send may have arrived', () => {
    const taken: SummaryOutcome = { kind: 'already_registered', ...text };
    expect(judgeSend(taken, false)).toMatchObject({ kind: 'failed', configuration: false });
    expect(judgeSend(taken, true)).toMatchObject({ kind: 'open', ended: false });
  });

  test('a fault that names a line blames the line, not the file', () => {
    const named = { lines: [3], documents: [] };
    expect(judgeSend({ kind: 'not_registered', code: '0306', description: '', named }, false)).toMatchObject({
      kind: 'rejected',
      named,
    });
  });

  test('behind an open breaker nothing left', () => {
    expect(judgeSend({ kind: 'retryable', code: 'breaker_open', description: '' }, false)).toEqual({ kind: 'waiting' });
  });
});

describe('the answer to a ticket', () => {
  const ask = (outcome: TicketOutcome, age = 0, before = false) => judgeTicket(outcome, { before, age });

  test('accepted and observed carry their CDR', () => {
    expect(ask({ kind: 'observed', cdr })).toMatchObject({
      kind: 'observed',
      evidence: 'cdr',
      code: '0',
      cdr: cdr.zip,
    });
  });

  test('98 is in process, and so is a ticket that SUNAT does not know yet', () => {
    expect(ask({ kind: 'in_process', code: '98', description: '' }).kind).toBe('in_process');
    expect(ask({ kind: 'unknown', code: '0127', description: '' }, HOUR).kind).toBe('in_process');
    expect(ask({ kind: 'unknown', code: '0127', description: '' }, 25 * HOUR)).toMatchObject({ kind: 'open' });
  });

  test('99 with a reason is a rejection, with a failure of SUNAT’s no line is to blame, without content it is open', () => {
    expect(ask({ kind: 'rejected', code: '2513', description: '' }).kind).toBe('rejected');
    expect(ask({ kind: 'failed', code: '0109', description: '' })).toMatchObject({
      kind: 'failed',
      configuration: false,
    });
    expect(ask({ kind: 'failed', code: '2325', description: '', cause: 'certificate' })).toMatchObject({
      configuration: true,
    });
    expect(ask({ kind: 'ended', code: '99', description: '' })).toMatchObject({ kind: 'open', ended: true });
  });

  test('a lost answer to the question changes nothing', () => {
    expect(ask({ kind: 'unknown', description: '' }).kind).toBe('unknown');
  });
});

describe('what the lists say of a file whose answer is lost', () => {
  const lost: OpenFile = { kind: 'open', ...text, ended: false };
  const ended: OpenFile = { kind: 'open', code: '99', description: '', ended: true };

  test('its documents stand there: it was accepted', () => {
    expect(judgeFinding(lost, 'taken', 0)).toMatchObject({ kind: 'accepted', evidence: 'validity_query', code: null });
  });

  test('they do not: nothing is sent anew on that alone, until a person is asked after a day', () => {
    expect(judgeFinding(lost, 'not_taken', HOUR)).toMatchObject({ kind: 'lost', person: false });
    expect(judgeFinding(lost, 'not_taken', 25 * HOUR)).toMatchObject({ kind: 'lost', person: true });
  });

  test('they do not and the ticket ended with errors: nothing of it is registered', () => {
    expect(judgeFinding(ended, 'not_taken', 0)).toMatchObject({ kind: 'failed' });
  });

  test('nobody can be asked: a person, for a ticket that ended after an hour', () => {
    expect(judgeFinding(lost, 'unsupported', 0)).toMatchObject({ person: true });
    expect(judgeFinding(ended, 'unsupported', 0)).toMatchObject({ person: false });
    expect(judgeFinding(ended, 'unsupported', 2 * HOUR)).toMatchObject({ person: true });
  });

  test('they contradict each other: a person', () => {
    expect(judgeFinding(lost, 'mixed', 0)).toMatchObject({ kind: 'lost', person: true });
  });

  test('the question failed: it is asked again', () => {
    expect(judgeFinding(lost, 'later', 0)).toMatchObject({ kind: 'lost', person: false });
  });
});
