import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createTestApi, type JsonObject, type TestApi } from '../test/support/api.ts';
import { routes } from './routes/index.ts';

let api: TestApi;
let document: JsonObject;

beforeAll(async () => {
  api = await createTestApi();
  document = (await api.nobody.get('/api/openapi.json')).body;
}, 60_000);
afterAll(() => api.close());

test('the document is OpenAPI 3.1 and has exactly the routes that are served', () => {
  expect(document.openapi).toBe('3.1.0');
  const documented = Object.entries<JsonObject>(document.paths).flatMap(([path, item]) =>
    Object.keys(item).map((method) => `${method} ${path}`),
  );
  expect(documented.toSorted()).toEqual(routes.map(({ method, path }) => `${method} ${path}`).toSorted());
});

test('every operation has an id of its own, a summary, its security and its problems', () => {
  const operations = Object.values<JsonObject>(document.paths).flatMap((item) => Object.values<JsonObject>(item));
  expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length);
  for (const operation of operations) {
    expect(operation.summary).toBeTruthy();
    expect(Object.keys(operation.responses).some((status) => status.startsWith('2'))).toBe(true);
    if (operation.security.length > 0)
      expect(Object.keys(operation.responses)).toEqual(expect.arrayContaining(['401', '403']));
    const problem = operation.responses['429'].content['application/problem+json'].schema;
    expect(problem).toEqual({ $ref: '#/components/schemas/Problem' });
  }
});

test('headers that a route wants stand in the document', () => {
  const headers = (path: string, method: string) =>
    document.paths[path][method].parameters
      .filter((one: JsonObject) => one.in === 'header')
      .map((one: JsonObject) => one.name);
  expect(headers('/api/v1/products', 'post')).toEqual(['Idempotency-Key']);
  expect(headers('/api/v1/products/{id}', 'patch')).toEqual(['If-Match']);
  expect(headers('/api/v1/sales', 'post')).toEqual(['Idempotency-Key', 'Prefer']);
});

test('every reference in the document leads somewhere', () => {
  const names = [...JSON.stringify(document).matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(
    (match) => match[1] ?? '',
  );
  expect(names.length).toBeGreaterThan(20);
  for (const name of names) expect(Object.keys(document.components.schemas)).toContain(name);
});

test('the reference page brings its own assets and reaches nobody else', async () => {
  const page = await api.nobody.get('/api/docs');
  expect(page.text).not.toMatch(/https?:\/\//);
  expect(page.headers.get('content-security-policy')).toContain("script-src 'self'");
  for (const [, path] of page.text.matchAll(/(?:src|href)="([^"]+)"/g)) {
    const asset = await api.nobody.get(path ?? '');
    expect([path, asset.status]).toEqual([path, 200]);
  }
});

test('the page of the one-time link loads its script from here', async () => {
  const page = await api.nobody.get('/auth/activate');
  expect(page.headers.get('content-type')).toContain('text/html');
  expect((await api.nobody.get('/auth/activate.js')).headers.get('content-type')).toContain('javascript');
});
