import { expect } from '@jest/globals';
import { selfSigned } from '../../platform/signing/self-signed.ts';
import { createTestApi, type JsonObject, type TestApi, type TestCompany } from './api.ts';

/** A shop that may sell at once, another company, and what tests of sales say to them; nothing goes to SUNAT. */
export interface Counter {
  readonly api: TestApi;
  readonly shop: TestCompany;
  /** A company without certificate, credentials and series. */
  readonly other: TestCompany;
  readonly warehouse: string;
  /** Ids by SKU: CAFE-250, PAN-001, GUIA-USD. */
  readonly products: Readonly<Record<string, string>>;
  /** A boleta of one CAFE-250, with the given changes. */
  readonly body: (change?: Record<string, unknown>) => Record<string, unknown>;
  readonly stockOf: (sku: string) => Promise<JsonObject>;
}

async function furnish(company: TestCompany): Promise<string> {
  const [establishment] = (await company.get('/establishments')).body.data;
  const [place] = (await company.get('/warehouses')).body.data;
  for (const [document_type, series] of [
    ['01', 'F001'],
    ['03', 'B001'],
  ]) {
    const made = await company.post('/series', {
      document_type,
      series,
      establishment_id: establishment.id,
      next_number: 1,
    });
    expect(made.status).toBe(201);
  }
  const { pfx, password } = selfSigned({ ruc: company.ruc, name: 'EMPRESA S.A.C.', days: 30 });
  expect((await company.put('/company/certificate', { pfx_base64: pfx.toString('base64'), password })).status).toBe(
    200,
  );
  const credentials = { environment: 'beta', sol_user: 'MODDATOS', sol_password: 'moddatos' };
  expect((await company.put('/company/sunat-credentials', credentials)).status).toBe(200);
  return place.id;
}

async function stockUp(shop: TestCompany, warehouse: string): Promise<Record<string, string>> {
  const products: Record<string, string> = {};
  const catalogue = [
    { sku: 'CAFE-250', name: 'Café molido 250 g', price: '18.50' },
    { sku: 'PAN-001', name: 'Pan francés', price: '0.50', igv_affectation: '20' },
    { sku: 'GUIA-USD', name: 'Guía', price: '10', currency: 'USD', tracks_stock: false },
  ];
  for (const product of catalogue) products[product.sku] = (await shop.post('/products', product)).body.id;
  const lines = ['CAFE-250', 'PAN-001'].map((sku) => ({ product_id: products[sku], quantity: '100', unit_cost: '9' }));
  const opened = await shop.post('/stock/adjustments', {
    warehouse_id: warehouse,
    reason_code: 'opening',
    note: 'Inventario inicial',
    lines,
  });
  expect(opened.status).toBe(201);
  return products;
}

/** An API with both companies; `api.close()` ends it. */
export async function openCounter(): Promise<Counter> {
  const api = await createTestApi();
  const [shop, other] = [await api.company(), await api.company()];
  const warehouse = await furnish(shop);
  const products = await stockUp(shop, warehouse);
  const body = (change: Record<string, unknown> = {}) => ({
    warehouse_id: warehouse,
    channel: 'store',
    document_type: 'boleta',
    customer: { document_type: '1', document_number: '45678912', name: 'ROSA QUISPE MAMANI', email: 'rosa@correo.pe' },
    lines: [{ sku: 'CAFE-250', quantity: '1' }],
    payments: [{ method: 'cash', amount: '18.50' }],
    ...change,
  });
  const stockOf = async (sku: string) =>
    (await shop.get(`/stock?warehouse_id=${warehouse}&product_id=${products[sku]}`)).body.data[0];
  return { api, shop, other, warehouse, products, body, stockOf };
}
