import { describe, expect, test } from '@jest/globals';
import { type Answer, loopback, type SeenRequest, xmlAnswer as xml } from '../../test/support/loopback.ts';
import {
  cdrZip,
  consultStatusResponse,
  faultEnvelope,
  getStatusCdrResponse,
} from '../../test/support/sunat-answers.ts';
import { createSunatClient } from './client.ts';
import type { SunatEndpoints } from './types.ts';

const CREDENTIALS = { ruc: '20100066603', solUser: 'MODDATOS', solPassword: 'moddatos' };
const KEY = { ruc: '20100066603', type: '01', series: 'F001', number: 1 };
const client = createSunatClient({ timeoutMs: 5000 });

async function against<T>(
  answer: Answer,
  call: (endpoints: SunatEndpoints, seen: SeenRequest[]) => Promise<T>,
): Promise<T> {
  const server = await loopback(answer);
  try {
    return await call({ bill: `${server.url}/bill`, consult: `${server.url}/consult` }, server.seen);
  } finally {
    await server.close();
  }
}

describe('the consult service', () => {
  const cdr = (answer: Answer, number = 1) =>
    against(answer, (endpoints) => client.getStatusCdr(endpoints, CREDENTIALS, { ...KEY, number }));
  const state = (answer: Answer) => against(answer, (endpoints) => client.consultStatus(endpoints, CREDENTIALS, KEY));

  test('asks with the four parameters', async () => {
    const body = await against(xml(''), async (endpoints, seen) => {
      await client.getStatusCdr(endpoints, CREDENTIALS, KEY);
      return seen[0]?.body;
    });
    expect(body).toContain(
      '<rucComprobante>20100066603</rucComprobante><tipoComprobante>01</tipoComprobante>' +
        '<serieComprobante>F001</serieComprobante><numeroComprobante>1</numeroComprobante>',
    );
  });

  test('getStatusCdr: 0004 with a CDR is what the CDR says', async () => {
    const found = xml(getStatusCdrResponse('0004', 'La constancia existe', cdrZip('cdr-accepted-latin1.xml')));
    expect(await cdr(found)).toMatchObject({ kind: 'registered', state: 'accepted', cdr: { code: '0' } });
    const refused = xml(getStatusCdrResponse('0004', 'La constancia existe', cdrZip('cdr-rejected-2017.xml')));
    expect(await cdr(refused, 3)).toMatchObject({ kind: 'registered', state: 'rejected', code: '2017' });
    expect((await cdr(xml(getStatusCdrResponse('0004', 'La constancia existe')))).kind).toBe('unknown');
    expect((await cdr(xml(getStatusCdrResponse('0004', 'El formato del RUC no es válido')))).kind).toBe(
      'not_supported',
    );
  });

  test("getStatusCdr: another document's CDR is no answer", async () => {
    const other = xml(getStatusCdrResponse('0004', 'La constancia existe', cdrZip('cdr-accepted-latin1.xml')));
    expect((await cdr(other, 2)).kind).toBe('unknown');
  });

  test('getStatusCdr: a voided document keeps its CDR', async () => {
    const voided = xml(getStatusCdrResponse('0003', 'El comprobante está de baja', cdrZip('cdr-accepted-latin1.xml')));
    expect(await cdr(voided)).toMatchObject({ kind: 'registered', state: 'voided', cdr: { code: '0' } });
  });

  test.each<[string, string, object]>([
    ['0001', 'El comprobante existe y está aceptado.', { kind: 'registered', state: 'accepted' }],
    ['0002', 'El comprobante existe pero está rechazado.', { kind: 'registered', state: 'rejected' }],
    ['0003', 'El comprobante existe pero está de baja.', { kind: 'registered', state: 'voided' }],
    ['0001', 'RUC del comprobante no enviado o es vacío', { kind: 'not_supported' }],
    ['0004', '', { kind: 'not_supported' }],
    ['0004', 'La constancia existe', { kind: 'unknown', code: '0004' }],
    ['0010', 'Solo se puede consultar facturas', { kind: 'not_supported' }],
    ['0011', 'El comprobante no existe', { kind: 'not_found' }],
    ['0012', '', { kind: 'not_supported' }],
    ['0098', '', { kind: 'unknown' }],
    ['7777', '', { kind: 'unknown' }],
    ['', '', { kind: 'unknown' }],
  ])('getStatus by number: %s "%s"', async (code, message, expected) => {
    expect(await state(xml(consultStatusResponse(code, message)))).toMatchObject(expected);
  });

  test('a fault says nothing about the document, except by the service codes', async () => {
    const answers: [string, string][] = [
      ['0109', 'retryable'],
      ['0102', 'configuration_error'],
      ['0011', 'not_found'],
      ['2017', 'unknown'],
    ];
    for (const [code, kind] of answers) {
      expect((await cdr(xml(faultEnvelope(`soap-env:Client.${code}`, ''), 500))).kind).toBe(kind);
    }
  });

  test('is not supported where the environment has none, and by number at an OSE', async () => {
    expect((await client.getStatusCdr({ bill: 'x' }, CREDENTIALS, KEY)).kind).toBe('not_supported');
    expect((await client.consultStatus({ bill: 'x', consult: 'x' }, CREDENTIALS, KEY)).kind).toBe('not_supported');
  });
});
