import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createTestApi, rucOf, type TestApi, type TestCompany } from '../test/support/api.ts';
import { selfSigned } from '../platform/signing/self-signed.ts';

let api: TestApi;
let shop: TestCompany;

beforeAll(async () => {
  api = await createTestApi();
  shop = await api.company();
}, 60_000);
afterAll(() => api.close());

const pointers = (answer: { body: { errors?: { pointer: string; code: string }[] } }) =>
  (answer.body.errors ?? []).map(({ pointer, code }) => `${pointer} ${code}`);

describe('a company', () => {
  test('is made by the operator only, once a RUC, with a valid one', async () => {
    const body = { ruc: shop.ruc, name: 'OTRA S.A.C.', admin_email: 'a@b.test' };
    expect((await shop.post('/companies', body)).status).toBe(403);
    const known = await api.operator.post('/companies', body);
    expect([known.status, pointers(known)]).toEqual([409, ['/ruc already_exists']]);
    const wrong = await api.operator.post('/companies', { ...body, ruc: '20100070971' });
    expect([wrong.status, pointers(wrong)]).toEqual([422, ['/ruc invalid_ruc']]);
  });
  test('begins with its fiscal domicile, a warehouse, the built-in roles and no series', async () => {
    expect((await shop.get('/establishments')).body.data).toMatchObject([{ code: '0000' }]);
    expect((await shop.get('/warehouses')).body.data).toMatchObject([{ code: 'PRINCIPAL', active: true }]);
    expect((await shop.get('/series')).body.data).toEqual([]);
    const roles = (await shop.get('/roles')).body.data.map((role: { name: string }) => role.name);
    expect(roles.toSorted()).toEqual(['accountant', 'cashier', 'manager', 'owner', 'viewer', 'warehouse']);
  });
  test('changes its name under If-Match, and the change is in the audit with who and why', async () => {
    const seen = await shop.get('/company');
    const done = await shop.patch('/company', { name: 'NUEVO NOMBRE S.A.C.' }, seen.headers.get('etag') ?? '');
    expect(done.body).toMatchObject({ name: 'NUEVO NOMBRE S.A.C.', ruc: shop.ruc });
    const audit = await shop.get('/audit?entity=company&action=company.update');
    expect(audit.body.data[0]).toMatchObject({
      actor: { kind: 'user' },
      entity_id: shop.id,
      before: { name: seen.body.name },
      after: { name: 'NUEVO NOMBRE S.A.C.' },
      request_id: done.headers.get('x-request-id'),
    });
  });
  test('keeps a certificate that is its own and valid, and refuses every other', async () => {
    const make = (ruc: string, now?: Date) => selfSigned({ ruc, name: 'PRUEBA', days: 365, now });
    const send = ({ pfx, password }: { pfx: Buffer; password: string }) =>
      shop.put('/company/certificate', { pfx_base64: pfx.toString('base64'), password });
    const own = make(shop.ruc);
    const good = await send(own);
    expect(good.status).toBe(200);
    expect(good.body.ruc).toBe(shop.ruc);
    expect(pointers(await send({ ...own, password: 'otra' }))).toEqual(['/password wrong_password']);
    expect(pointers(await send(make(rucOf(77))))).toEqual(['/pfx_base64 certificate_of_other_ruc']);
    expect(pointers(await send(make(shop.ruc, new Date('2020-01-01'))))).toEqual(['/pfx_base64 certificate_expired']);
    expect(pointers(await send({ pfx: Buffer.from('no es un pfx'), password: 'x' }))).toEqual([
      '/pfx_base64 unreadable',
    ]);
    const text = await shop.put('/company/certificate', { pfx_base64: 'ñ', password: 'x' });
    expect(pointers(text)).toEqual(['/pfx_base64 invalid_format']);
    expect((await shop.get('/company')).body.certificate.sha256).toBe(good.body.sha256);
  }, 60_000);
  test("keeps SUNAT's credentials without ever showing them, and takes their environment", async () => {
    const answer = await shop.put('/company/sunat-credentials', {
      environment: 'sandbox',
      sol_user: 'MODDATOS',
      sol_password: 'moddatos',
    });
    expect(answer.body).toEqual({ environment: 'sandbox', sol_user: 'MO****', has_api_client: false });
    expect((await shop.get('/company')).body).toMatchObject({ sunat_environment: 'sandbox', credentials: ['sandbox'] });
    expect((await shop.get('/audit?action=company.sunat_credentials')).text).not.toContain('moddatos');
    const half = await shop.put('/company/sunat-credentials', {
      environment: 'beta',
      sol_user: 'MODDATOS',
      sol_password: 'x',
      client_id: 'y',
    });
    expect(pointers(half)).toEqual(['/client_secret required']);
  });
});

describe('places and series', () => {
  test('an establishment and its warehouse can be added and changed, their codes once each', async () => {
    const made = await shop.post('/establishments', { code: '0001', name: 'Tienda Miraflores', ubigeo: '150122' });
    expect(made.status).toBe(201);
    expect(pointers(await shop.post('/establishments', { code: '0001', name: 'Otra' }))).toEqual([
      '/code already_exists',
    ]);
    expect(pointers(await shop.post('/establishments', { code: '0002', name: 'X', ubigeo: '999999' }))).toEqual([
      '/ubigeo not_in_catalog',
    ]);
    const house = await shop.post('/warehouses', { establishment_id: made.body.id, code: 'MIRA', name: 'Almacén' });
    expect(house.status).toBe(201);
    const off = await shop.patch(`/warehouses/${house.body.id}`, { active: false }, house.headers.get('etag') ?? '');
    expect(off.body.active).toBe(false);
    const foreign = await api.company();
    const theirs = (await foreign.get('/establishments')).body.data[0].id;
    expect(pointers(await shop.post('/warehouses', { establishment_id: theirs, code: 'NO', name: 'Ajeno' }))).toEqual([
      '/establishment_id not_found',
    ]);
  });
  test("a series continues the old system's numbers, has the shape of its type, and is frozen once used", async () => {
    const establishment_id = (await shop.get('/establishments')).body.data.at(-1).id;
    const make = (document_type: string, series: string, next_number = 1) =>
      shop.post('/series', { document_type, series, next_number, establishment_id });
    const made = await make('01', 'F001', 4321);
    expect(made.body).toMatchObject({ next_number: 4321, used: false, active: true });
    for (const [type, series] of [
      ['01', 'B001'],
      ['03', 'F001'],
      ['09', 'F001'],
      ['01', 'F01'],
      ['01', 'f001'],
    ] as const)
      expect(pointers(await make(type, series))).toEqual(['/series invalid_series']);
    for (const [type, series] of [
      ['03', 'B001'],
      ['07', 'FC01'],
      ['07', 'BC01'],
      ['08', 'FD01'],
      ['09', 'T001'],
    ] as const)
      expect((await make(type, series)).status).toBe(201);
    expect(pointers(await make('01', 'F001'))).toEqual(['/series already_exists']);
    expect((await make('factura', 'F002')).body.document_type).toBe('01');
    expect((await shop.get('/series?document_type=factura')).body.data).toHaveLength(2);
    const etag = made.headers.get('etag') ?? '';
    const moved = await shop.patch(`/series/${made.body.id}`, { next_number: 5000 }, etag);
    expect(moved.body.next_number).toBe(5000);
    const pgModule = await import('pg');
    const root = new pgModule.default.Client({ connectionString: api.database.superUrl });
    await root.connect();
    await root.query('update document_series set used = true where id = $1', [made.body.id]);
    await root.end();
    const frozen = await shop.patch(`/series/${made.body.id}`, { next_number: 1 }, moved.headers.get('etag') ?? '');
    expect([frozen.status, pointers(frozen)]).toEqual([409, ['/next_number series_in_use']]);
  });
});

describe('users and roles', () => {
  test('nobody gives what he has not: a manager makes no owner, and touches none', async () => {
    const manager = await shop.user('manager');
    expect((await manager.post('/users', { email: 'o@b.test', name: 'O', roles: ['owner'] })).status).toBe(403);
    const owner = (await shop.get('/users')).body.data.find((user: { roles: string[] }) =>
      user.roles.includes('owner'),
    );
    const seen = await manager.get(`/users/${owner.id}`);
    expect(
      (await manager.patch(`/users/${owner.id}`, { status: 'disabled' }, seen.headers.get('etag') ?? '')).status,
    ).toBe(403);
  });
  test('a user takes another name and other roles, which count at once', async () => {
    const member = await shop.user('cashier');
    expect((await member.get('/audit')).status).toBe(403);
    const seen = await shop.get(`/users/${member.id}`);
    const change = { name: 'Contadora', roles: ['accountant', 'cashier'] };
    const done = await shop.patch(`/users/${member.id}`, change, seen.headers.get('etag') ?? '');
    expect(done.body).toMatchObject({ name: 'Contadora', roles: ['accountant', 'cashier'] });
    expect((await member.get('/audit')).status).toBe(200);
  });
  test('the last owner stays', async () => {
    const me = (await shop.get('/me')).body.id;
    const seen = await shop.get(`/users/${me}`);
    const etag = seen.headers.get('etag') ?? '';
    for (const change of [{ status: 'disabled' }, { roles: ['cashier'] }]) {
      const answer = await shop.patch(`/users/${me}`, change, etag);
      expect([answer.status, answer.body.code]).toEqual([409, 'last_owner']);
    }
  });
  test('of two owners that are taken away at once, one stays', async () => {
    const other = await api.company();
    const second = await other.user('owner');
    const [a, b] = await Promise.all(
      [(await other.get('/me')).body.id, second.id].map((id) => other.get(`/users/${id}`)),
    );
    const off = (seen: typeof a) =>
      other.patch(`/users/${seen?.body.id}`, { roles: ['viewer'] }, seen?.headers.get('etag') ?? '');
    const answers = await Promise.all([off(a), off(b)]);
    expect(answers.filter(({ status }) => status === 200).length).toBeLessThanOrEqual(1);
  });
  test('an unknown role is pointed at, a known e-mail is a conflict', async () => {
    const user = { email: 'uno@empresa.test', name: 'Uno', roles: ['cashier'] };
    expect(pointers(await shop.post('/users', { ...user, roles: ['cashier', 'rey'] }))).toEqual(['/roles/1 not_found']);
    expect((await shop.post('/users', user)).status).toBe(201);
    expect(pointers(await shop.post('/users', { ...user, email: 'UNO@empresa.test' }))).toEqual([
      '/email already_exists',
    ]);
  });
  test('a custom role can be changed, and counts at once for who holds it; a built-in one cannot', async () => {
    const role = await shop.post('/roles', { name: 'inventario', permissions: ['products:read'] });
    const member = await shop.user('inventario');
    expect((await member.get('/customers')).status).toBe(403);
    const etag = role.headers.get('etag') ?? '';
    await shop.patch(`/roles/${role.body.id}`, { permissions: ['products:read', 'customers:read'] }, etag);
    expect((await member.get('/customers')).status).toBe(200);
    const builtIn = (await shop.get('/roles')).body.data.find((one: { built_in: boolean }) => one.built_in);
    const seen = await shop.get(`/roles/${builtIn.id}`);
    const refused = await shop.patch(`/roles/${builtIn.id}`, { name: 'x' }, seen.headers.get('etag') ?? '');
    expect([refused.status, refused.body.code]).toEqual([409, 'built_in_role']);
  });
  test('e-mails are masked, and shown with ?reveal=true to who may, with one audit row', async () => {
    const list = await shop.get('/users');
    expect(list.text).not.toContain(shop.email);
    const shown = await shop.get('/users?reveal=true');
    expect(shown.text).toContain(shop.email);
    const request = shown.headers.get('x-request-id');
    const audit = (await shop.get('/audit?action=personal_data.reveal')).body.data;
    expect(audit.filter((row: { request_id: string }) => row.request_id === request)).toHaveLength(1);
    const viewer = await shop.user('cashier');
    expect((await viewer.get('/customers?reveal=true')).status).toBe(403);
  });
});

describe('the catalogue', () => {
  test('a product is made with defaults, changed, searched and unique by SKU', async () => {
    const made = await shop.post('/products', {
      sku: 'CAFE-250',
      name: '  Café   tostado 250 g ',
      price: '18.5',
      barcode: '7750001',
    });
    expect(made.body).toMatchObject({
      name: 'Café tostado 250 g',
      price: '18.50',
      unit_code: 'NIU',
      currency: 'PEN',
      igv_affectation: '10',
      tracks_stock: true,
    });
    expect(made.headers.get('location')).toBe(`/api/v1/products/${made.body.id}`);
    expect(pointers(await shop.post('/products', { sku: 'CAFE-250', name: 'Otro', price: '1' }))).toEqual([
      '/sku already_exists',
    ]);
    const found = async (query: string) => (await shop.get(`/products?${query}`)).body.data.length;
    expect(await found('q=tostado')).toBe(1);
    expect(await found('q=7750001')).toBe(1);
    expect(await found('q=%25')).toBe(0);
    const off = await shop.patch(
      `/products/${made.body.id}`,
      { active: false, allow_negative: true },
      made.headers.get('etag') ?? '',
    );
    expect(off.body).toMatchObject({ active: false, allow_negative: true });
    expect(await found('active=true&q=tostado')).toBe(0);
  });
  test('a faulty product names every faulty field', async () => {
    const answer = await shop.post('/products', {
      sku: 'a b',
      price: 18.5,
      unit_code: 'XXXX',
      currency: 'EUR',
      igv_affectation: '18',
      sunat_code: '1',
    });
    expect(pointers(answer).toSorted()).toEqual([
      '/currency invalid_value',
      '/igv_affectation invalid_value',
      '/name required',
      '/price invalid_type',
      '/sku invalid_format',
      '/sunat_code invalid_format',
      '/unit_code not_in_catalog',
    ]);
  });
  test("a customer's data is masked, found by number, and revealed under audit; a company's RUC is public", async () => {
    const person = await shop.post('/customers', {
      document_type: '1',
      document_number: '45678912',
      name: 'ROSA QUISPE MAMANI',
      email: 'rosa@correo.pe',
      phone: '+51 987654321',
      address: 'Av. Larco 345',
    });
    expect(person.status).toBe(201);
    for (const secret of ['45678912', 'rosa@', '987654321', 'Larco']) expect(person.text).not.toContain(secret);
    expect((await shop.get(`/customers/${person.body.id}?reveal=true`)).body).toMatchObject({
      document_number: '45678912',
      email: 'rosa@correo.pe',
    });
    expect((await shop.get('/customers?document_number=45678912')).body.data).toHaveLength(1);
    expect(
      pointers(await shop.post('/customers', { document_type: '1', document_number: '45678912', name: 'ROSA' })),
    ).toEqual(['/document_number already_exists']);
    const firm = await shop.post('/customers', {
      document_type: '6',
      document_number: '20100070970',
      name: 'SUPERMERCADOS',
    });
    expect(firm.body.document_number).toBe('20100070970');
    expect(
      pointers(
        await shop.post('/customers', { document_type: '6', document_number: '20100070971', name: 'MALO S.A.' }),
      ),
    ).toEqual(['/document_number invalid_ruc']);
    const moved = await shop.patch(`/customers/${person.body.id}`, { email: null }, person.headers.get('etag') ?? '');
    expect(moved.body.email).toBeNull();
  });
  test('a list is walked page by page without holes or repeats while rows are inserted', async () => {
    const other = await api.company();
    for (let i = 0; i < 7; i++) await other.post('/products', { sku: `P-${i}`, name: 'Producto', price: '1.00' });
    const all = (await other.get('/products')).body.data.map((row: { id: string }) => row.id);
    const walked: string[] = [];
    let cursor = '';
    do {
      const page = await other.get(`/products?limit=2${cursor && `&cursor=${cursor}`}`);
      walked.push(...page.body.data.map((row: { id: string }) => row.id));
      cursor = page.body.next_cursor ?? '';
      await other.post('/products', { sku: `NEW-${walked.length}`, name: 'Nuevo', price: '1.00' });
    } while (cursor);
    expect(walked).toEqual(all);
    const page = await other.get('/products?limit=1');
    const foreign = await shop.get(`/products?cursor=${page.body.next_cursor}`);
    expect([foreign.status, foreign.body.code]).toEqual([422, 'invalid_cursor']);
    expect((await other.get(`/customers?cursor=${page.body.next_cursor}`)).status).toBe(422);
  });
});

test('the log level is the operator’s, and changes at once', async () => {
  expect((await shop.put('/operations/log-level', { level: 'debug' })).status).toBe(403);
  expect((await api.operator.put('/operations/log-level', { level: 'debug' })).body).toEqual({ level: 'debug' });
  expect((await api.operator.get('/operations/log-level')).body).toEqual({ level: 'debug' });
  expect((await api.operator.put('/operations/log-level', { level: 'loud' })).status).toBe(422);
});

test('every kind of change of this company stands in its audit, and none holds personal data in clear', async () => {
  const actions = new Set<string>();
  const texts: string[] = [];
  let cursor = '';
  do {
    const page = await shop.get(`/audit?limit=200${cursor && `&cursor=${cursor}`}`);
    for (const row of page.body.data) actions.add(row.action);
    texts.push(page.text);
    cursor = page.body.next_cursor ?? '';
  } while (cursor);
  for (const noun of ['warehouse', 'series', 'user', 'role', 'product', 'customer'])
    expect([...actions]).toEqual(expect.arrayContaining([`${noun}.create`, `${noun}.update`]));
  expect([...actions]).toEqual(
    expect.arrayContaining([
      'company.create',
      'company.update',
      'company.certificate',
      'company.sunat_credentials',
      'establishment.create',
      'user.activate',
      'personal_data.reveal',
    ]),
  );
  for (const secret of ['45678912', 'rosa@correo.pe', shop.email, '987654321'])
    expect(texts.join()).not.toContain(secret);
});
