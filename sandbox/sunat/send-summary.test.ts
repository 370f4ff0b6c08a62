import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { call, cdrCode, cdrNotes, send } from './testing/client.ts';
import { EXAMPLE_RUC } from './testing/example-bill.ts';
import { exampleDaily, exampleVoid } from './testing/example-summary.ts';
import { type Fixture, openFixture } from './testing/fixture.ts';
import { signExample } from './testing/sign.ts';

let fixture: Fixture;
let id = 0;

beforeAll(async () => {
  fixture = await openFixture();
});
afterAll(() => fixture.close());

const submit = (name: string, xml: string) =>
  send(fixture.url, `${EXAMPLE_RUC}-${name}`, signExample(xml, fixture.key));

function daily(number: number, action: '1' | '2' | '3', change = (xml: string): string => xml) {
  const name = `RC-20261125-${++id}`;
  return submit(name, change(exampleDaily(name, fixture.today, 'B001', number, action)));
}

function voided(number: number, change = (xml: string): string => xml) {
  const name = `RA-20261125-${++id}`;
  return submit(name, change(exampleVoid(name, fixture.today, 'F001', number)));
}

const poll = (ticket: string | undefined) => call(fixture.url, 'getStatus', { ticket: ticket ?? '' });
const statusOf = async (number: number, series: string) =>
  (await fixture.state()).documents.find((one) => one.number === number && one.series === series)?.status;

describe('a daily summary', () => {
  test('gives a ticket whose CDR accepts it, and registers its receipts', async () => {
    const { ticket } = await daily(1, '1');
    const done = await poll(ticket);
    expect([done.statusCode, cdrCode(done)]).toEqual(['0', '0']);
    expect(done.cdr).toContain('ha sido aceptado');
    expect(await statusOf(1, 'B001')).toBe('accepted');
  });

  test('voids a receipt that was sent by itself', async () => {
    await fixture.submit(fixture.bill('03', 2));
    await daily(2, '3');
    expect(await statusOf(2, 'B001')).toBe('voided');
    expect((await fixture.submit(fixture.bill('03', 2))).fault).toBe('1032');
  });

  test.each([
    ['2282', 'adding what is known', 1, '1' as const],
    ['2663', 'voiding what is not known', 50, '3' as const],
    ['2987', 'voiding twice', 2, '3' as const],
  ])('ends its ticket with %s when %s', async (code, _what, number, action) => {
    const done = await poll((await daily(number, action)).ticket);
    expect([done.statusCode, cdrCode(done)]).toEqual(['99', code]);
  });

  test('that does not add up by more than 5 is observed', async () => {
    const done = await poll((await daily(60, '1', (xml) => xml.replace('>118.00<', '>130.00<'))).ticket);
    expect([done.statusCode, cdrNotes(done)]).toEqual(['0', ['4027']]);
  });

  test('out of its schema is refused at once, and the same file a second time with 2223', async () => {
    expect((await daily(61, '1', (xml) => xml.replace('<cbc:LineID>1</cbc:LineID>', ''))).fault).toBe('0306');
    const name = `RC-20261125-${++id}`;
    const xml = exampleDaily(name, fixture.today, 'B001', 62, '1');
    await submit(name, xml);
    expect((await submit(name, xml)).fault).toBe('2223');
  });
});

describe('voided documents', () => {
  test('void a factura; unknown, voided and wrongly dated ones are told apart', async () => {
    await fixture.submit(fixture.bill('01', 1));
    await fixture.submit(fixture.bill('01', 2));
    expect((await poll((await voided(1)).ticket)).statusCode).toBe('0');
    expect(await statusOf(1, 'F001')).toBe('voided');
    expect(cdrCode(await poll((await voided(1)).ticket))).toBe('2323');
    expect(cdrCode(await poll((await voided(9)).ticket))).toBe('2105');
    const wrongDate = (xml: string) => xml.replace('<cbc:ReferenceDate>2026-11-25', '<cbc:ReferenceDate>2026-11-24');
    expect(cdrCode(await poll((await voided(2, wrongDate)).ticket))).toBe('2375');
  });
});

describe('tickets and their faults', () => {
  test('unknown tickets are 0127, those of another issuer 0126', async () => {
    const { ticket = '' } = await daily(70, '1');
    expect((await poll('123')).fault).toBe('0127');
    const other = { username: '20131312955MODDATOS', password: 'moddatos' };
    expect((await call(fixture.url, 'getStatus', { ticket }, other)).fault).toBe('0126');
  });

  test('"ticket_pending" answers 98 for as many polls', async () => {
    const { ticket } = await daily(71, '1');
    await fixture.fault('getStatus', 'ticket_pending', { times: 2 });
    const codes = [await poll(ticket), await poll(ticket), await poll(ticket)].map((one) => one.statusCode);
    expect(codes).toEqual(['98', '98', '0']);
    await fixture.fault('sendSummary', 'ticket_pending', { polls: 1 });
    const later = (await daily(72, '1')).ticket;
    expect([(await poll(later)).statusCode, (await poll(later)).statusCode]).toEqual(['98', '0']);
  });

  test('"ticket_error" ends the ticket with 99 for good and undoes what it registered', async () => {
    const { ticket } = await daily(73, '1');
    await fixture.fault('getStatus', 'ticket_error', { code: '2335' });
    expect((await poll(ticket)).statusCode).toBe('99');
    const again = await poll(ticket);
    expect([again.statusCode, cdrCode(again)]).toEqual(['99', '2335']);
    expect(await statusOf(73, 'B001')).toBeUndefined();
  });

  test('"ticket_error" without content answers 99 and nothing else, for good', async () => {
    const { ticket } = await daily(75, '1');
    await fixture.fault('getStatus', 'ticket_error', { content: false });
    for (const done of [await poll(ticket), await poll(ticket)])
      expect([done.statusCode, done.cdr]).toEqual(['99', undefined]);
    await fixture.fault('sendSummary', 'ticket_error', { content: false });
    const early = await poll((await daily(76, '1')).ticket);
    expect([early.statusCode, early.cdr]).toEqual(['99', undefined]);
    expect(await statusOf(76, 'B001')).toBeUndefined();
  });

  test('"lost_answer" of sendSummary keeps the ticket: the receipts are there, a second file is 2223', async () => {
    const name = `RC-20261125-${++id}`;
    const xml = exampleDaily(name, fixture.today, 'B001', 77, '1');
    await fixture.fault('sendSummary', 'lost_answer');
    await expect(submit(name, xml)).rejects.toThrow();
    expect(await statusOf(77, 'B001')).toBe('accepted');
    expect((await submit(name, xml)).fault).toBe('2223');
    const kept = (await fixture.state()).tickets.find((one) => one.id === name);
    expect((await poll(String(kept?.ticket))).statusCode).toBe('0');
  });

  test('"reject" with a document meets the summary that holds it, and names its line unless told not to', async () => {
    const about = (number: number) => ({ code: '2513', match: { series: 'B001', number } });
    await fixture.fault('sendSummary', 'reject', { ...about(79), times: 2 });
    expect((await poll((await daily(78, '1')).ticket)).statusCode).toBe('0');
    const named = await poll((await daily(79, '1')).ticket);
    expect(cdrCode(named)).toBe('2513');
    expect(named.cdr).toContain(
      'Error en la linea: 1: 2513 (nodo: &quot;SummaryDocumentsLine&quot; valor: &quot;B001-79&quot;)',
    );
    expect(cdrCode(await poll((await daily(79, '1')).ticket))).toBe('2513');
    await fixture.fault('sendSummary', 'reject', { ...about(79), named: false });
    const unnamed = await poll((await daily(79, '1')).ticket);
    expect([cdrCode(unnamed), unnamed.cdr?.includes('linea')]).toEqual(['2513', false]);
  });

  test('"reject" of sendSummary registers nothing', async () => {
    await fixture.fault('sendSummary', 'reject', { code: '2072' });
    expect(cdrCode(await poll((await daily(74, '1')).ticket))).toBe('2072');
    expect(await statusOf(74, 'B001')).toBeUndefined();
  });
});
