import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parseBillBase } from './names.ts';
import { Refusal } from './returns.ts';
import { checkCertificate } from './rules/certificate/check-certificate.ts';
import { call, cdrCode, send, zipped } from './testing/client.ts';
import { EXAMPLE_RUC } from './testing/example-bill.ts';
import { certificateName, type ExampleCertificate, exampleCertificate } from './testing/example-certificate.ts';
import { exampleVoid } from './testing/example-summary.ts';
import { type Fixture, openFixture } from './testing/fixture.ts';
import { signExample } from './testing/sign.ts';
import { parseXml } from './xml.ts';

const DAY = '2026-11-25';

let fixture: Fixture;
let last = 0;

beforeAll(async () => {
  fixture = await openFixture();
});
afterAll(() => fixture.close());

type Change = (xml: string) => string;
const same: Change = (xml) => xml;

const certificate = (type: '20' | '40', factura?: string): ExampleCertificate => ({
  type,
  number: ++last,
  issueDate: DAY,
  ...(factura === undefined ? {} : { factura }),
});
const submit = (one: ExampleCertificate, change: Change = same) =>
  send(fixture.url, certificateName(one), signExample(change(exampleCertificate(one)), fixture.key));

describe('certificates', () => {
  test('of retencion are accepted on their own service, once', async () => {
    const one = certificate('20');
    const answer = await submit(one);
    expect([answer.fault, cdrCode(answer)]).toEqual([undefined, '0']);
    expect(answer.cdr).toContain('ha sido aceptado');
    expect((await submit(one)).fault).toBe('1033');
    const found = (await fixture.state()).documents.find((document) => document.key === certificateName(one));
    expect(found).toMatchObject({ type: '20', series: 'R001', total: '30.00', status: 'accepted' });
  });

  test('are no receipts: each service refuses the files of the other with 0151', async () => {
    const content = zipped({ 'x.xml': '<x/>' });
    const bill = `${EXAMPLE_RUC}-01-F001-1.zip`;
    const other = await fetch(`${fixture.url}/ol-ti-itemision-otroscpe-gem/billService`, {
      method: 'POST',
      body: envelope(bill, content),
    });
    expect(await other.text()).toContain('Client.0151');
    const wrong = await fetch(`${fixture.url}/ol-ti-itcpfegem/billService`, {
      method: 'POST',
      body: envelope(`${EXAMPLE_RUC}-20-R001-1.zip`, content),
    });
    expect(await wrong.text()).toContain('Client.0151');
  });

  test('of percepcion need the factura, of that date, on credit', async () => {
    const unknown = certificate('40', 'F001-500');
    expect(cdrCode(await submit(unknown))).toBe('2609');
    const cash = fixture.bill('01', 501);
    await fixture.submit(cash);
    expect(cdrCode(await submit(certificate('40', 'F001-501')))).toBe('3329');
    const credit = fixture.bill('01', 502);
    await fixture.submit(credit, (xml) =>
      xml.replace(
        '<cbc:PaymentMeansID>Contado</cbc:PaymentMeansID></cac:PaymentTerms>',
        '<cbc:PaymentMeansID>Credito</cbc:PaymentMeansID><cbc:Amount currencyID="PEN">118.00</cbc:Amount></cac:PaymentTerms>' +
          '<cac:PaymentTerms><cbc:ID>FormaPago</cbc:ID><cbc:PaymentMeansID>Cuota001</cbc:PaymentMeansID>' +
          '<cbc:Amount currencyID="PEN">118.00</cbc:Amount><cbc:PaymentDueDate>2026-12-25</cbc:PaymentDueDate></cac:PaymentTerms>',
      ),
    );
    const earlier: Change = (xml) =>
      xml.replace('F001-502</cbc:ID><cbc:IssueDate>2026-11-25', 'F001-502</cbc:ID><cbc:IssueDate>2026-11-24');
    expect(cdrCode(await submit(certificate('40', 'F001-502'), earlier))).toBe('2610');
    const right = { ...unknown, factura: 'F001-502' };
    expect(cdrCode(await submit(right))).toBe('0');
  });

  test('are reverted by an RR, once', async () => {
    const one = certificate('20');
    await submit(one);
    const revert = async (id: string) => {
      const xml = exampleVoid(id, DAY, 'R001', one.number).replace('TypeCode>01<', 'TypeCode>20<');
      const { ticket = '' } = await send(fixture.url, `${EXAMPLE_RUC}-${id}`, signExample(xml, fixture.key));
      return call(fixture.url, 'getStatus', { ticket });
    };
    const done = await revert('RR-20261125-1');
    expect([done.statusCode, cdrCode(done)]).toEqual(['0', '0']);
    expect((await submit(one)).fault).toBe('1033');
    expect(cdrCode(await revert('RR-20261125-2'))).toBe('2751');
  });
});

function envelope(fileName: string, content: string): string {
  return (
    '<S:Envelope xmlns:S="http://schemas.xmlsoap.org/soap/envelope/" xmlns:ser="http://service.sunat.gob.pe"><S:Header>' +
    '<wsse:Security xmlns:wsse="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd"><wsse:UsernameToken>' +
    `<wsse:Username>${EXAMPLE_RUC}MODDATOS</wsse:Username><wsse:Password>moddatos</wsse:Password></wsse:UsernameToken></wsse:Security></S:Header>` +
    `<S:Body><ser:sendBill><fileName>${fileName}</fileName><contentFile>${content}</contentFile></ser:sendBill></S:Body></S:Envelope>`
  );
}

describe('the rules of certificates', () => {
  const put =
    (from: string, to: string): Change =>
    (xml) => {
      if (!xml.includes(from)) throw new Error(`not in the example: ${from}`);
      return xml.replace(from, to);
    };
  const verdict = (type: '20' | '40', change: Change): string => {
    const one = { type, number: 1, issueDate: DAY };
    const name = parseBillBase(certificateName(one));
    if (name === undefined) throw new Error('name');
    try {
      checkCertificate(parseXml(change(exampleCertificate(one))), name, DAY);
      return '0';
    } catch (error) {
      if (error instanceof Refusal) return error.code;
      throw error;
    }
  };
  const usd: Change = (xml) =>
    xml
      .replace('TotalInvoiceAmount currencyID="PEN">1000', 'TotalInvoiceAmount currencyID="USD">1000')
      .replace('PaidAmount currencyID="PEN"', 'PaidAmount currencyID="USD"');

  test.each<[string, string, Change]>([
    ['0', '0', same],
    ['2110', '2110', put('VersionID>2.0<', 'VersionID>2.1<')],
    ['1049', '1049', put('001-1</cbc:ID><cbc:IssueDate', '001-2</cbc:ID><cbc:IssueDate')],
    ['1034', '1034', put(`"6">${EXAMPLE_RUC}`, '"6">20131312955')],
    ['2620', '2604', put('20100070970', EXAMPLE_RUC)],
    ['2724', '0', put('"6">20100070970', '"1">45678912')],
    ['2621', '2605', put('20100070970', '20100070971')],
    ['2618', '2602', put('SystemCode>01<', 'SystemCode>09<')],
    ['2619', '2603', (xml) => xml.replace(/Percent>\d</, 'Percent>4<')],
    ['2628', '2667', (xml) => xml.replace(/(<cbc:TotalInvoiceAmount currencyID="PEN">)(\d\d)\.00/, '$1$2.01')],
    ['2629', '2668', (xml) => xml.replace(/(<sac:SUNATTotal\w+ currencyID="PEN">)(\d+)\.00/, '$1$2.01')],
    ['2692', '2692', put('schemeID="01"', 'schemeID="09"')],
    ['2694', '2694', put('F009-1', 'X009-1')],
    ['2737', '2702', put(`<cbc:PaidDate>${DAY}</cbc:PaidDate>`, '')],
    ['2625', '2612', put(`PaidDate>${DAY}`, 'PaidDate>2026-11-26')],
    ['2733', '2697', put('<cac:Payment><cbc:ID>1</cbc:ID>', '<cac:Payment>')],
    ['2622', '2607', put('PaidAmount currencyID="PEN"', 'PaidAmount currencyID="USD"')],
    ['2623', '2608', put('PaidAmount currencyID="PEN">1000.00', 'PaidAmount currencyID="PEN">900.00')],
    ['2719', '2719', usd],
  ])('%s on a retencion, %s on a percepcion', (retention, perception, change) => {
    expect([verdict('20', change), verdict('40', change)]).toEqual([retention, perception]);
  });

  test('a document in dollars is counted at its rate of exchange', () => {
    const exchange: Change = (xml) =>
      usd(xml)
        .replace(
          '</sac:SUNATNetTotalPaid>',
          '</sac:SUNATNetTotalPaid><cac:ExchangeRate><cbc:SourceCurrencyCode>USD</cbc:SourceCurrencyCode><cbc:TargetCurrencyCode>PEN</cbc:TargetCurrencyCode><cbc:CalculationRate>3.500</cbc:CalculationRate><cbc:Date>2026-11-25</cbc:Date></cac:ExchangeRate>',
        )
        .replaceAll('>30.00<', '>105.00<')
        .replaceAll('>970.00<', '>3395.00<');
    expect(verdict('20', exchange)).toBe('0');
    expect(verdict('20', (xml) => exchange(xml).replace('3.500', '3.600'))).toBe('2623');
  });
});
