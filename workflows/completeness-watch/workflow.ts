import { proxyActivities, setCurrentDetails } from '@temporalio/workflow';
import type { HubActivities } from '../../activities/index.ts';
import type { CompletenessWatchInput, CompletenessWatchResult } from './contract.ts';

/** Counts every document of the company: seconds to a minute, hence no local activity. It beats, so that a dead worker costs seconds. */
const { takeAccount } = proxyActivities<HubActivities>({
  startToCloseTimeout: '5 minutes',
  heartbeatTimeout: '10 s',
  retry: { initialInterval: '1 s', backoffCoefficient: 2, maximumInterval: '5 minutes' },
  summary: 'Cuenta los correlativos de todas las series y mira plazos y certificados',
});

/** The daily account of one company's numbers; begun by its schedule. */
export async function completenessWatch(input: CompletenessWatchInput): Promise<CompletenessWatchResult> {
  setCurrentDetails('### Contando los correlativos');
  const result = await takeAccount(input);
  setCurrentDetails(detailsOf(result));
  return result;
}

function detailsOf({ date, numbers, missing, findings }: CompletenessWatchResult): string {
  const lines = [`### Control del ${date}`, `- Correlativos: **${numbers}**, sin comprobante: **${missing}**`];
  if (findings.length > 0) lines.push(`- Hallazgos: ${findings.map((code) => `\`${code}\``).join(', ')}`);
  return lines.join('\n');
}
