/** The states of sales, notes and their documents, for who shows and filters them. */
export { DOCUMENT_STATUSES } from '../../db/entities/document.ts';
export { NOTE_STATUSES } from '../../db/entities/note.ts';
export { SALE_STATUSES } from '../../db/entities/sale.ts';
