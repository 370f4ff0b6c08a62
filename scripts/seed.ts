import { parseArgs } from 'node:util';
import { createOrm } from '../db/orm.ts';
import { outsideCompanies } from '../db/tx.ts';
import { masterKeyText, readConfig } from '../platform/config.ts';
import { parseMasterKeys } from '../platform/crypto/envelope.ts';
import { createAuthDeps } from '../services/auth/create-auth-deps.ts';
import { createServiceDeps } from '../services/deps.ts';
import { seedDemoCompany } from './seed/demo-company.ts';
import { seedFake } from './seed/fake/seed-fake.ts';
import { messageOf } from './stack/error-code.ts';
import { runningEnv } from './stack/running-env.ts';

/**
 * `npm run seed`: the demo company. `npm run seed -- --fake N [--company RUC] [--seed S]`: N made-up sales in it.
 * Beside `npm start` it works on that stack; elsewhere the variables of the database must be set, and for the demo
 * company who its admin is (`HUB_SEED_*`).
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { fake: { type: 'string' }, company: { type: 'string' }, seed: { type: 'string', default: '1' } },
  });
  const env = runningEnv(process.env);
  const config = readConfig(['DATABASE_URL'], env);
  const orm = createOrm({ url: config.DATABASE_URL ?? '', poolMax: 4, applicationName: 'hub-seed' });
  try {
    const services = createServiceDeps({ orm, masterKeys: parseMasterKeys(masterKeyText(config)) });
    const deps = await createAuthDeps(services);
    const ruc = values.company ?? env['HUB_SEED_COMPANY_RUC'] ?? '';
    if (values.fake === undefined) {
      const email = env['HUB_SEED_ADMIN_EMAIL'] ?? '';
      const password = env['HUB_SEED_ADMIN_PASSWORD'] ?? '';
      if (!ruc || !email || !password) throw new Error('HUB_SEED_COMPANY_RUC, _ADMIN_EMAIL y _ADMIN_PASSWORD faltan');
      await seedDemoCompany(deps, { ruc, email, password });
      console.log(`Empresa de demostración lista: RUC ${ruc}`);
      return;
    }
    const sales = Number(values.fake);
    if (!Number.isInteger(sales) || sales < 1) throw new Error('--fake espera un número entero de ventas');
    const [company] = await outsideCompanies(orm, (tx) =>
      tx.sql<{ company_id: string }>('select company_id from lookup_company($1)', [ruc]),
    );
    if (!company) throw new Error('No hay una empresa con ese RUC (--company RUC)');
    const began = performance.now();
    await seedFake(services, {
      companyId: company.company_id,
      sales,
      seed: Number(values.seed),
      onProgress: (done) => {
        if (done % 10_000 === 0 || done === sales) console.log(`${done} de ${sales} ventas`);
      },
    });
    console.log(`Listo en ${((performance.now() - began) / 1000).toFixed(0)} s`);
  } finally {
    await orm.close(true);
  }
}

try {
  await main();
  process.exit(0);
} catch (error) {
  console.error(messageOf(error));
  process.exit(1);
}
