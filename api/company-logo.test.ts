import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { selfSigned } from '../platform/signing/self-signed.ts';
import { createTestApi, type TestApi, type TestCompany } from '../test/support/api.ts';
import { JPEG, makePng } from '../test/support/pictures.ts';

/** The picture on the company's paper: kept only when every document can carry it. */
let api: TestApi;
let shop: TestCompany;
let documentId: string;

const put = (image: Buffer) => shop.put('/company/logo', { image_base64: image.toString('base64') });
const audited = async () => (await shop.get('/audit?entity=company&action=company.logo&limit=200')).body.data.length;
const pictures = async () => (await shop.get(`/documents/${documentId}/pdf`)).text.split('/Subtype /Image').length - 1;

beforeAll(async () => {
  api = await createTestApi();
  shop = await api.company();
  const [establishment] = (await shop.get('/establishments')).body.data;
  const [warehouse] = (await shop.get('/warehouses')).body.data;
  await shop.post('/series', { document_type: '03', series: 'B001', establishment_id: establishment.id });
  const { pfx, password } = selfSigned({ ruc: shop.ruc, name: 'EMPRESA S.A.C.', days: 30 });
  await shop.put('/company/certificate', { pfx_base64: pfx.toString('base64'), password });
  await shop.put('/company/sunat-credentials', { environment: 'beta', sol_user: 'MODDATOS', sol_password: 'moddatos' });
  await shop.post('/products', { sku: 'PAN', name: 'Pan', price: '1.00', tracks_stock: false });
  const sold = await shop.post('/sales', {
    ...{ warehouse_id: warehouse.id, channel: 'store', document_type: 'boleta' },
    lines: [{ sku: 'PAN', quantity: '1' }],
    payments: [{ method: 'cash', amount: '1.00' }],
  });
  documentId = sold.body.document.id;
}, 60_000);
afterAll(() => api.close());

test('a PNG or JPEG is kept, shown, printed on every document, and taken off again; each change is audited', async () => {
  expect((await shop.get('/company')).body.has_logo).toBe(false);
  expect((await shop.get('/company/logo')).status).toBe(404);
  expect(await pictures()).toBe(0);

  const png = makePng(120, 40);
  const set = await put(png);
  const facts = { type: 'image/png', width: 120, height: 40, bytes: png.byteLength };
  expect([set.status, set.body]).toEqual([200, facts]);
  expect(await pictures()).toBe(1);

  expect((await put(JPEG)).body.type).toBe('image/jpeg');
  const shown = await shop.get('/company/logo');
  expect([shown.status, shown.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
  const company = await shop.get('/company');
  expect([company.body.has_logo, company.text.includes('"logo"')]).toEqual([true, false]);
  expect(await pictures()).toBe(1);

  for (let n = 0; n < 2; n += 1) expect((await shop.call('DELETE', '/company/logo')).status).toBe(204);
  expect((await shop.get('/company')).body.has_logo).toBe(false);
  expect(await pictures()).toBe(0);
  // Two set, one removed; removing nothing is no change.
  expect(await audited()).toBe(3);
});

const cut = JPEG.subarray(0, 300);
test.each([
  ['text', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'not_an_image'],
  ['a cut JPEG', cut, 'not_an_image'],
  ['a PNG without its end', makePng(32, 32).subarray(0, -12), 'unreadable_image'],
  ['a PNG that unpacks to more than it says', makePng(32, 32, Buffer.alloc(20_000_000)), 'unreadable_image'],
  ['one pixel', makePng(1, 1), 'image_dimensions'],
  ['a side too long', makePng(2001, 16), 'image_dimensions'],
  ['too many pixels', makePng(1500, 1000), 'image_dimensions'],
  ['a size that nobody could unpack', makePng(0xffffffff, 0xffffffff, Buffer.alloc(1)), 'image_dimensions'],
  ['more than 200 kB', makePng(300, 300, randomBytes(300 * 901)), 'too_long'],
])('%s is refused with a pointer, and nothing is kept', async (_name, image, code) => {
  const { status, body } = await put(image);
  expect({ status, errors: body.errors }).toMatchObject({ status: 422, errors: [{ pointer: '/image_base64', code }] });
  expect((await shop.get('/company')).body.has_logo).toBe(false);
});

test('what is no base64 is refused', async () => {
  for (const image_base64 of ['', 'ñandú', 'data:image/png;base64,AAAA'])
    expect((await shop.put('/company/logo', { image_base64 })).body.errors[0].pointer).toBe('/image_base64');
});

test('a cashier sees the logo and cannot change it; another company does not see it', async () => {
  await put(makePng(64, 64));
  const cashier = await shop.user('cashier');
  const body = { image_base64: JPEG.toString('base64') };
  expect((await cashier.get('/company/logo')).status).toBe(200);
  expect((await cashier.put('/company/logo', body)).status).toBe(403);
  expect((await cashier.call('DELETE', '/company/logo')).status).toBe(403);
  expect((await (await api.company()).get('/company/logo')).status).toBe(404);
});
