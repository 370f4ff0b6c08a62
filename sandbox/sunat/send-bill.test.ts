import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { call, cdrCode, control, OPEN_LOGIN, send, zipped } from './testing/client.ts';
import { EXAMPLE_RUC, exampleBill, exampleCreditNote, exampleName } from './testing/example-bill.ts';
import { exampleDaily } from './testing/example-summary.ts';
import { type Fixture, openFixture } from './testing/fixture.ts';
import { signExample } from './testing/sign.ts';

let fixture: Fixture;
let number = 0;

beforeAll(async () => {
  fixture = await openFixture();
});
afterAll(() => fixture.close());

const next = (type: '01' | '03' = '01') => fixture.bill(type, ++number);
const login = (username: string, password: string) => ({ username, password });

describe('credentials', () => {
  test('a registered issuer and the public pair may send; all else is refused with its code', async () => {
    await control(fixture.url, 'POST', '/issuers', { ruc: EXAMPLE_RUC, user: 'CAJA0001', password: 'secreta' });
    const code = async (one: Parameters<typeof fixture.submit>[2]) =>
      (await fixture.submit(next(), undefined, one)).fault;
    expect(await code(login(`${EXAMPLE_RUC}CAJA0001`, 'secreta'))).toBeUndefined();
    expect(await code(login(`${EXAMPLE_RUC}MODDATOS`, 'moddatos'))).toBeUndefined();
    expect(await code(login(`${EXAMPLE_RUC}CAJA0001`, 'otra'))).toBe('0102');
    expect(await code(login(`${EXAMPLE_RUC}OTRO`, 'secreta'))).toBe('0103');
    expect(await code(login('CAJA0001', 'secreta'))).toBe('0106');
    expect(await code(login('20131312955MODDATOS', 'moddatos'))).toBe('0154');
  });

  test('a call without the security header is refused with 0101', async () => {
    const answer = await fetch(`${fixture.url}/ol-ti-itcpfegem-beta/billService`, {
      method: 'POST',
      body: '<S:Envelope xmlns:S="http://schemas.xmlsoap.org/soap/envelope/"><S:Body><sendBill xmlns="http://service.sunat.gob.pe"/></S:Body></S:Envelope>',
    });
    expect([answer.status, await answer.text()]).toEqual([500, expect.stringContaining('Client.0101')]);
  });

  test('secrets are masked in the state', async () => {
    const text = JSON.stringify(await fixture.state());
    expect(text).toContain('***');
    expect(text).not.toContain('secreta');
  });
});

describe('the file', () => {
  const base = `${EXAMPLE_RUC}-01-F009-1`;
  const xml = `${base}.xml`;
  test.each([
    ['0151', 'a name that is none', 'factura.zip', zipped({ [xml]: '<x/>' })],
    ['0151', 'a number of zeros', `${EXAMPLE_RUC}-01-F009-0.zip`, zipped({ [xml]: '<x/>' })],
    ['0152', 'a summary', `${EXAMPLE_RUC}-RC-20261125-1.zip`, zipped({ [xml]: '<x/>' })],
    ['0153', 'a batch', `${EXAMPLE_RUC}-LT-20261125-1.zip`, zipped({ [xml]: '<x/>' })],
    ['0155', 'an empty content', `${base}.zip`, ''],
    ['0156', 'what is no ZIP', `${base}.zip`, Buffer.from('no soy un zip, ni lo parezco').toString('base64')],
    ['0157', 'a ZIP with only a folder', `${base}.zip`, zipped({ 'carpeta/': '' })],
    ['0158', 'two files', `${base}.zip`, zipped({ [xml]: '<x/>', 'otro.xml': '<x/>' })],
    ['0159', 'an XML of another kind of name', `${base}.zip`, zipped({ 'factura.xml': '<x/>' })],
    ['0159', 'an XML in a folder', `${base}.zip`, zipped({ [`carpeta/${xml}`]: '<x/>' })],
    ['0160', 'an empty XML', `${base}.zip`, zipped({ [xml]: '' })],
    ['0161', 'an XML of another name', `${base}.zip`, zipped({ [`${EXAMPLE_RUC}-01-F009-2.xml`]: '<x/>' })],
    ['0306', 'what is no XML', `${base}.zip`, zipped({ [xml]: '<Invoice>' })],
    ['0306', 'a DOCTYPE', `${base}.zip`, zipped({ [xml]: '<!DOCTYPE a><Invoice/>' })],
    ['0306', 'a root without a schema', `${base}.zip`, zipped({ [xml]: '<factura/>' })],
  ])('%s refuses %s', async (code, _what, fileName, contentFile) => {
    expect((await call(fixture.url, 'sendBill', { fileName, contentFile })).fault).toBe(code);
  });

  test('0156 refuses a ZIP with a damaged byte', async () => {
    const bytes = Buffer.from(zipped({ [xml]: 'x'.repeat(500) }), 'base64');
    const middle = 30 + xml.length + 3;
    bytes.writeUInt8(bytes.readUInt8(middle) ^ 0xff, middle);
    const answer = await call(fixture.url, 'sendBill', {
      fileName: `${base}.zip`,
      contentFile: bytes.toString('base64'),
    });
    expect(answer.fault).toBe('0156');
  });

  test("0306 refuses an element out of the schema's order, and says which", async () => {
    const answer = await fixture.submit(next(), (text) =>
      text.replace(/(<cbc:IssueDate>.*?<\/cbc:IssueDate>)(<cbc:InvoiceTypeCode.*?<\/cbc:InvoiceTypeCode>)/, '$2$1'),
    );
    expect(answer.fault).toBe('0306');
    expect(answer.body).toContain('InvoiceTypeCode');
  });

  test('a file in ISO-8859-1 is read as it declares', async () => {
    const bill = next('03');
    const text = exampleBill(bill).replace('ROSA QUISPE MAMANI', 'ÑUSTA PEÑA').replace('UTF-8', 'ISO-8859-1');
    const latin = Buffer.from(signExample(text, fixture.key), 'latin1');
    const args = { fileName: `${exampleName(bill)}.zip`, contentFile: zipped({ [`${exampleName(bill)}.xml`]: latin }) };
    expect(cdrCode(await call(fixture.url, 'sendBill', args))).toBe('0');
  });
});

describe('the signature', () => {
  test('2335 refuses a file changed after it was signed', async () => {
    const bill = next();
    const xml = signExample(exampleBill(bill), fixture.key).replace(
      '>118.00</cbc:PayableAmount>',
      '>118.01</cbc:PayableAmount>',
    );
    expect((await send(fixture.url, exampleName(bill), xml)).fault).toBe('2335');
  });

  test('2325 refuses another certificate than the one the issuer registered', async () => {
    const issuer = { ruc: EXAMPLE_RUC, user: 'CAJA0001', password: 'secreta' };
    await control(fixture.url, 'POST', '/issuers', { ...issuer, certificate_sha256: 'ab'.repeat(32) });
    expect((await fixture.submit(next())).fault).toBe('2325');
    await control(fixture.url, 'POST', '/issuers', { ...issuer, certificate_sha256: fixture.key.sha256.toUpperCase() });
    expect((await fixture.submit(next())).fault).toBeUndefined();
    await control(fixture.url, 'POST', '/issuers', issuer);
  });
});

describe('the answer', () => {
  test("is the CDR of the receipt in a ZIP with SUNAT's empty folder", async () => {
    const bill = next();
    const answer = await fixture.submit(bill);
    expect(cdrCode(answer)).toBe('0');
    expect(answer.cdr).toContain(`La Factura numero F001-${bill.number}, ha sido aceptada`);
    expect(answer.cdr).toContain('<cbc:UBLVersionID>2.0</cbc:UBLVersionID>');
    const file = /<applicationResponse>([^<]*)</.exec(answer.body)?.[1] ?? '';
    const names = Buffer.from(file, 'base64').toString('latin1');
    expect(names).toContain('dummy/');
    expect(names).toContain(`R-${exampleName(bill)}.xml`);
  });

  test('of a check that fails is a fault, and leaves the number free', async () => {
    const bill = next();
    const wrong = await fixture.submit(bill, (xml) => xml.replace('schemeID="6">20100070970', 'schemeID="1">45678912'));
    expect(wrong.fault).toBe('2800');
    expect(cdrCode(await fixture.submit(bill))).toBe('0');
  });

  test('of a factura with a wrong total is an error, of a boleta an observation', async () => {
    const wrong = (xml: string) => xml.replaceAll('118.00</cbc:PayableAmount>', '125.00</cbc:PayableAmount>');
    expect((await fixture.submit(next('01'), wrong)).fault).toBe('3280');
    const boleta = await fixture.submit(next('03'), wrong);
    expect(cdrCode(boleta)).toBe('0');
    expect(boleta.cdr).toContain('<cbc:Note>4312 - ');
  });
});

describe('a credit note', () => {
  const sendNote = (bill: ReturnType<typeof next>, change: (xml: string) => string = (xml) => xml) => {
    const note = ++number;
    const xml = change(exampleCreditNote(bill, 'FC01', note));
    return send(fixture.url, `${EXAMPLE_RUC}-07-FC01-${note}`, signExample(xml, fixture.key), OPEN_LOGIN);
  };

  test('over a known factura is accepted; over an unknown or rejected one it is rejected with a CDR', async () => {
    const known = next();
    await fixture.submit(known);
    const accepted = await sendNote(known);
    expect([accepted.fault, cdrCode(accepted)]).toEqual([undefined, '0']);
    expect(cdrCode(await sendNote(next()))).toBe('2119');
    const rejected = next();
    await fixture.fault('sendBill', 'reject', { code: '2017' });
    await fixture.submit(rejected);
    expect(cdrCode(await sendNote(rejected))).toBe('2121');
  });

  test('over a boleta with a series of facturas is refused with 2116', async () => {
    expect((await sendNote(next('03'))).fault).toBe('2116');
  });
});

describe('a receipt of paper (its series begins with a digit)', () => {
  const paper = (paperNumber: number) => ({ ...fixture.bill('03', paperNumber), series: '0001' });

  test('is informed late, and again until it is voided, but not after a summary told it: 1084', async () => {
    const late = { ...paper(1), issueDate: '2026-11-01' };
    expect(cdrCode(await fixture.submit(late))).toBe('0');
    expect(cdrCode(await fixture.submit(late))).toBe('0');
    const summary = exampleDaily('RC-20261125-900', fixture.today, '0001', 2, '1');
    await send(fixture.url, `${EXAMPLE_RUC}-RC-20261125-900`, signExample(summary, fixture.key));
    expect((await fixture.submit(paper(2))).fault).toBe('1084');
  });
});
