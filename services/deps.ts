import type { MikroORM } from '@mikro-orm/postgresql';
import { type BlindIndex, createBlindIndex, type MasterKeys } from '../platform/crypto/envelope.ts';
import { type CompanyKeys, createCompanyKeys } from './company-keys.ts';

/** Present where the hub sends mail. */
export interface MailSettings {
  /** The address people use, for links; without it no link can be mailed. */
  readonly publicUrl: string | undefined;
}

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
  /** Absent where no mail server is configured: nothing is queued then. */
  readonly mail?: MailSettings | undefined;
}

/** Puts the dependencies together; the composition roots call it once with what they opened. */
export function createServiceDeps(parts: {
  readonly orm: MikroORM;
  readonly masterKeys: MasterKeys;
  readonly now?: () => Date;
  readonly wakeRelay?: () => void;
  readonly saleChanged?: () => void;
  readonly mail?: MailSettings | undefined;
}): ServiceDeps {
  return {
    orm: parts.orm,
    masterKeys: parts.masterKeys,
    companyKeys: createCompanyKeys(parts.orm, parts.masterKeys),
    emailIndex: createBlindIndex(parts.masterKeys),
    now: parts.now ?? (() => new Date()),
    wakeRelay: parts.wakeRelay ?? (() => undefined),
    saleChanged: parts.saleChanged ?? (() => undefined),
    mail: parts.mail,
  };
}
