import { inCompany, outsideCompanies } from '../../db/tx.ts';
import { PERMISSIONS } from '../../domain/access/permissions.ts';
import { selfSigned } from '../../platform/signing/self-signed.ts';
import { activate } from '../../services/auth/activate.ts';
import type { AuthDeps } from '../../services/auth/deps.ts';
import { createCompany, recreateCompanyAnswer } from '../../services/companies/create-company.ts';
import { setCertificate } from '../../services/company/set-certificate.ts';
import { setCredentials } from '../../services/company/set-credentials.ts';
import type { ServiceContext } from '../../services/context.ts';
import { updateEstablishment } from '../../services/establishments/update-establishment.ts';
import { createProduct } from '../../services/products/create-product.ts';
import { createSeries } from '../../services/series/create-series.ts';
import { adjustStock } from '../../services/stock/adjust-stock.ts';

export interface DemoAdmin {
  readonly ruc: string;
  readonly email: string;
  readonly password: string;
}

const NAME = 'BODEGA DEMO EL TUMI S.A.C.';
const REQUEST_ID = 'seed';

const SERIES = [
  ['01', 'F001'],
  ['03', 'B001'],
  ['07', 'FC01'],
  ['07', 'BC01'],
  ['08', 'FD01'],
  ['08', 'BD01'],
  ['09', 'T001'],
  ['20', 'R001'],
  ['40', 'P001'],
] as const;

const PRODUCTS = [
  {
    sku: 'CAFE-250',
    name: 'CAFÉ MOLIDO CHANCHAMAYO 250 G',
    price: '18.50',
    igv_affectation: '10',
    sunat_code: '50201706',
    cost: '11.20',
  },
  {
    sku: 'PAN-001',
    name: 'PAN FRANCÉS UNIDAD',
    price: '0.40',
    igv_affectation: '20',
    sunat_code: '50181900',
    cost: '0.22',
  },
] as const;
const OPENING = '10000';
const CERTIFICATE_DAYS = 1095;

/**
 * The company that `npm start` sells with: what api.md promises of it. Uses the same verbs as a real shop does, and
 * can be run again after a kill at any point: each step looks first whether it is done.
 */
export async function seedDemoCompany(deps: AuthDeps, admin: DemoAdmin): Promise<string> {
  const companyId = await foundCompany(deps, admin);
  const ctx: ServiceContext = {
    companyId,
    actor: { kind: 'system', id: null },
    permissions: new Set(PERMISSIONS),
    requestId: REQUEST_ID,
  };
  await describePlace(deps, ctx);
  await openSeries(deps, ctx);
  await stockShelves(deps, ctx);
  await connectSunat(deps, ctx, admin.ruc);
  return companyId;
}

async function foundCompany(deps: AuthDeps, admin: DemoAdmin): Promise<string> {
  const operator = { actor: { kind: 'operator', id: null }, requestId: REQUEST_ID } as const;
  const [known] = await outsideCompanies(deps.orm, (tx) =>
    tx.sql<{ company_id: string }>('select company_id from lookup_company($1)', [admin.ruc]),
  );
  if (known && (await isActive(deps, known.company_id))) return known.company_id;
  const made = known
    ? await recreateCompanyAnswer(deps, operator, known.company_id)
    : await createCompany(deps, operator, { ruc: admin.ruc, name: NAME, admin_email: admin.email });
  await activate(deps, { token: made.activation_token, password: admin.password }, REQUEST_ID);
  return made.company.id;
}

const isActive = (deps: AuthDeps, companyId: string): Promise<boolean> =>
  inCompany(deps.orm, companyId, async (tx) => {
    const rows = await tx.sql(`select from app_user where status = 'active' limit 1`);
    return rows.length > 0;
  });

/** One row of one statement in the company; undefined when there is none. */
async function one<Row>(
  deps: AuthDeps,
  ctx: ServiceContext,
  text: string,
  values: unknown[] = [],
): Promise<Row | undefined> {
  const rows = await inCompany(deps.orm, ctx.companyId, (tx) => tx.sql<Row>(text, values));
  return rows[0];
}

async function describePlace(deps: AuthDeps, ctx: ServiceContext): Promise<void> {
  const place = await one<{ id: string; version: number }>(
    deps,
    ctx,
    `select id, version from establishment where code = '0000' and address_line is null`,
  );
  if (!place) return;
  await updateEstablishment(deps, ctx, place, {
    ubigeo: '150101',
    department: 'LIMA',
    province: 'LIMA',
    district: 'LIMA',
    address_line: 'JR. DE LA UNIÓN 500',
  });
}

async function openSeries(deps: AuthDeps, ctx: ServiceContext): Promise<void> {
  const place = await one<{ id: string }>(deps, ctx, `select id from establishment where code = '0000'`);
  if (!place) throw new Error('The company has no fiscal domicile');
  for (const [documentType, series] of SERIES) {
    const known = await one(deps, ctx, 'select from document_series where document_type = $1 and series = $2', [
      documentType,
      series,
    ]);
    if (known) continue;
    await createSeries(deps, ctx, { document_type: documentType, series, establishment_id: place.id });
  }
}

async function stockShelves(deps: AuthDeps, ctx: ServiceContext): Promise<void> {
  const warehouse = await one<{ id: string }>(deps, ctx, 'select id from warehouse order by created_at limit 1');
  if (!warehouse) throw new Error('The company has no warehouse');
  for (const { cost, ...product } of PRODUCTS) {
    const known = await one<{ id: string }>(deps, ctx, 'select id from product where sku = $1', [product.sku]);
    const { id } = known ?? (await createProduct(deps, ctx, product));
    if (await one(deps, ctx, 'select from stock_movement where product_id = $1', [id])) continue;
    await adjustStock(deps, ctx, {
      warehouse_id: warehouse.id,
      reason_code: 'opening',
      note: 'Stock inicial de la empresa de demostración',
      lines: [{ product_id: id, quantity: OPENING, unit_cost: cost }],
    });
  }
}

async function connectSunat(deps: AuthDeps, ctx: ServiceContext, ruc: string): Promise<void> {
  if (!(await one(deps, ctx, 'select from sunat_certificate where active'))) {
    const { pfx, password } = selfSigned({ ruc, name: NAME, days: CERTIFICATE_DAYS });
    await setCertificate(deps, ctx, { pfx_base64: pfx.toString('base64'), password });
  }
  if (!(await one(deps, ctx, 'select from sunat_credentials'))) {
    await setCredentials(deps, ctx, {
      environment: 'sandbox',
      sol_user: 'MODDATOS',
      sol_password: 'moddatos',
      client_id: 'MODDATOS',
      client_secret: 'moddatos',
    });
  }
}
