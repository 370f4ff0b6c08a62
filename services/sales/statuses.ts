/** The states of sales and of their documents, for who shows and filters them. */
export { DOCUMENT_STATUSES } from '../../db/entities/document.ts';
export { SALE_STATUSES } from '../../db/entities/sale.ts';
