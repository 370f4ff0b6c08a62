import { describe, expect, test } from '@jest/globals';
import type { Dossier, PastSubmission } from './dossier.ts';
import { mayHaveArrived, planSend, type SendFacts } from './plan-send.ts';

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
