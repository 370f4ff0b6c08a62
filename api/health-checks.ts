import type { ApiTemporal } from '../platform/temporal/client.ts';
import type { AuthDeps } from '../services/auth/deps.ts';
import { pingDatabase } from '../services/health/ping-database.ts';
import { readBreakerStates } from '../services/sunat/breaker-state.ts';
import type { HealthCheck } from './health.ts';

async function sunatAnswers(services: AuthDeps): Promise<void> {
  const open = (await readBreakerStates(services)).filter((breaker) => breaker.state === 'open');
  if (open.length > 0) throw new Error('A breaker is open');
}

/** What `/health/*` looks at. SUNAT is not called: the breakers know how its last answers were. */
export function healthChecks(
  services: AuthDeps,
  temporal: ApiTemporal,
  redis: { readonly ping: () => Promise<unknown> } | undefined,
): HealthCheck[] {
  const { keyRing } = services;
  const askRedis = redis && [{ name: 'redis', own: false, vital: false, run: () => redis.ping() }];
  return [
    { name: 'database', own: true, vital: true, run: () => pingDatabase(services) },
    {
      name: 'signing_keys',
      own: true,
      vital: true,
      run: () => (keyRing.keys().length > 0 ? Promise.resolve() : Promise.reject(new Error('No key'))),
    },
    {
      name: 'temporal',
      own: false,
      vital: true,
      run: () => temporal.call((client) => client.workflowService.getSystemInfo({})),
    },
    { name: 'sunat', own: false, vital: false, run: () => sunatAnswers(services) },
    ...(askRedis ?? []),
  ];
}
