import { inCompany } from '../../db/tx.ts';
import { Sealed } from '../../platform/crypto/envelope.ts';
import { Lru } from '../../platform/lru.ts';
import type { SigningIdentity } from '../../platform/signing/certificate.ts';
import { openPfx } from '../../platform/signing/open-pfx.ts';
import type { CompanyKeys } from '../company-keys.ts';
import type { ServiceDeps } from '../deps.ts';

/** A company's certificate, ready to sign, with the row it was read from. */
export interface Signer extends SigningIdentity {
  readonly certificateId: string;
}

const CAPACITY = 500;

/** Opening a PFX takes tens of milliseconds, so what was opened stays in the process; one store for each key ring. */
const opened = new WeakMap<CompanyKeys, Lru<string, Signer>>();

function storeOf(deps: ServiceDeps): Lru<string, Signer> {
  const known = opened.get(deps.companyKeys);
  if (known) return known;
  const store = new Lru<string, Signer>(CAPACITY);
  opened.set(deps.companyKeys, store);
  return store;
}

interface CertificateRow {
  readonly id: string;
  readonly pfx: Buffer;
  readonly password: Buffer;
}

/** The signer in memory, which may be older than the active certificate: compare `certificateId` in the transaction. */
export const knownSigner = (deps: ServiceDeps, companyId: string): Signer | undefined => storeOf(deps).get(companyId);

/** Reads the active certificate (in a transaction of its own); undefined when the company has none. */
export async function readSigner(deps: ServiceDeps, companyId: string): Promise<Signer | undefined> {
  const cipher = await deps.companyKeys.cipherOf(companyId);
  const [row] = await inCompany(deps.orm, companyId, (tx) =>
    tx.sql<CertificateRow>('select id, pfx, password from sunat_certificate where company_id = $1 and active', [
      companyId,
    ]),
  );
  if (!row) return undefined;
  const pfx = cipher.openBytes(new Sealed(row.pfx), `sunat_certificate.pfx/${row.id}`);
  const password = cipher.open(new Sealed(row.password), `sunat_certificate.password/${row.id}`);
  const signer = { ...(await openPfx(pfx, password)), certificateId: row.id };
  storeOf(deps).set(companyId, signer);
  return signer;
}
