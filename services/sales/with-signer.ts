import { HubError } from '../../domain/errors.ts';
import type { ServiceDeps } from '../deps.ts';
import { knownSigner, readSigner, type Signer } from './signer.ts';

/** The certificate in memory is not the active one: the transaction is rolled back and run again with it. */
class StaleSigner extends Error {}

/** Answers the signer when it is the one of the certificate that the transaction saw. */
export type SignerFor = (certificateId: string | null) => Signer;

/**
 * Runs work that signs. A certificate is opened outside the transaction (it is slow, and the key of the series must
 * not wait for it); the transaction says which one is active, and is run again when that is a newer one.
 * @throws HubError 503 `certificate_changing` when it changed twice meanwhile
 */
export async function withSigner<T>(
  deps: ServiceDeps,
  companyId: string,
  work: (signerFor: SignerFor) => Promise<T>,
): Promise<T> {
  let signer = knownSigner(deps, companyId) ?? (await readSigner(deps, companyId));
  for (let attempt = 1; attempt <= 2; attempt++) {
    try {
      return await work((certificateId) => {
        if (signer && signer.certificateId === certificateId) return signer;
        throw new StaleSigner();
      });
    } catch (error) {
      if (!(error instanceof StaleSigner)) throw error;
      signer = await readSigner(deps, companyId);
    }
  }
  throw new HubError('unavailable', 'certificate_changing', 'El certificado está cambiando. Intente de nuevo.', {
    retryAfter: 1,
  });
}
