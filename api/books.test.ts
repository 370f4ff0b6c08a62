import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { limaDate } from '../domain/time/lima.ts';
import { type Counter, openCounter } from '../test/support/counter.ts';

let api: Counter['api'];
let shop: Counter['shop'];
const period = limaDate(new Date()).slice(0, 7);
const code = period.replace('-', '');

beforeAll(async () => {
  ({ api, shop } = await openCounter());
}, 60_000);
afterAll(() => api.close());

describe('the books of a month', () => {
  test('come as text under their legal name, uncompressed, as long as they say', async () => {
    const { status, headers, text } = await shop.get(`/books/ple-12.1?period=${period}`);
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(headers.get('content-disposition')).toMatch(
      new RegExp(`^attachment; filename="LE\\d{11}${code}00120100001111\\.TXT"$`),
    );
    expect(headers.get('content-encoding')).toBeNull();
    expect(headers.get('cache-control')).toBe('no-store, no-transform');
    expect(Number(headers.get('content-length'))).toBe(Buffer.byteLength(text));
    expect(
      text
        .split('\r\n')
        .filter((line) => line !== '')
        .map((line) => line.split('|').length),
    ).toContain(20);
    expect((await shop.call('HEAD', `/books/ple-12.1?period=${period}`)).status).toBe(200);
    const zip = await shop.get(`/books/rvie?period=${period}&format=zip`);
    expect(zip.headers.get('content-type')).toBe('application/zip');
    expect(zip.headers.get('content-disposition')).toMatch(/"LE\d{31}\.zip"$/);
    expect(zip.text.slice(0, 2)).toBe('PK');
    const lf = await shop.get(`/books/ple-12.1?period=${period}&line_end=lf&encoding=iso-8859-1`);
    expect(lf.headers.get('content-type')).toBe('text/plain; charset=iso-8859-1');
    expect(lf.text).not.toContain('\r');
  });

  test('are asked for by a month that has begun', async () => {
    const faults = async (query: string) =>
      (await shop.get(`/books/rvie?${query}`)).body.errors.map(
        (one: { pointer: string; code: string }) => `${one.pointer} ${one.code}`,
      );
    expect(await faults('')).toEqual(['/period required']);
    expect(await faults('period=2026-13')).toEqual(['/period invalid_format']);
    expect(await faults('period=2099-01')).toEqual(['/period period_in_future']);
    expect(await faults(`period=${period}&exchange_rates=2026-02-30:USD:3.7`)).toEqual([
      '/exchange_rates invalid_format',
    ]);
    expect(await faults(`period=${period}&rejected=maybe`)).toEqual(['/rejected invalid_value']);
    expect((await shop.get(`/books/ple-8.1?period=${period}`)).status).toBe(404);
  });

  test('are for owner and accountant', async () => {
    for (const [role, status] of [
      ['accountant', 200],
      ['manager', 403],
      ['cashier', 403],
      ['viewer', 403],
    ] as const)
      expect((await (await shop.user(role)).get(`/books/rvie?period=${period}`)).status).toBe(status);
    const audit = (await shop.get('/audit?action=book.export')).body.data;
    expect(audit.length).toBeGreaterThan(0);
  });
});
