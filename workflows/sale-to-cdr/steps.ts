import { type LocalActivityOptions, proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import type { HubActivities } from '../../activities/index.ts';

/**
 * The steps as the process calls them. Verbs on our own database are local activities: one marker each, run again from
 * their natural key. The low threshold keeps a failing one from holding up messages inside the workflow task.
 */
const OWN: LocalActivityOptions = {
  startToCloseTimeout: '10 s',
  localRetryThreshold: '1 s',
  retry: { initialInterval: '100 ms', backoffCoefficient: 3, maximumInterval: '30 s' },
};

const own = (summary: string) => proxyLocalActivities<HubActivities>({ ...OWN, summary });

/** A compensation that keeps failing is shown to a person instead of being tried for ever. */
const undo = (summary: string) =>
  proxyLocalActivities<HubActivities>({ ...OWN, scheduleToCloseTimeout: '2 minutes', summary });

export const { reserveAndPay } = own('Reserva el stock de la venta y registra el pago');
export const { issueDocument } = own('Toma número, firma y guarda el comprobante; mueve el stock');
export const { markCancelled } = own('Cancela la venta si aún no se emitió');
export const { releaseStock } = undo('Deshace: libera el stock reservado');
export const { reversePayment } = undo('Deshace: revierte el pago');
export const { standStill } = own('Avisa que la venta espera a una persona');
export const { resumeSale } = own('Anota la decisión y continúa');
export const { prepareReissue } = own('Prepara la reemisión con otro número');
export const { rebuildDocument } = own('Rehace el archivo con el mismo número');
export const { returnSale } = own('Cancela la venta: devuelve stock y dinero');

/**
 * The one call to the outside. It beats every second, so that a dead worker costs seconds; its own quick retries cost no
 * history. The start-to-close covers three calls at SUNAT's time-out.
 */
export const { sendDocument } = proxyActivities<HubActivities>({
  startToCloseTimeout: '5 minutes',
  heartbeatTimeout: '5 s',
  retry: { initialInterval: '1 s', backoffCoefficient: 2, maximumInterval: '30 s' },
  summary: 'Envía el comprobante a SUNAT y guarda su respuesta',
});
