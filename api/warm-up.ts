import { HubError } from '../domain/errors.ts';
import { createCompanyCipher, newDataKey } from '../platform/crypto/envelope.ts';
import { uuidv7 } from '../platform/ids.ts';
import type { ApiTemporal } from '../platform/temporal/client.ts';
import type { ServiceContext } from '../services/context.ts';
import type { ServiceDeps } from '../services/deps.ts';
import { createSale } from '../services/sales/create-sale.ts';

/** As many side by side as there shall be connections. */
const AT_ONCE = 4;
const TIMES = 10;
const LONGEST_MS = 3000;

const SALE = {
  warehouse_id: uuidv7(),
  channel: 'store',
  document_type: 'boleta',
  lines: [{ sku: 'WARM-UP', quantity: '1' }],
  payments: [{ method: 'cash', amount: '1.00' }],
};

/** A sale of a company that does not exist: read and looked up like any, then refused. Nothing is written. */
async function refusedSale(services: ServiceDeps): Promise<void> {
  const companyKeys = { ...services.companyKeys, cipherOf: async () => createCompanyCipher(newDataKey(), 1) };
  const actor = { kind: 'system', id: null } as const;
  const ctx: ServiceContext = { companyId: uuidv7(), actor, permissions: new Set(), requestId: 'warm-up' };
  try {
    await createSale({ ...services, companyKeys }, ctx, SALE);
  } catch (error) {
    if (!(error instanceof HubError)) throw error;
  }
}

async function sell(services: ServiceDeps): Promise<void> {
  for (let time = 0; time < TIMES; time += 1) await refusedSale(services);
}

/**
 * Does before the first request what it would have to wait for: logs in to the database, prepares the statements of a
 * sale, reaches Temporal, compiles the code. What is away does not hold the start up.
 */
export async function warmUp(services: ServiceDeps, temporal: Pick<ApiTemporal, 'call'>): Promise<void> {
  const lanes = Array.from({ length: AT_ONCE }, () => sell(services));
  const ready = Promise.allSettled([...lanes, temporal.call((client) => client.workflowService.getSystemInfo({}))]);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise((resolve) => {
    timer = setTimeout(resolve, LONGEST_MS);
  });
  await Promise.race([ready, late]);
  clearTimeout(timer);
}
