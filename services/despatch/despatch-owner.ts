import { closeOwnerAttention } from '../attention/close-attention.ts';
import type { DocumentOwner } from '../sunat/owner.ts';
import { writeDespatchEvent } from './despatch-event.ts';
import { lockDespatch, setDespatchStatus } from './lock-despatch.ts';

/** A guía as the owner of its document. */
export function despatchOwner(despatchId: string): DocumentOwner {
  return {
    kind: 'despatch',
    id: despatchId,
    permission: 'despatch_advices:decide',
    cancel: 'cancel_despatch',
    channel: 'gre',
    lock: (tx) => lockDespatch(tx, despatchId),
    setStatus: (tx, status) => setDespatchStatus(tx, despatchId, status),
    event: (tx, kind, data = null) => writeDespatchEvent(tx, despatchId, kind, data),
    closeAttention: (tx, closing) => closeOwnerAttention(tx, { kind: 'despatch', id: despatchId }, closing),
  };
}
