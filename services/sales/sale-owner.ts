import { closeOwnerAttention } from '../attention/close-attention.ts';
import type { DocumentOwner } from '../sunat/owner.ts';
import { lockSale, setSaleStatus } from './lock-sale.ts';
import { writeSaleEvent } from './sale-event.ts';

/** A sale as the owner of its document. */
export function saleOwner(saleId: string): DocumentOwner {
  return {
    kind: 'sale',
    id: saleId,
    permission: 'sales:decide',
    cancel: 'cancel_sale',
    channel: 'cpe',
    lock: (tx) => lockSale(tx, saleId),
    setStatus: (tx, status) => setSaleStatus(tx, saleId, status),
    event: (tx, kind, data = null) => writeSaleEvent(tx, saleId, kind, data),
    closeAttention: (tx, closing) => closeOwnerAttention(tx, { kind: 'sale', id: saleId }, closing),
  };
}
