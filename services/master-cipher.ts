import { type CompanyCipher, createCompanyCipher, type MasterKeys } from '../platform/crypto/envelope.ts';
import { keyIdOf } from '../platform/crypto/master-keys.ts';

/** What belongs to the hub and to no company (signing keys, the operator's answers) is sealed under the master key. */
export type MasterCipher = Pick<CompanyCipher, 'seal' | 'open'>;

/** `purpose` keeps the keys of different uses apart; older master keys of the ring still open. */
export function masterCipher(masterKeys: MasterKeys, purpose: string): MasterCipher {
  const keys = masterKeys.kids.flatMap((kid) => {
    const key = masterKeys.derive(kid, purpose);
    return key ? [[keyIdOf(kid), key] as const] : [];
  });
  return createCompanyCipher(masterKeys.deriveActive(purpose), keyIdOf(masterKeys.active), new Map(keys));
}
