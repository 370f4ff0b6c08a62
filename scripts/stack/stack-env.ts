import { join } from 'node:path';

import { roleUrl } from '../../db/bootstrap.ts';
import type { Env } from './node-programs.ts';
import { nextFreePort } from './ports.ts';
import { type Secrets, sha256Hex } from './secrets.ts';

export const DATABASE = 'hub';

export interface StackPorts {
  readonly postgres: number;
  readonly temporal: number;
  readonly ui: number;
  readonly api: number;
  readonly apiMetrics: number;
  readonly workerMetrics: number;
  readonly sunat: number;
  readonly smtp: number;
  readonly mail: number;
}

/** The well-known port of each part, or the next free one. */
export async function chooseStackPorts(): Promise<StackPorts> {
  return {
    api: await nextFreePort(8080),
    ui: await nextFreePort(8233),
    temporal: await nextFreePort(7233),
    postgres: await nextFreePort(5433),
    sunat: await nextFreePort(8090),
    smtp: await nextFreePort(2525),
    mail: await nextFreePort(8025),
    apiMetrics: await nextFreePort(9464),
    workerMetrics: await nextFreePort(9465),
  };
}

/** URLs of the three roles on the embedded server. */
export function databaseUrls(superUrl: string, secrets: Secrets) {
  const { owner, app, relay } = secrets.database;
  return {
    owner: roleUrl(superUrl, 'owner', DATABASE, owner),
    app: roleUrl(superUrl, 'app', DATABASE, app),
    relay: roleUrl(superUrl, 'relay', DATABASE, relay),
  };
}

export interface EnvParts {
  readonly dataDir: string;
  readonly ports: StackPorts;
  readonly secrets: Secrets;
  readonly superUrl: string;
  readonly temporalAddress: string;
  readonly uiUrl: string | undefined;
  readonly extra: Env;
}

/** The environment of the hub's own programs; what the person set for them (log level, Redis) passes through. */
export function stackEnv(parts: EnvParts): Env {
  const { ports, secrets } = parts;
  const urls = databaseUrls(parts.superUrl, secrets);
  return {
    DATABASE_URL: urls.app,
    DATABASE_RELAY_URL: urls.relay,
    TEMPORAL_ADDRESS: parts.temporalAddress,
    TEMPORAL_UI_URL: parts.uiUrl,
    HUB_MASTER_KEY: secrets.master_key,
    HUB_OPERATOR_KEY_SHA256: sha256Hex(secrets.operator_api_key),
    API_HOST: '127.0.0.1',
    API_PORT: String(ports.api),
    API_METRICS_PORT: String(ports.apiMetrics),
    WORKER_METRICS_PORT: String(ports.workerMetrics),
    PUBLIC_URL: `http://127.0.0.1:${ports.api}`,
    CODEC_ORIGINS: parts.uiUrl ?? '',
    SUNAT_SANDBOX_URL: `http://127.0.0.1:${ports.sunat}`,
    SMTP_URL: `smtp://127.0.0.1:${ports.smtp}`,
    LOG_LEVEL_FILE: join(parts.dataDir, 'log-level'),
    ...parts.extra,
  };
}

/** The owner's URL and the demo company's credentials go to the seed only. */
export function seedEnv(env: Env, superUrl: string, secrets: Secrets): Env {
  return {
    ...env,
    DATABASE_OWNER_URL: databaseUrls(superUrl, secrets).owner,
    HUB_SEED_ADMIN_EMAIL: secrets.admin.email,
    HUB_SEED_ADMIN_PASSWORD: secrets.admin.password,
    HUB_SEED_COMPANY_RUC: secrets.admin.company_ruc,
  };
}
