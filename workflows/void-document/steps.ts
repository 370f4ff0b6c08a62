import { type LocalActivityOptions, proxyLocalActivities } from '@temporalio/workflow';
import type { HubActivities } from '../../activities/index.ts';

/** As those of a sale: verbs on our own database are local activities, run again from their natural key. */
const OWN: LocalActivityOptions = {
  startToCloseTimeout: '10 s',
  localRetryThreshold: '1 s',
  retry: { initialInterval: '100 ms', backoffCoefficient: 3, maximumInterval: '30 s' },
};

const own = (summary: string) => proxyLocalActivities<HubActivities>({ ...OWN, summary });

export const { issueVoid } = own('Toma correlativo, firma y guarda la baja');
export const { applyVoid } = own('Cancela lo anulado: devuelve stock y dinero');
export const { standVoidStill } = own('Avisa que la anulación espera a una persona');
export const { decideVoid } = own('Anota la decisión y continúa');
