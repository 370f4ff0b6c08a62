import type { Tx } from '../../db/tx.ts';
import { conflict, invalid } from '../../domain/errors.ts';
import { fullNumber } from '../../domain/fiscal/invoice.ts';
import type { Party } from '../../domain/fiscal/despatch/types.ts';
import type { CompanyCipher } from '../../platform/crypto/envelope.ts';
import { openBuyer } from '../sales/buyer.ts';

/** What a guía takes from the sale whose goods it accompanies. */
export interface SaleOfDespatch {
  readonly id: string;
  readonly warehouseId: string;
  /** Undefined where the buyer stayed unnamed. */
  readonly buyer: Party | undefined;
  /** Its document, once it has one in force. */
  readonly document: { readonly type: string; readonly number: string } | undefined;
}

interface Row {
  readonly id: string;
  readonly status: string;
  readonly warehouse_id: string;
  readonly buyer: Buffer | null;
  readonly type: string | null;
  readonly series: string | null;
  readonly number: number | null;
}

/** @throws HubError 422 at `/sale_id` for an unknown sale, 409 `sale_cancelled` */
export async function loadSale(tx: Tx, cipher: CompanyCipher, saleId: string): Promise<SaleOfDespatch> {
  const [row] = await tx.sql<Row>(
    `select s.id, s.status, s.warehouse_id, s.buyer, d.type, d.series, d.number
       from sale s
       left join fiscal_document d on d.company_id = s.company_id and d.id = s.document_id
                                  and d.status not in ('rejected', 'expired', 'voided')
      where s.company_id = $1 and s.id = $2`,
    [tx.companyId, saleId],
  );
  if (!row) throw invalid([{ pointer: '/sale_id', code: 'not_found', detail: 'La venta no existe.' }]);
  if (row.status === 'cancelled')
    throw conflict('sale_cancelled', 'La venta está cancelada: sus bienes no se trasladan.');
  const buyer = openBuyer(cipher, row.id, row.buyer);
  return {
    id: row.id,
    warehouseId: row.warehouse_id,
    buyer: buyer && {
      ...{ documentType: buyer.document_type, documentNumber: buyer.document_number, name: buyer.name },
    },
    document:
      row.type !== null && row.series !== null && row.number !== null
        ? { type: row.type, number: fullNumber(row.series, row.number) }
        : undefined,
  };
}
