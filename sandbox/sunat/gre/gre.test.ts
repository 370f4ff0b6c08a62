import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { call, control } from '../testing/client.ts';
import { EXAMPLE_RUC } from '../testing/example-bill.ts';
import { type ExampleGuide, exampleGuide, guideName } from '../testing/example-despatch.ts';
import { type Fixture, openFixture } from '../testing/fixture.ts';
import { askToken, guideStatus, sendGuide, tokenOf } from '../testing/guide-client.ts';
import { signExample } from '../testing/sign.ts';

let fixture: Fixture;
let token: string;
let last = 0;

beforeAll(async () => {
  fixture = await openFixture();
  token = await tokenOf(fixture.url);
});
afterAll(() => fixture.close());

const guide = (number = ++last, type: '09' | '31' = '09'): ExampleGuide => ({
  type,
  series: type === '09' ? 'T001' : 'V001',
  number,
  issueDate: fixture.today,
});

function submit(one: ExampleGuide, change = (xml: string): string => xml) {
  return sendGuide(fixture.url, token, guideName(one), signExample(change(exampleGuide(one)), fixture.key));
}

const poll = (ticket: unknown) => guideStatus(fixture.url, token, ticket);
const documentOf = async (one: ExampleGuide) =>
  (await fixture.state()).documents.find((document) => document.key === guideName(one));

describe('the token', () => {
  test('is given for client and SOL user together', async () => {
    const given = await askToken(fixture.url);
    expect([given.status, given.body.token_type, given.body.expires_in]).toEqual([200, 'JWT', 3600]);
  });

  test.each<[string, number, Record<string, string>]>([
    ['unsupported_grant_type', 400, { grant_type: 'client_credentials' }],
    ['invalid_scope', 400, { scope: 'https://api.sunat.gob.pe/v1/contribuyente/contribuyentes' }],
    ['invalid_client', 401, { client_secret: 'otro' }],
    ['invalid_grant', 400, { password: 'otra' }],
  ])('%s is answered %i', async (error, status, change) => {
    const refused = await askToken(fixture.url, change);
    expect([refused.error, refused.status]).toEqual([error, status]);
  });

  test('of a registered issuer is for his RUC alone', async () => {
    const issuer = { ruc: '20131312955', user: 'GUIAS', password: 'p', client_id: 'c', client_secret: 's' };
    await control(fixture.url, 'POST', '/issuers', issuer);
    const his = { client_id: 'c', client_secret: 's', username: '20131312955GUIAS', password: 'p' };
    expect((await askToken(fixture.url, his)).status).toBe(200);
    expect((await askToken(fixture.url, { client_id: 'c', client_secret: 's' })).error).toBe('invalid_client');
    const one = guide();
    const answer = await sendGuide(fixture.url, await tokenOf(fixture.url, his), guideName(one), exampleGuide(one));
    expect([answer.status, answer.error]).toEqual([422, '0154']);
  });

  test('missing or foreign is 401, on sending and on asking', async () => {
    const one = guide();
    expect((await sendGuide(fixture.url, 'x.y', guideName(one), exampleGuide(one))).status).toBe(401);
    expect((await guideStatus(fixture.url, '', 'x')).status).toBe(401);
  });

  test('is still good after a restart', async () => {
    await fixture.restart();
    expect((await submit(guide())).status).toBe(200);
  });
});

describe('a guide', () => {
  test('gives a ticket whose CDR accepts it and names the address of its QR code', async () => {
    const one = guide();
    const sent = await submit(one);
    expect(sent.body.numTicket).toMatch(/^[0-9a-f-]{36}$/);
    const done = await poll(sent.body.numTicket);
    expect([done.body.codRespuesta, done.body.indCdrGenerado, done.error]).toEqual(['0', '1', undefined]);
    expect(done.cdr).toContain('<cbc:ResponseCode>0<');
    expect(done.cdr).toMatch(/<cbc:DocumentDescription>https:\/\/[^<]+hashqr=[\w-]{43}</);
    expect(await documentOf(one)).toMatchObject({ type: '09', series: 'T001', status: 'accepted', times_sent: 1 });
    expect((await poll(sent.body.numTicket)).cdr).toBe(done.cdr);
  });

  test('of a carrier is accepted too', async () => {
    const { body } = await submit(guide(++last, '31'));
    expect((await poll(body.numTicket)).body.codRespuesta).toBe('0');
  });

  test('that breaks a rule is rejected with a CDR and uses its number up', async () => {
    const one = guide();
    const wrong = await submit(one, (xml) => xml.replace('>ABC123<', '>ABC-123<'));
    const done = await poll(wrong.body.numTicket);
    expect([done.body.codRespuesta, done.error, done.body.indCdrGenerado]).toEqual(['99', '2567', '1']);
    expect(done.cdr).toContain('<cbc:ResponseCode>2567<');
    const again = await poll((await submit(one)).body.numTicket);
    expect([again.error, again.body.indCdrGenerado]).toEqual(['1032', '0']);
  });

  test('out of its schema, altered or unsigned has no CDR and leaves its number free', async () => {
    const one = guide();
    const code = async (sent: Promise<{ body: Record<string, unknown> }>) => {
      const done = await poll((await sent).body.numTicket);
      return [done.body.codRespuesta, done.error, done.body.indCdrGenerado];
    };
    expect(
      await code(submit(one, (xml) => xml.replace(/<cac:OrderLineReference>.*?<\/cac:OrderLineReference>/, ''))),
    ).toEqual(['99', '0306', '0']);
    const signed = signExample(exampleGuide(one), fixture.key).replace('CAFE', 'TE');
    expect(await code(sendGuide(fixture.url, token, guideName(one), signed))).toEqual(['99', '2335', '0']);
    expect(await code(submit(one))).toEqual(['0', undefined, '1']);
  });

  test('that is sent again ends as 1033 without a CDR, whatever its bytes', async () => {
    const one = guide();
    await submit(one);
    const again = await poll((await submit(one, (xml) => xml.replace('CAFE', 'TE'))).body.numTicket);
    expect([again.error, again.body.indCdrGenerado]).toEqual(['1033', '0']);
    expect(await documentOf(one)).toMatchObject({ times_sent: 2 });
  });

  test('needs the hash of its file and its own name: 422', async () => {
    const one = guide();
    const name = guideName(one);
    const wrong = (change: Record<string, string>) => sendGuide(fixture.url, token, name, exampleGuide(one), change);
    expect((await wrong({ hashZip: '00' })).error).toBe('0156');
    expect((await wrong({ nomArchivo: 'otra.zip' })).error).toBe('0151');
    expect((await wrong({ arcGreZip: '' })).error).toBe('0155');
    const bad = await sendGuide(fixture.url, token, `${EXAMPLE_RUC}-01-F001-1`, exampleGuide(one));
    expect([bad.status, bad.error]).toEqual([422, '0151']);
  });

  test('over a sender’s guide finds it, or ends with 3433', async () => {
    const own = await tokenOf(fixture.url, { username: '20131312955MODDATOS' });
    const other = (xml: string) => xml.replaceAll(EXAMPLE_RUC, '20131312955');
    const mine = guide();
    const name = guideName(mine).replace(EXAMPLE_RUC, '20131312955');
    await sendGuide(fixture.url, own, name, signExample(other(exampleGuide(mine)), fixture.key));
    const over = (number: number) => (xml: string) =>
      xml.replace(
        '<cac:Signature>',
        `<cac:AdditionalDocumentReference><cbc:ID>T001-${number}</cbc:ID><cbc:DocumentTypeCode>09</cbc:DocumentTypeCode><cbc:DocumentType>Guia</cbc:DocumentType>` +
          '<cac:IssuerParty><cac:PartyIdentification><cbc:ID schemeID="6">20131312955</cbc:ID></cac:PartyIdentification></cac:IssuerParty></cac:AdditionalDocumentReference><cac:Signature>',
      );
    const found = await poll((await submit(guide(++last, '31'), over(mine.number))).body.numTicket);
    expect(found.body.codRespuesta).toBe('0');
    const missing = await poll((await submit(guide(++last, '31'), over(9999))).body.numTicket);
    expect(missing.error).toBe('3433');
  });

  test('has a ticket that SOAP does not know, and others do not see', async () => {
    const { body } = await submit(guide());
    expect((await call(fixture.url, 'getStatus', { ticket: String(body.numTicket) })).fault).toBe('0127');
    const other = await tokenOf(fixture.url, { username: '20131312955MODDATOS' });
    expect((await guideStatus(fixture.url, other, body.numTicket)).error).toBe('0126');
    expect((await poll('00000000-0000-0000-0000-000000000000')).error).toBe('0127');
  });
});

describe('faults', () => {
  test('"http" and "fault" stand before any work, a failure of SUNAT’s own is a 500', async () => {
    await fixture.fault('gre.token', 'http', { status: 503 });
    expect((await askToken(fixture.url)).status).toBe(503);
    await fixture.fault('gre.send', 'fault', { code: '0100' });
    const one = guide();
    const failed = await submit(one);
    expect([failed.status, failed.body.cod]).toEqual([500, '0100']);
    await fixture.fault('gre.status', 'fault', { code: '0127' });
    expect((await poll('x')).error).toBe('0127');
    expect(await documentOf(one)).toBeUndefined();
  });

  test('"ticket_pending" answers 98 for as many polls, however it was asked for', async () => {
    await fixture.fault('gre.send', 'ticket_pending', { polls: 1 });
    const { body } = await submit(guide());
    await fixture.fault('gre.status', 'ticket_pending', { times: 2 });
    const codes: unknown[] = [];
    for (let i = 0; i < 4; i++) codes.push((await poll(body.numTicket)).body.codRespuesta);
    expect(codes).toEqual(['98', '98', '98', '0']);
  });

  test('"reject" has a CDR and uses the number up, "observe" accepts with a note', async () => {
    const one = guide();
    await fixture.fault('gre.send', 'reject', { code: '2554' });
    const done = await poll((await submit(one)).body.numTicket);
    expect([done.error, done.body.indCdrGenerado]).toEqual(['2554', '1']);
    expect(await documentOf(one)).toMatchObject({ status: 'rejected' });
    await fixture.fault('gre.send', 'observe', { code: '4391' });
    expect((await poll((await submit(guide())).body.numTicket)).cdr).toContain('<cbc:Note>4391');
  });

  test('"ticket_error" has no CDR and registers nothing, when sent and when asked', async () => {
    const first = guide();
    await fixture.fault('gre.send', 'ticket_error', { code: '0200' });
    const early = await poll((await submit(first)).body.numTicket);
    expect([early.error, early.body.indCdrGenerado]).toEqual(['0200', '0']);
    expect(await documentOf(first)).toBeUndefined();
    const second = guide();
    const { body } = await submit(second);
    await fixture.fault('gre.status', 'ticket_error', { code: '0200' });
    expect([(await poll(body.numTicket)).error, (await poll(body.numTicket)).error]).toEqual(['0200', '0200']);
    expect(await documentOf(second)).toBeUndefined();
  });

  test('"lost_answer" registers and cuts the connection; "timeout" does neither', async () => {
    const one = guide();
    await fixture.fault('gre.send', 'lost_answer');
    await expect(submit(one)).rejects.toThrow();
    expect(await documentOf(one)).toMatchObject({ status: 'accepted' });
    const other = guide();
    await fixture.fault('gre.send', 'timeout', { match: { series: 'T001', number: other.number } });
    const waiting = submit(other);
    expect(await Promise.race([waiting, new Promise((done) => setTimeout(() => done('hangs'), 200))])).toBe('hangs');
    expect(await documentOf(other)).toBeUndefined();
    waiting.catch(() => undefined);
  });
});
