import type { Tx } from '../../db/tx.ts';
import { openAttention } from '../attention/open-attention.ts';
import type { ServiceContext } from '../context.ts';
import type { LockedDocument } from './lock-document.ts';
import { type DocumentOwner, namesOwner } from './owner.ts';
import { optionsOf, type SendResult, STANDSTILLS, type StandstillCode, standstill } from './send-result.ts';

const DETAILS: Readonly<Record<StandstillCode, string>> = {
  document_rejected: 'SUNAT rechazó el comprobante',
  document_not_registered: 'SUNAT no registró el comprobante por un error del archivo',
  document_expired: 'Venció el plazo para enviar el comprobante',
  numbering_alarm: 'SUNAT tiene registrado este número con otro contenido',
  registered_without_cdr:
    'SUNAT ya tiene este comprobante y se perdió la respuesta con su constancia: búsquelo en el portal de SUNAT',
  validity_query_missing:
    'SUNAT indica que el número ya está registrado y no se puede confirmar sin la consulta de validez',
};

/** Opens the attention entry of an owner that waits for a person's decision; the owner is its subject. */
export async function openStandstill(
  tx: Tx,
  ctx: ServiceContext,
  owner: DocumentOwner,
  document: LockedDocument,
  code: StandstillCode,
  answer = '',
): Promise<SendResult> {
  const { severity } = STANDSTILLS[code];
  const options = optionsOf(code, owner, document.series);
  await openAttention(tx, ctx, {
    kind: owner.kind,
    severity,
    code,
    detail: `${DETAILS[code]} (${document.series}-${document.number}).${answer && ` ${answer}`}`.slice(0, 500),
    subjectId: owner.id,
    ...namesOwner(owner),
    documentId: document.documentId,
    options: [...options],
  });
  return standstill(code, owner, document.series);
}
