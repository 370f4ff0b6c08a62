import { type LocalActivityOptions, proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import type { HubActivities } from '../../activities/index.ts';

/** As those of a sale: verbs on our own database are local activities, run again from their natural key. */
const OWN: LocalActivityOptions = {
  startToCloseTimeout: '10 s',
  localRetryThreshold: '1 s',
  retry: { initialInterval: '100 ms', backoffCoefficient: 3, maximumInterval: '30 s' },
};

const own = (summary: string) => proxyLocalActivities<HubActivities>({ ...OWN, summary });

export const { issueNote } = own('Toma número, firma y guarda la nota; devuelve stock y dinero');
export const { standNoteStill } = own('Avisa que la nota espera a una persona');
export const { resumeNote } = own('Anota la decisión y continúa');
export const { prepareNoteReissue } = own('Prepara la reemisión con otro número');
export const { rebuildNote } = own('Rehace el archivo con el mismo número');
export const { cancelNote } = own('Anula la nota: deshace lo que movió');

/** The one call to the outside: see `sale-to-cdr/steps.ts`. */
export const { sendDocument } = proxyActivities<HubActivities>({
  startToCloseTimeout: '5 minutes',
  heartbeatTimeout: '5 s',
  retry: { initialInterval: '1 s', backoffCoefficient: 2, maximumInterval: '30 s' },
  summary: 'Envía la nota a SUNAT y guarda su respuesta',
});
