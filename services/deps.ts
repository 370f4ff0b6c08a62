import type { MikroORM } from '@mikro-orm/postgresql';
import type { BlindIndex, MasterKeys } from '../platform/crypto/envelope.ts';
import type { CompanyKeys } from './company-keys.ts';

/** What every verb may use; built once in a composition root and closed over by the areas' factories. */
export interface ServiceDeps {
  readonly orm: MikroORM;
  readonly masterKeys: MasterKeys;
  readonly companyKeys: CompanyKeys;
  /** Finds a log-in's e-mail over all companies. */
  readonly emailIndex: BlindIndex;
  readonly now: () => Date;
  /** Tells the relay after a commit that the outbox has rows (debounced; losing it costs at most a second). */
  readonly wakeRelay: () => void;
  /** Tells those who wait for a sale (`Prefer: wait`) after a commit that some sale changed (debounced). */
  readonly saleChanged: () => void;
}
