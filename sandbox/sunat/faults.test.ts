import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { cdrCode, cdrNotes, control, send } from './testing/client.ts';
import { exampleBill, exampleName } from './testing/example-bill.ts';
import { type Fixture, openFixture } from './testing/fixture.ts';
import { signExample } from './testing/sign.ts';

let fixture: Fixture;
let number = 0;

beforeAll(async () => {
  fixture = await openFixture();
});
afterAll(() => fixture.close());

const next = () => fixture.bill('03', ++number);
const registered = async (key: number) => (await fixture.state()).documents.some((one) => one.number === key);
const lastOutcome = async () => (await fixture.state()).requests.at(-1)?.outcome;

describe('a fault of sendBill', () => {
  test('"fault" answers the SOAP fault, with the catalogue text, and registers nothing', async () => {
    await fixture.fault('sendBill', 'fault', { code: '0109' });
    const bill = next();
    const answer = await fixture.submit(bill);
    expect(answer).toMatchObject({ status: 500, fault: '0109' });
    expect(answer.body).toContain('soap-env:Server.0109');
    expect(answer.body).toContain('El servicio de autenticación no está disponible');
    expect(await registered(bill.number)).toBe(false);
    expect(cdrCode(await fixture.submit(bill))).toBe('0');
  });

  test('"fault" carries the text it is given', async () => {
    await fixture.fault('sendBill', 'fault', { code: '2017', text: 'Otro texto' });
    expect((await fixture.submit(next())).body).toContain('<faultstring>Otro texto</faultstring>');
  });

  test('"reject" answers a CDR with the code and uses the number up (1032 afterwards)', async () => {
    await fixture.fault('sendBill', 'reject', { code: '2017' });
    const bill = next();
    const answer = await fixture.submit(bill);
    expect(answer.status).toBe(200);
    expect(cdrCode(answer)).toBe('2017');
    expect((await fixture.submit(bill)).fault).toBe('1032');
    expect((await fixture.state()).documents.at(-1)).toMatchObject({ cdr_code: '2017', times_sent: 2 });
  });

  test('"observe" accepts with a note that begins with the code', async () => {
    await fixture.fault('sendBill', 'observe', { code: '4252' });
    const answer = await fixture.submit(next());
    expect([cdrCode(answer), cdrNotes(answer)]).toEqual(['0', ['4252']]);
  });

  test('"timeout" never answers and registers nothing', async () => {
    await fixture.fault('sendBill', 'timeout');
    const bill = next();
    const xml = signExample(exampleBill(bill), fixture.key);
    const sent = send(fixture.url, exampleName(bill), xml, undefined, AbortSignal.timeout(300));
    await expect(sent).rejects.toThrow();
    expect(await lastOutcome()).toBe('timeout');
    expect(await registered(bill.number)).toBe(false);
  });

  test('"lost_answer" registers and cuts the connection', async () => {
    await fixture.fault('sendBill', 'lost_answer');
    const bill = next();
    await expect(fixture.submit(bill)).rejects.toThrow('fetch failed');
    expect(await registered(bill.number)).toBe(true);
    expect(await lastOutcome()).toBe('lost_answer');
    expect((await fixture.submit(bill)).fault).toBe('1033');
  });

  test('"http" answers the status with an HTML page', async () => {
    await fixture.fault('sendBill', 'http', { status: 503 });
    const bill = next();
    const answer = await fixture.submit(bill);
    expect(answer.status).toBe(503);
    expect(answer.body).toContain('<html>');
    expect(await registered(bill.number)).toBe(false);
  });

  test('"slow" registers although the caller has gone', async () => {
    await fixture.fault('sendBill', 'slow', { ms: 300 });
    const bill = next();
    const xml = signExample(exampleBill(bill), fixture.key);
    await expect(send(fixture.url, exampleName(bill), xml, undefined, AbortSignal.timeout(50))).rejects.toThrow();
    for (let i = 0; i < 100 && !(await registered(bill.number)); i++) await new Promise((done) => setTimeout(done, 50));
    expect(await registered(bill.number)).toBe(true);
  });
});

describe('the queue of faults', () => {
  test('is used first in, first out, each as often as it says', async () => {
    await fixture.fault('sendBill', 'fault', { code: '0130', times: 2 });
    await fixture.fault('sendBill', 'fault', { code: '0131' });
    const codes: (string | undefined)[] = [];
    const bill = next();
    for (let i = 0; i < 4; i++) codes.push((await fixture.submit(bill)).fault);
    expect(codes).toEqual(['0130', '0130', '0131', undefined]);
  });

  test('a match waits for its series, number and RUC', async () => {
    const [first, second] = [next(), next()];
    await fixture.fault('sendBill', 'fault', {
      code: '0100',
      match: { series: 'B001', number: String(second.number) },
    });
    await fixture.fault('sendBill', 'fault', { code: '0100', match: { ruc: '20131312955' } });
    expect((await fixture.submit(first)).fault).toBeUndefined();
    expect((await fixture.submit(second)).fault).toBe('0100');
  });

  test('is emptied by DELETE, and a fault of no known kind is refused', async () => {
    await fixture.fault('sendBill', 'fault', { code: '0100' });
    expect((await control(fixture.url, 'DELETE', '/faults')).status).toBe(204);
    expect((await fixture.submit(next())).fault).toBeUndefined();
    expect((await control(fixture.url, 'POST', '/faults', { operation: 'sendBill', kind: 'dance' })).status).toBe(422);
  });
});
