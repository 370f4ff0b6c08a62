import type { Permission } from '../../domain/access/permissions.ts';
import type { Tx } from '../../db/tx.ts';
import type { SaleEventKind } from '../sales/sale-event.ts';
import type { SunatChannel } from './sunat-gate.ts';

/** Whose document it is: that of a sale, a note's, a guía's or a certificate's. */
export type OwnerRef =
  | (Others<'saleId'> & { readonly saleId: string })
  | (Others<'noteId'> & { readonly noteId: string })
  | (Others<'despatchId'> & { readonly despatchId: string })
  | (Others<'certificateId'> & { readonly certificateId: string });

type OwnerKey = 'saleId' | 'noteId' | 'despatchId' | 'certificateId';
type Others<Key extends OwnerKey> = { readonly [K in Exclude<OwnerKey, Key>]?: undefined };

export interface LockedOwner {
  readonly status: string;
  /** The current document; null before issue. */
  readonly document_id: string | null;
  readonly issue_attempt: number;
}

/** Who closed an attention entry, and how. */
export interface Closing {
  readonly decision: string | null;
  readonly reason: string | null;
  readonly by?: { readonly id: string | null } | undefined;
}

/** The states through which SUNAT's answers and a person's decisions move an owner. */
export type OwnerStatus = 'received' | 'issued' | 'needs_attention' | 'completed' | 'cancelled';

/**
 * What a document on its way to SUNAT asks of the row it was issued for. The way itself is one for all: it knows owners
 * only by this.
 */
export interface DocumentOwner {
  readonly kind: 'sale' | 'note' | 'despatch' | 'certificate';
  readonly id: string;
  /** Who may decide about it. */
  readonly permission: Permission;
  /** The decision that ends it where its document has no effect. */
  readonly cancel: 'cancel_sale' | 'cancel_note' | 'cancel_despatch' | 'cancel_certificate';
  /** By which way its document goes. */
  readonly channel: SunatChannel;
  /** Locks the row: whoever holds it decides alone. Before the document. @throws HubError 404 */
  lock(tx: Tx): Promise<LockedOwner>;
  /** `received` is never a sale's. */
  setStatus(tx: Tx, status: OwnerStatus): Promise<void>;
  event(tx: Tx, kind: SaleEventKind, data?: Record<string, unknown> | null): Promise<void>;
  /** Closes every open entry about it; answers how many. */
  closeAttention(tx: Tx, closing: Closing): Promise<number>;
}

/** The column of an attention entry that names the owner. */
export function namesOwner({ kind, id }: DocumentOwner): OwnerRef {
  if (kind === 'despatch') return { despatchId: id };
  if (kind === 'certificate') return { certificateId: id };
  return kind === 'sale' ? { saleId: id } : { noteId: id };
}
