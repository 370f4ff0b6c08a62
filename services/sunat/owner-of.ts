import { noteOwner } from '../notes/note-owner.ts';
import { saleOwner } from '../sales/sale-owner.ts';
import type { DocumentOwner, OwnerRef } from './owner.ts';

/** The owner that a step of a process names. */
export const ownerOf = (ref: OwnerRef): DocumentOwner =>
  ref.saleId === undefined ? noteOwner(ref.noteId) : saleOwner(ref.saleId);
