import { describe, expect, test } from '@jest/globals';
import type { Dossier, PastSubmission } from './dossier.ts';
import { mayHaveArrived, planSend, type SendFacts } from './plan-send.ts';
import { ticketOf } from './ticket.ts';

const NOW = new Date('2026-11-25T17:00:00Z');
const FACTS: SendFacts = { gateOpen: true, breakerOpen: false, now: NOW, activeCertificate: null };

const dossier = (change: Partial<Dossier> = {}): Dossier => ({
  documentId: 'd',
  saleId: 's',
  type: '01',
  series: 'F001',
  number: 1,
  issueDate: '2026-11-25',
  total: '118.00',
  hash: 'h',
  fileName: '20601234565-01-F001-1',
  fileVersion: 1,
  status: 'issued',
  deadlineAt: '2026-11-29T04:59:59Z',
  ruc: '20601234565',
  environment: 'sandbox',
  current: true,
  oseUrl: null,
  credentials: null,
  xml: Buffer.from('<ds:X509Certificate>AAAA</ds:X509Certificate>'),
  submissions: [],
  ...change,
});
const sent = (outcome: string | null, change: Partial<PastSubmission> = {}): PastSubmission => ({
  operation: 'sendBill',
  fileVersion: 1,
  outcome,
  ...change,
});
const LATE = new Date('2026-11-29T05:00:00Z');

describe('a document without an open question', () => {
  test('is sent, waits behind gate or breaker, and expires one second after its time', () => {
    expect(planSend(dossier(), FACTS)).toBe('send');
    expect(planSend(dossier(), { ...FACTS, gateOpen: false })).toBe('wait');
    expect(planSend(dossier(), { ...FACTS, breakerOpen: true })).toBe('wait');
    expect(planSend(dossier(), { ...FACTS, now: LATE })).toBe('expire');
    expect(planSend(dossier(), { ...FACTS, now: LATE, gateOpen: false })).toBe('expire');
  });

  test('is signed anew only when its certificate was refused and another one is active', () => {
    const refused = dossier({ status: 'pending', submissions: [sent('certificate_error'), sent('waiting')] });
    expect(planSend(refused, { ...FACTS, activeCertificate: 'another' })).toBe('rebuild');
    expect(planSend(refused, FACTS)).toBe('send');
    const rebuilt = dossier({ fileVersion: 2, submissions: refused.submissions });
    expect(planSend(rebuilt, { ...FACTS, activeCertificate: 'another' })).toBe('send');
  });
});

describe('a document whose answer is not known', () => {
  test('is asked about first, also after its time, and waits while the gate is closed', () => {
    for (const open of [dossier({ status: 'unknown' }), dossier({ status: 'sending', submissions: [sent(null)] })]) {
      expect(planSend(open, FACTS)).toBe('consult');
      expect(planSend(open, { ...FACTS, breakerOpen: true })).toBe('consult');
      expect(planSend(open, { ...FACTS, now: LATE })).toBe('consult');
      expect(planSend(open, { ...FACTS, gateOpen: false })).toBe('wait');
    }
  });
});

test('only answers of SUNAT that took nothing prove that bytes did not arrive', () => {
  for (const outcome of ['retryable', 'not_registered', 'configuration_error', 'certificate_error', 'waiting']) {
    expect(mayHaveArrived(dossier({ submissions: [sent(outcome)] }))).toBe(false);
  }
  for (const outcome of [null, 'unknown', 'numbering_alarm', 'validity_query_missing']) {
    expect(mayHaveArrived(dossier({ submissions: [sent(outcome)] }))).toBe(true);
  }
  expect(mayHaveArrived(dossier({ submissions: [sent('unknown', { operation: 'getStatusCdr' })] }))).toBe(false);
  expect(mayHaveArrived(dossier({ fileVersion: 2, submissions: [sent('unknown')] }))).toBe(false);
});

describe('a guía', () => {
  const ticket = sent('ticket', { operation: 'greSend', ticket: 'T-1', finishedAt: NOW });
  const guia = (...submissions: PastSubmission[]): Dossier =>
    dossier({ type: '09', series: 'T001', status: 'sending', submissions });

  test('with a ticket is asked for by it, also past its day and behind an open breaker, and never sent', () => {
    for (const facts of [FACTS, { ...FACTS, now: LATE }, { ...FACTS, breakerOpen: true }])
      expect(planSend(guia(ticket), facts)).toBe('consult');
    expect(planSend(guia(ticket), { ...FACTS, gateOpen: false })).toBe('wait');
    expect(ticketOf(guia(ticket))).toEqual({ ticket: 'T-1', since: NOW });
  });

  test('is sent again once its ticket leads nowhere, or its bytes are others', () => {
    expect(planSend(guia({ ...ticket, outcome: 'ticket_spent' }), FACTS)).toBe('send');
    expect(planSend({ ...guia(ticket), fileVersion: 2 }, FACTS)).toBe('send');
    expect(mayHaveArrived(guia({ ...ticket, outcome: 'ticket_spent' }))).toBe(true);
  });

  test('whose certificate was refused by its ticket is signed anew once another one is active', () => {
    const refused = guia({ ...ticket, outcome: 'certificate_error' });
    expect(planSend({ ...refused, status: 'pending' }, { ...FACTS, activeCertificate: 'another' })).toBe('rebuild');
  });
});
