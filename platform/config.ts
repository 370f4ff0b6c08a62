import { readFileSync } from 'node:fs';
import { z } from 'zod';

/**
 * Everything that configures a process, read once from the environment. All errors are reported together,
 * values never: a message names the variable and the rule. Documented for operators in `docs/operations.md`.
 */
const port = z.coerce.number().int().min(0).max(65535);
const postgresUrl = z.string().regex(/^postgres(ql)?:\/\//, 'must be a postgresql:// URL');
const httpUrl = z.url({ protocol: /^https?$/ });

const schema = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  LOG_LEVEL_FILE: z.string().optional(),
  DATABASE_URL: postgresUrl.optional(),
  DATABASE_RELAY_URL: postgresUrl.optional(),
  DATABASE_OWNER_URL: postgresUrl.optional(),
  DATABASE_POOL_MAX: z.coerce.number().int().min(2).max(200).default(20),
  TEMPORAL_ADDRESS: z.string().default('127.0.0.1:7233'),
  TEMPORAL_NAMESPACE: z.string().min(1).default('default'),
  TEMPORAL_TASK_QUEUE: z.string().min(1).default('hub'),
  TEMPORAL_UI_URL: httpUrl.optional(),
  REDIS_URL: z
    .string()
    .regex(/^rediss?:\/\//, 'must be a redis:// URL')
    .optional(),
  HUB_MASTER_KEY: z.string().optional(),
  HUB_MASTER_KEY_FILE: z.string().optional(),
  HUB_OPERATOR_KEY_SHA256: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'must be 64 hex digits')
    .optional(),
  API_HOST: z.string().default('127.0.0.1'),
  API_PORT: port.default(8080),
  API_METRICS_PORT: port.default(9464),
  WORKER_METRICS_PORT: port.default(9465),
  METRICS_HOST: z.string().default('127.0.0.1'),
  PUBLIC_URL: httpUrl.optional(),
  TRUST_PROXY: z.stringbool().default(false),
  CODEC_ORIGINS: z
    .string()
    .default('')
    .transform((text) =>
      text
        .split(',')
        .map((part) => part.trim())
        .filter(Boolean),
    ),
  SUNAT_SANDBOX_URL: httpUrl.optional(),
  SUNAT_OSE_URL: httpUrl.optional(),
  SUNAT_TIMEOUT_MS: z.coerce.number().int().min(1000).max(300_000).default(45_000),
  SUNAT_RELEASE_PER_SECOND: z.coerce.number().int().min(1).max(1000).default(20),
  RATE_LIMIT_PER_MINUTE: z.coerce.number().int().min(1).default(1200),
  SLACK_WEBHOOK_URL: httpUrl.optional(),
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\//, 'must be an smtp:// URL')
    .optional(),
  MAIL_FROM: z
    .string()
    .regex(/^[^\r\n]*@[^\r\n]*$/, 'must be an address')
    .default('hub@localhost'),
  SANDBOX_SUNAT_PORT: port.default(8090),
  SANDBOX_MAIL_PORT: port.default(2525),
  SANDBOX_MAIL_HTTP_PORT: port.default(8025),
  SANDBOX_DATA_DIR: z.string().default('.data/sandbox'),
});

export type Config = z.infer<typeof schema>;
export type ConfigKey = keyof Config;

/** The names of all variables, for the tests that hold compose, `.env.example` and the docs against the schema. */
export const configKeys = Object.keys(schema.shape) as ConfigKey[];

/** Thrown at start with every fault in one text; holds names and rules, never values. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/**
 * Reads the environment. `required` are the variables this process cannot run without.
 * @throws ConfigError that lists all missing and malformed variables at once
 */
export function readConfig(required: readonly ConfigKey[] = [], env: NodeJS.ProcessEnv = process.env): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = schema.safeParse(given);
  const faults = parsed.success
    ? []
    : parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message.replace(/, received .*$/, '')}`);
  for (const key of required) if (given[key] === undefined) faults.push(`${key}: is required`);
  if (!parsed.success || faults.length > 0) throw new ConfigError(`Configuration errors:\n  ${faults.join('\n  ')}`);
  return parsed.data;
}

/** The master key text (`kid:base64,…`) from `HUB_MASTER_KEY` or the file that `HUB_MASTER_KEY_FILE` names. */
export function masterKeyText(config: Config): string {
  if (config.HUB_MASTER_KEY) return config.HUB_MASTER_KEY;
  if (config.HUB_MASTER_KEY_FILE) return readFileSync(config.HUB_MASTER_KEY_FILE, 'utf8').trim();
  throw new ConfigError('Configuration errors:\n  HUB_MASTER_KEY or HUB_MASTER_KEY_FILE: is required');
}

/** What may be shown of a configuration: values of secrets and URLs with passwords are masked. */
export function maskedConfig(config: Config): Record<string, unknown> {
  const secret = /KEY|URL|PASSWORD/;
  return Object.fromEntries(
    Object.entries(config).map(([name, value]) => [name, value !== undefined && secret.test(name) ? '***' : value]),
  );
}
