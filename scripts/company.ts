import { parseArgs } from 'node:util';
import { createOrm } from '../db/orm.ts';
import { outsideCompanies } from '../db/tx.ts';
import { HubError } from '../domain/errors.ts';
import { type Config, masterKeyText, readConfig } from '../platform/config.ts';
import { parseMasterKeys } from '../platform/crypto/envelope.ts';
import { createLogger } from '../platform/log/logger.ts';
import { uuidv7 } from '../platform/ids.ts';
import { createKeyRing } from '../services/auth/key-ring.ts';
import { createCompany } from '../services/companies/create-company.ts';
import { rotateDataKey } from '../services/company/rotate-data-key.ts';
import { createServiceDeps, type ServiceDeps } from '../services/deps.ts';
import { messageOf } from './stack/error-code.ts';
import { runningEnv } from './stack/running-env.ts';

const USAGE = `Uso:
  npm run company -- create --ruc 20… --name "EMPRESA S.A.C." --admin-email dueno@empresa.pe
  npm run company -- rotate-signing-key
  npm run company -- rotate-key --ruc 20…`;

/** Who holds the machine may do what the operator's key may. */
async function create(
  services: ServiceDeps,
  config: Config,
  values: Record<string, string | undefined>,
): Promise<void> {
  const operator = { actor: { kind: 'operator', id: null }, requestId: uuidv7() } as const;
  const made = await createCompany(services, operator, {
    ruc: values.ruc ?? '',
    name: values.name ?? '',
    admin_email: values['admin-email'] ?? '',
  });
  const base = config.PUBLIC_URL ?? `http://${config.API_HOST}:${config.API_PORT}`;
  console.log(`Empresa ${made.company.ruc} creada (${made.company.id}).`);
  console.log('El dueño fija su contraseña con este enlace, que sirve una sola vez y vence en 7 días:');
  console.log(`${base.replace(/\/$/, '')}/api/v1/auth/activate#token=${made.activation_token}`);
}

/** The new key signs at once; sessions go on, as the old one verifies until its last token is over. */
async function rotate(services: ServiceDeps): Promise<void> {
  const kid = await createKeyRing(services.orm, services.masterKeys).rotate();
  // The key is of all companies, so no company's audit holds it: its row and this line do.
  createLogger({ level: 'info', name: 'company' }).warn({ kid }, 'signing key rotated');
  console.log(`Clave de firma nueva: ${kid}. Las sesiones abiertas siguen.`);
}

/** The company's data key; takes some minutes, and goes on where it stopped when it is run again. */
async function rotateKey(services: ServiceDeps, ruc: string): Promise<void> {
  const [company] = await outsideCompanies(services.orm, (tx) =>
    tx.sql<{ company_id: string }>('select company_id from lookup_company($1)', [ruc]),
  );
  if (!company) throw new Error('No hay una empresa con ese RUC (--ruc RUC)');
  console.log('Primero se espera a que todos los procesos conozcan la clave nueva (3 minutos)…');
  const { keyId, rows } = await rotateDataKey(
    services,
    { companyId: company.company_id, requestId: uuidv7() },
    { onProgress: (table, done) => console.log(`  ${table}: ${done} filas`) },
  );
  console.log(`Todo lo cifrado de la empresa ${ruc} está bajo la clave ${keyId}: ${rows} filas reescritas.`);
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { ruc: { type: 'string' }, name: { type: 'string' }, 'admin-email': { type: 'string' } },
  });
  const [verb] = positionals;
  if (verb !== 'create' && verb !== 'rotate-signing-key' && verb !== 'rotate-key') throw new Error(USAGE);
  // Files and audit are append-only for the application: only their owner may seal them anew.
  const url = verb === 'rotate-key' ? 'DATABASE_OWNER_URL' : 'DATABASE_URL';
  const config = readConfig([url], runningEnv(process.env));
  const orm = createOrm({ url: config[url] ?? '', poolMax: 2, applicationName: 'hub-company' });
  try {
    const services = createServiceDeps({ orm, masterKeys: parseMasterKeys(masterKeyText(config)) });
    if (verb === 'create') await create(services, config, values);
    else if (verb === 'rotate-key') await rotateKey(services, values.ruc ?? '');
    else await rotate(services);
  } finally {
    await orm.close(true);
  }
}

/** A refusal of the service names the fields as the API does. */
function textOf(error: unknown): string {
  if (!(error instanceof HubError)) return messageOf(error);
  const issues = error.issues.map(
    ({ pointer, detail }) => `  ${pointer.replace('/admin_email', '--admin-email').replace('/', '--')}: ${detail}`,
  );
  return [error.message, ...issues].join('\n');
}

try {
  await main();
  process.exit(0);
} catch (error) {
  console.error(textOf(error));
  process.exit(1);
}
