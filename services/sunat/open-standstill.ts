import type { Tx } from '../../db/tx.ts';
import { openAttention } from '../attention/open-attention.ts';
import type { ServiceContext } from '../context.ts';
import type { LockedDocument } from './lock-document.ts';
import { type SendResult, STANDSTILLS, type StandstillCode, standstill } from './send-result.ts';

const DETAILS: Readonly<Record<StandstillCode, string>> = {
  document_rejected: 'SUNAT rechazó el comprobante',
  document_not_registered: 'SUNAT no registró el comprobante por un error del archivo',
  document_expired: 'Venció el plazo para enviar el comprobante',
  numbering_alarm: 'SUNAT tiene registrado este número con otro contenido',
  validity_query_missing:
    'SUNAT indica que el número ya está registrado y no se puede confirmar sin la consulta de validez',
};

/** Opens the attention entry of a sale that waits for a person's decision; the sale is its subject. */
export async function openStandstill(
  tx: Tx,
  ctx: ServiceContext,
  saleId: string,
  document: LockedDocument,
  code: StandstillCode,
  answer = '',
): Promise<SendResult> {
  const { severity, options } = STANDSTILLS[code];
  await openAttention(tx, ctx, {
    kind: 'sale',
    severity,
    code,
    detail: `${DETAILS[code]} (${document.series}-${document.number}).${answer && ` ${answer}`}`.slice(0, 500),
    subjectId: saleId,
    saleId,
    documentId: document.documentId,
    options: [...options],
  });
  return standstill(code);
}
