import { describe, expect, test } from '@jest/globals';
import { endpointsFor } from './endpoints.ts';

describe('endpoints', () => {
  test('beta has neither consult nor validity nor guías', () => {
    expect(endpointsFor('beta')).toEqual({
      bill: 'https://e-beta.sunat.gob.pe/ol-ti-itcpfegem-beta/billService',
      certificates: 'https://e-beta.sunat.gob.pe/ol-ti-itemision-otroscpe-gem-beta/billService',
    });
  });

  test('production has all services', () => {
    expect(endpointsFor('production')).toEqual({
      bill: 'https://e-factura.sunat.gob.pe/ol-ti-itcpfegem/billService',
      certificates: 'https://e-factura.sunat.gob.pe/ol-ti-itemision-otroscpe-gem/billService',
      consult: 'https://e-factura.sunat.gob.pe/ol-it-wsconscpegem/billConsultService',
      token: 'https://api-seguridad.sunat.gob.pe/v1/clientesextranet',
      validity: 'https://api.sunat.gob.pe/v1/contribuyente/contribuyentes',
      greToken: 'https://api-seguridad.sunat.gob.pe/v1/clientessol',
      gre: 'https://api-cpe.sunat.gob.pe/v1/contribuyente/gem/comprobantes',
    });
  });

  test("an OSE's address serves the CDR too; the sandbox has the real paths below its root", () => {
    const ose = endpointsFor('ose', { oseUrl: 'https://ose.example/ws' });
    expect([ose.bill, ose.consult]).toEqual(['https://ose.example/ws', 'https://ose.example/ws']);
    const sandbox = endpointsFor('sandbox', { sandboxUrl: 'http://127.0.0.1:9/' });
    expect(sandbox.consult).toBe('http://127.0.0.1:9/ol-it-wsconscpegem/billConsultService');
    expect(sandbox.token).toBe('http://127.0.0.1:9/v1/clientesextranet');
  });

  test('a missing address is a mistake of the caller', () => {
    expect(() => endpointsFor('ose')).toThrow(RangeError);
    expect(() => endpointsFor('sandbox', { sandboxUrl: '' })).toThrow(RangeError);
  });
});
