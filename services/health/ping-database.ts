import { outsideCompanies } from '../../db/tx.ts';
import type { ServiceDeps } from '../deps.ts';

/** Whether PostgreSQL answers a statement of this process. @throws what the database throws */
export async function pingDatabase(deps: Pick<ServiceDeps, 'orm'>): Promise<void> {
  await outsideCompanies(deps.orm, (tx) => tx.sql('select 1'));
}
