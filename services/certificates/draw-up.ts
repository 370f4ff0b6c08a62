import type { Tx } from '../../db/tx.ts';
import { invalid } from '../../domain/errors.ts';
import { makeCertificate } from '../../domain/fiscal/certificates/make-certificate.ts';
import type { CertificateDraft, CertificateType } from '../../domain/fiscal/certificates/types.ts';
import { limaDate, limaTime } from '../../domain/time/lima.ts';
import { pickSeries } from '../sales/pick-series.ts';
import type { CertificateInput } from './certificate-input.ts';
import { type AgentRow, agentOf, loadAgent } from './load-agent.ts';
import { toldCertificate } from './told-certificate.ts';

export interface DrawnUp {
  readonly draft: CertificateDraft;
  readonly agent: AgentRow;
  readonly establishmentId: string;
}

/**
 * Puts the certificate together from what was told and the company as it is now.
 * @throws HubError 422 where no series fits
 */
export async function drawUp(tx: Tx, type: CertificateType, input: CertificateInput, now: Date): Promise<DrawnUp> {
  const agent = await loadAgent(tx, type, input.establishment_id ?? null);
  const picked = pickSeries(agent, input.series);
  if ('issue' in picked) throw invalid([picked.issue]);
  const { series } = picked;
  const establishmentId = agent.series?.find((one) => one.series === series)?.establishment_id;
  if (establishmentId === undefined) throw new Error('A picked series has its establishment');
  const { receiver, regime, note, documents } = input;
  const told = toldCertificate({ receiver, regime, note, documents });
  const draft = makeCertificate({
    ...{ type, series, agent: agentOf(agent), issueDate: limaDate(now), issueTime: limaTime(now) },
    ...{ regime, references: told.references ?? [], note },
    receiver: told.receiver ?? { documentType: '', documentNumber: '', name: '' },
  });
  return { draft, agent, establishmentId };
}
