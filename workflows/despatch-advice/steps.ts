import { type LocalActivityOptions, proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import type { HubActivities } from '../../activities/index.ts';

/** As those of a sale: verbs on our own database are local activities, run again from their natural key. */
const OWN: LocalActivityOptions = {
  startToCloseTimeout: '10 s',
  localRetryThreshold: '1 s',
  retry: { initialInterval: '100 ms', backoffCoefficient: 3, maximumInterval: '30 s' },
};

const own = (summary: string) => proxyLocalActivities<HubActivities>({ ...OWN, summary });

export const { issueDespatch } = own('Toma número, firma y guarda la guía');
export const { standDespatchStill } = own('Avisa que la guía espera a una persona');
export const { resumeDespatch } = own('Anota la decisión y continúa');
export const { prepareDespatchReissue } = own('Prepara la reemisión con otro número');
export const { rebuildDespatch } = own('Rehace el archivo con el mismo número');
export const { cancelDespatch } = own('Cancela la guía');
export const { confirmDespatch } = own('Anota que la guía consta en el portal de SUNAT');

/** The one call to the outside: send, ticket and CDR; see `sale-to-cdr/steps.ts`. */
export const { sendDespatch } = proxyActivities<HubActivities>({
  startToCloseTimeout: '5 minutes',
  heartbeatTimeout: '5 s',
  retry: { initialInterval: '1 s', backoffCoefficient: 2, maximumInterval: '30 s' },
  summary: 'Envía la guía a SUNAT, pregunta por su ticket y guarda la constancia',
});
