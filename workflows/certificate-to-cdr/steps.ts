import { type LocalActivityOptions, proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import type { HubActivities } from '../../activities/index.ts';

/** As those of a sale: verbs on our own database are local activities, run again from their natural key. */
const OWN: LocalActivityOptions = {
  startToCloseTimeout: '10 s',
  localRetryThreshold: '1 s',
  retry: { initialInterval: '100 ms', backoffCoefficient: 3, maximumInterval: '30 s' },
};

const own = (summary: string) => proxyLocalActivities<HubActivities>({ ...OWN, summary });

export const { issueCertificate } = own('Toma número, firma y guarda el comprobante');
export const { standCertificateStill } = own('Avisa que el comprobante espera a una persona');
export const { resumeCertificate } = own('Anota la decisión y continúa');
export const { prepareCertificateReissue } = own('Prepara la reemisión con otro número');
export const { rebuildCertificate } = own('Rehace el archivo con el mismo número');
export const { cancelCertificate } = own('Cancela el comprobante');
export const { confirmCertificate } = own('Anota que el comprobante consta en el portal de SUNAT');

/** The one call to the outside: see `sale-to-cdr/steps.ts`. */
export const { sendDocument } = proxyActivities<HubActivities>({
  startToCloseTimeout: '5 minutes',
  heartbeatTimeout: '5 s',
  retry: { initialInterval: '1 s', backoffCoefficient: 2, maximumInterval: '30 s' },
  summary: 'Envía el comprobante a SUNAT y guarda su respuesta',
});
