import type { ServerResponse } from 'node:http';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { closedPort, type Loopback, loopback, type SeenRequest } from '../../test/support/loopback.ts';
import type { SunatEndpoints } from './types.ts';
import { createValidityQuery, readValidity } from './validity.ts';

const CREDENTIALS = { ruc: '20100066603', solUser: 'U', solPassword: 'P', clientId: 'id/1', clientSecret: 's&cret' };
const QUESTION = {
  ruc: '20100066603',
  type: '03',
  series: 'B001',
  number: 7,
  issueDate: '2026-11-25',
  total: '118.00',
};
const ACCEPTED = { success: true, message: 'ok', data: { estadoCp: '1', observaciones: ['- Observación'] } };

const json = (response: ServerResponse, status: number, body: unknown): void => {
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
};

/** A validity service: hands out token-1, token-2, ... and answers queries by `reply`. */
async function service(reply: (request: SeenRequest, response: ServerResponse) => void, expiresIn: unknown = 3600) {
  let issued = 0;
  const server = await loopback((request, response) => {
    if (!request.url.includes('/oauth2/token/')) return reply(request, response);
    issued += 1;
    json(response, 200, { access_token: `token-${issued}`, token_type: 'JWT', expires_in: expiresIn });
  });
  const endpoints = { bill: '', token: `${server.url}/clientes`, validity: `${server.url}/contribuyentes` };
  return { server, endpoints, tokens: () => issued };
}

async function using<T extends { server: Loopback }>(made: T, run: (made: T) => Promise<void>): Promise<void> {
  try {
    await run(made);
  } finally {
    await made.server.close();
  }
}

describe('the validity query', () => {
  test('asks as the manual says, and its answer is evidence of registration', async () => {
    await using(await service((_request, response) => json(response, 200, ACCEPTED)), async ({ server, endpoints }) => {
      const query = createValidityQuery(fetch, 5000);
      expect(await query(endpoints, CREDENTIALS, QUESTION)).toMatchObject({
        kind: 'registered',
        state: 'accepted',
        code: '1',
        observations: ['- Observación'],
      });
      const [token, asked] = server.seen;
      expect(token?.url).toBe('/clientes/id%2F1/oauth2/token/');
      expect(Object.fromEntries(new URLSearchParams(token?.body))).toEqual({
        grant_type: 'client_credentials',
        scope: 'https://api.sunat.gob.pe/v1/contribuyente/contribuyentes',
        client_id: 'id/1',
        client_secret: 's&cret',
      });
      expect(asked?.url).toBe('/contribuyentes/20100066603/validarcomprobante');
      expect(asked?.headers.authorization).toBe('Bearer token-1');
      expect(JSON.parse(asked?.body ?? '')).toEqual({
        numRuc: '20100066603',
        codComp: '03',
        numeroSerie: 'B001',
        numero: '7',
        fechaEmision: '25/11/2026',
        monto: '118.00',
      });
    });
  });

  test('keeps its token until shortly before the end, and renews it once after a 401', async () => {
    let refused = new Set<string>();
    const made = await service((request, response) => {
      const bearer = request.headers.authorization ?? '';
      json(response, refused.has(bearer) ? 401 : 200, ACCEPTED);
    });
    await using(made, async ({ endpoints, tokens }) => {
      let time = 0;
      const query = createValidityQuery(fetch, 5000, () => time);
      await query(endpoints, CREDENTIALS, QUESTION);
      time = 3_500_000;
      await query(endpoints, CREDENTIALS, QUESTION);
      expect(tokens()).toBe(1);
      time = 3_541_000;
      await query(endpoints, CREDENTIALS, QUESTION);
      expect(tokens()).toBe(2);
      refused = new Set(['Bearer token-2']);
      expect((await query(endpoints, CREDENTIALS, QUESTION)).kind).toBe('registered');
      expect(tokens()).toBe(3);
      refused = new Set(['Bearer token-3', 'Bearer token-4']);
      expect((await query(endpoints, CREDENTIALS, QUESTION)).kind).toBe('configuration_error');
      expect(tokens()).toBe(4);
    });
  });

  test.each([500, 403, 404, 302])('leaves the matter open by HTTP %i', async (status) => {
    await using(await service((_request, response) => json(response, status, ACCEPTED)), async ({ endpoints }) => {
      expect((await createValidityQuery(fetch, 5000)(endpoints, CREDENTIALS, QUESTION)).kind).toBe('unknown');
    });
  });

  test('without a usable token is a matter of configuration by 400, open by 500', async () => {
    for (const [status, kind] of [
      [400, 'configuration_error'],
      [500, 'unknown'],
    ] as const) {
      const server = await loopback((_request, response) => json(response, status, { error: 'invalid_client' }));
      const endpoints = { bill: '', token: server.url, validity: server.url };
      expect((await createValidityQuery(fetch, 5000)(endpoints, CREDENTIALS, QUESTION)).kind).toBe(kind);
      await server.close();
    }
  });

  test('is not supported without a service or client, and retryable when nobody listens', async () => {
    const query = createValidityQuery(fetch, 5000);
    const url = `http://127.0.0.1:${await closedPort()}`;
    const endpoints: SunatEndpoints = { bill: '', token: url, validity: url };
    expect((await query({ bill: '' }, CREDENTIALS, QUESTION)).kind).toBe('not_supported');
    expect((await query(endpoints, { ...CREDENTIALS, clientId: '' }, QUESTION)).kind).toBe('not_supported');
    expect((await query(endpoints, CREDENTIALS, QUESTION)).kind).toBe('retryable');
  });
});

describe('an answer of the validity query', () => {
  const read = (value: unknown) => readValidity(Buffer.from(JSON.stringify(value)));

  test.each<[unknown, string]>([
    [{ success: true, data: { estadoCp: '0' } }, 'not_found'],
    [{ success: true, data: { estadoCp: 1 } }, 'registered'],
    [{ success: true, data: { estadoCp: '2' } }, 'registered'],
    [{ success: true, data: { estadoCp: '3' } }, 'unknown'],
    [{ success: true, data: { estadoCp: '9' } }, 'unknown'],
    [{ success: true, data: {} }, 'unknown'],
    [{ success: true }, 'unknown'],
    [{ success: false, data: { estadoCp: '1' } }, 'unknown'],
    [null, 'unknown'],
    [[], 'unknown'],
  ])('%j is %s', (value, kind) => {
    expect(read(value).kind).toBe(kind);
  });

  test('that is garbage is unknown and never throws', () => {
    fc.assert(fc.property(fc.uint8Array(), (bytes) => readValidity(bytes).kind === 'unknown'));
    fc.assert(fc.property(fc.jsonValue(), (value) => read(value).kind === 'unknown'));
  });
});
