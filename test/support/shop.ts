import { createHash } from 'node:crypto';
import type { MikroORM } from '@mikro-orm/postgresql';
import { createOrm } from '../../db/orm.ts';
import { inCompany, type Tx } from '../../db/tx.ts';
import { PERMISSIONS, type Permission } from '../../domain/access/permissions.ts';
import { rucCheckDigit } from '../../domain/identity/ruc.ts';
import type { CompanyCipher } from '../../platform/crypto/envelope.ts';
import { createBlindIndex, newMasterKey, parseMasterKeys } from '../../platform/crypto/envelope.ts';
import { isRetryableDatabaseError } from '../../platform/database-pool.ts';
import { uuidv7 } from '../../platform/ids.ts';
import { readPfx, type SigningIdentity } from '../../platform/signing/certificate.ts';
import { selfSigned } from '../../platform/signing/self-signed.ts';
import { createCompanyKeys } from '../../services/company-keys.ts';
import type { ServiceContext } from '../../services/context.ts';
import type { ServiceDeps } from '../../services/deps.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';

/** Everything that verbs need, on a database of its own. */
export interface TestHub {
  readonly database: TestDatabase;
  readonly orm: MikroORM;
  readonly deps: ServiceDeps;
  /** Sets the hub's clock; it runs by itself until then. */
  setNow(now: Date | undefined): void;
  close(): Promise<void>;
}

export async function createTestHub(poolMax = 20, masterKey = newMasterKey('test')): Promise<TestHub> {
  const database = await createTestDatabase();
  // Logging in may take its time on a busy machine.
  const orm = createOrm({ url: database.appUrl, poolMax, connectMs: 20_000 });
  const masterKeys = parseMasterKeys(masterKey);
  let fixed: Date | undefined;
  const deps: ServiceDeps = {
    orm,
    masterKeys,
    companyKeys: createCompanyKeys(orm, masterKeys),
    emailIndex: createBlindIndex(masterKeys),
    now: () => fixed ?? new Date(),
    wakeRelay: () => undefined,
    saleChanged: () => undefined,
  };
  return {
    ...{ database, orm, deps },
    setNow(now) {
      fixed = now;
    },
    async close() {
      await orm.close(true);
      await database.drop();
    },
  };
}

export interface TestProduct {
  readonly id: string;
  readonly sku: string;
}

/** A company that can sell: place, series F001 and B001, certificate, credentials, two products with stock. */
export interface TestShop {
  readonly companyId: string;
  readonly ruc: string;
  readonly warehouseId: string;
  readonly establishmentId: string;
  readonly coffee: TestProduct;
  readonly bread: TestProduct;
  readonly ctx: ServiceContext;
  /** A caller with these permissions only. */
  as(...permissions: Permission[]): ServiceContext;
  body(change?: Record<string, unknown>): Record<string, unknown>;
}

let nextRuc = 0;

/** A RUC with the right check digit, another one each time in this process. */
export function makeRuc(): string {
  const ten = `20${String(50_000_000 + ++nextRuc)}`;
  return ten + rucCheckDigit(ten);
}

type TestCertificate = ReturnType<typeof selfSigned> & Pick<SigningIdentity, 'notBefore' | 'notAfter' | 'subject'>;
let made: TestCertificate | undefined;

/** One key for all shops of a test file: they differ by what their rows say. */
function certificateFor(ruc: string): TestCertificate {
  if (made) return made;
  const { pfx, password } = selfSigned({ ruc, name: 'TIENDA DE PRUEBA S.A.C.', days: 365 });
  const { notBefore, notAfter, subject } = readPfx(pfx, password);
  made = { pfx, password, notBefore, notAfter, subject };
  return made;
}

/** As activities are: done again when the database was busy. */
export async function stubbornly<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (attempt === 20 || !isRetryableDatabaseError(error)) throw error;
    }
  }
}

export interface ShopOptions {
  /** On hand of each product; default 1,000. */
  readonly stock?: string;
  readonly ready?: boolean;
}

export async function makeShop(hub: TestHub, { stock = '1000', ready = true }: ShopOptions = {}): Promise<TestShop> {
  const companyId = uuidv7();
  const ruc = makeRuc();
  const [establishmentId, warehouseId] = [uuidv7(), uuidv7()];
  // Before the transaction: making a key takes longer than a transaction may stand idle.
  const certificate = certificateFor(ruc);
  const coffee = { id: uuidv7(), sku: 'CAFE-250' };
  const bread = { id: uuidv7(), sku: 'PAN-001' };
  await inCompany(hub.orm, companyId, async (tx) => {
    await tx.run(`insert into company (id, ruc, name, sunat_environment) values ($1, $2, $3, 'sandbox')`, [
      ...[companyId, ruc, 'TIENDA DE PRUEBA S.A.C.'],
    ]);
    const cipher = await hub.deps.companyKeys.found(tx);
    await makePlace(tx, establishmentId, warehouseId);
    await makeProduct(
      tx,
      warehouseId,
      { ...coffee, name: 'Café molido 250 g', price: '18.50', affectation: '10' },
      stock,
    );
    await makeProduct(tx, warehouseId, { ...bread, name: 'Pan francés', price: '0.50', affectation: '20' }, stock);
    if (ready) await makeFiscal(tx, cipher, ruc, certificate);
  });
  const as = (...permissions: Permission[]): ServiceContext => ({
    companyId,
    actor: { kind: 'user', id: uuidv7() },
    permissions: new Set(permissions),
    requestId: `test-${uuidv7()}`,
  });
  return {
    ...{ companyId, ruc, warehouseId, establishmentId, coffee, bread, as, ctx: as(...PERMISSIONS) },
    body: (change = {}) => ({
      warehouse_id: warehouseId,
      channel: 'store',
      document_type: 'boleta',
      customer: { document_type: '1', document_number: '45678912', name: 'ROSA QUISPE MAMANI' },
      lines: [{ sku: coffee.sku, quantity: '1' }],
      payments: [{ method: 'cash', amount: '18.50' }],
      ...change,
    }),
  };
}

async function makePlace(tx: Tx, establishmentId: string, warehouseId: string): Promise<void> {
  await tx.run(
    `insert into establishment (id, company_id, code, name, ubigeo, department, province, district, address_line)
     values ($1, $2, '0000', 'Principal', '150101', 'LIMA', 'LIMA', 'LIMA', 'AV. AREQUIPA 1234')`,
    [establishmentId, tx.companyId],
  );
  await tx.run(
    `insert into warehouse (id, company_id, establishment_id, code, name) values ($1, $2, $3, 'ALM-1', 'Tienda')`,
    [warehouseId, tx.companyId, establishmentId],
  );
  for (const [type, series] of [
    ['01', 'F001'],
    ['03', 'B001'],
    ['07', 'FC01'],
    ['07', 'BC01'],
    ['08', 'FD01'],
    ['08', 'BD01'],
    ['09', 'T001'],
    ['31', 'V001'],
    ['20', 'R001'],
    ['40', 'P001'],
  ]) {
    await tx.run(
      `insert into document_series (id, company_id, establishment_id, document_type, series) values ($1, $2, $3, $4, $5)`,
      [uuidv7(), tx.companyId, establishmentId, type, series],
    );
  }
}

interface NewProduct extends TestProduct {
  readonly name: string;
  readonly price: string;
  readonly affectation: string;
  readonly allowNegative?: boolean;
  readonly tracksStock?: boolean;
  readonly currency?: string;
}

/** A product with an opening entry in the kardex, so that on hand is the sum of its movements from the start. */
export async function makeProduct(tx: Tx, warehouseId: string, product: NewProduct, stock: string): Promise<void> {
  await tx.run(
    `insert into product (id, company_id, sku, name, unit_code, price, currency, igv_affectation, tracks_stock, allow_negative)
     values ($1, $2, $3, $4, 'NIU', $5, $6, $7, $8, $9)`,
    [
      ...[product.id, tx.companyId, product.sku, product.name, product.price, product.currency ?? 'PEN'],
      ...[product.affectation, product.tracksStock ?? true, product.allowNegative ?? false],
    ],
  );
  if (Number(stock) === 0 || product.tracksStock === false) return;
  await tx.run(
    `insert into stock_level (id, company_id, warehouse_id, product_id, on_hand, average_cost)
     values ($1, $2, $3, $4, $5, 10)`,
    [uuidv7(), tx.companyId, warehouseId, product.id, stock],
  );
  await tx.run(
    `insert into stock_movement (id, company_id, effective_date, warehouse_id, product_id, kind, source_id, source_line,
                                 quantity, unit_cost, balance, average_cost)
     values ($1, $2, '2026-01-01', $3, $4, 'opening', $1, 1, $5, 10, $5, 10)`,
    [uuidv7(), tx.companyId, warehouseId, product.id, stock],
  );
}

async function makeFiscal(tx: Tx, cipher: CompanyCipher, ruc: string, certificate: TestCertificate): Promise<void> {
  const id = uuidv7();
  const { notBefore, notAfter, subject } = certificate;
  await tx.run(
    `insert into sunat_certificate (id, company_id, pfx, password, sha256, subject, ruc, not_before, not_after)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      ...[id, tx.companyId],
      cipher.seal(certificate.pfx, `sunat_certificate.pfx/${id}`).bytes,
      cipher.seal(certificate.password, `sunat_certificate.password/${id}`).bytes,
      createHash('sha256').update(certificate.pfx).digest('hex'),
      ...[subject, ruc, notBefore, notAfter],
    ],
  );
  const credentials = uuidv7();
  await tx.run(
    `insert into sunat_credentials (id, company_id, environment, sol_user, sol_password) values ($1, $2, 'sandbox', $3, $4)`,
    [
      ...[credentials, tx.companyId],
      cipher.seal('MODDATOS', `sunat_credentials.sol_user/${credentials}`).bytes,
      cipher.seal('moddatos', `sunat_credentials.sol_password/${credentials}`).bytes,
    ],
  );
}
