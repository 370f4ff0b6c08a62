import { defineEntity } from '@mikro-orm/core';
import { FiscalDocument } from './document.ts';
import { amount, ownDated, ownTable, reference } from './own.ts';
import { Sale } from './sale.ts';

/**
 * Part of an advance that a sale takes off. What sales that are not cancelled take of one document never passes its
 * total: the document's row is locked while they are added up.
 */
export const AdvanceDeduction = defineEntity({
  name: 'AdvanceDeduction',
  tableName: 'advance_deduction',
  ...ownTable('advance_deduction'),
  properties: {
    ...ownDated,
    saleId: reference(Sale, 'sale_id'),
    /** The document that was issued for the advance. */
    documentId: reference(FiscalDocument, 'document_id'),
    amount: amount(),
  },
  uniques: [
    ...ownTable('advance_deduction').uniques,
    { name: 'advance_deduction_sale_key', properties: ['companyId', 'saleId', 'documentId'] },
  ],
  indexes: [{ name: 'advance_deduction_document_idx', properties: ['companyId', 'documentId'] }],
  checks: [{ name: 'advance_deduction_amount_positive', expression: 'amount > 0' }],
});
