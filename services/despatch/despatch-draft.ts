import type { DespatchDraft } from '../../domain/fiscal/despatch/types.ts';
import { type CompanyCipher, Sealed } from '../../platform/crypto/envelope.ts';

const aad = (despatchId: string): string => `despatch_advice.draft/${despatchId}`;

export const sealDespatch = (cipher: CompanyCipher, despatchId: string, draft: DespatchDraft): Sealed =>
  cipher.seal(JSON.stringify(draft), aad(despatchId));

export function openDespatch(cipher: CompanyCipher, despatchId: string, sealed: Buffer): DespatchDraft {
  const draft: DespatchDraft = JSON.parse(cipher.open(new Sealed(sealed), aad(despatchId)));
  return draft;
}
