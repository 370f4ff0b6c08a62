import { certificateOwner } from '../certificates/certificate-owner.ts';
import { despatchOwner } from '../despatch/despatch-owner.ts';
import { noteOwner } from '../notes/note-owner.ts';
import { saleOwner } from '../sales/sale-owner.ts';
import type { DocumentOwner, OwnerRef } from './owner.ts';

/** The owner that a step of a process names. */
export function ownerOf(ref: OwnerRef): DocumentOwner {
  if (ref.despatchId !== undefined) return despatchOwner(ref.despatchId);
  if (ref.certificateId !== undefined) return certificateOwner(ref.certificateId);
  return ref.saleId === undefined ? noteOwner(ref.noteId) : saleOwner(ref.saleId);
}
