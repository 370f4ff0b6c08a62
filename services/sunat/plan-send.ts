import { createHash } from 'node:crypto';
import type { Dossier } from './dossier.ts';
import { SENDS } from './submission.ts';
import { ticketOf } from './ticket.ts';

/** What is done about an issued document that has no final answer yet. */
export type SendPlan =
  /** Find out whether an earlier attempt arrived, before anything is sent. */
  | 'consult'
  /** The legal time is over and nothing is open. */
  | 'expire'
  /** The company's gate is closed, or SUNAT's breaker open. */
  | 'wait'
  /** The refused certificate was replaced. */
  | 'rebuild'
  | 'send';

export interface SendFacts {
  readonly gateOpen: boolean;
  readonly breakerOpen: boolean;
  readonly now: Date;
  /** SHA-256 of the company's active certificate, hex. */
  readonly activeCertificate: string | null;
}

/**
 * The next step for a document. What may have arrived is asked about first, never sent blindly and never given up,
 * also when its time is over.
 */
export function planSend(dossier: Dossier, facts: SendFacts): SendPlan {
  if (hasOpenQuestion(dossier)) return facts.gateOpen ? 'consult' : 'wait';
  if (facts.now > new Date(dossier.deadlineAt)) return 'expire';
  if (!facts.gateOpen || facts.breakerOpen) return 'wait';
  return isCertificateReplaced(dossier, facts.activeCertificate) ? 'rebuild' : 'send';
}

/**
 * An answer was lost, or the process that waited for it died: both leave it open whether SUNAT has the document. So does a
 * ticket.
 */
function hasOpenQuestion(dossier: Dossier): boolean {
  const { status, submissions, fileVersion } = dossier;
  const unfinished = submissions.some((one) => one.fileVersion === fileVersion && one.outcome === null);
  return status === 'unknown' || unfinished || ticketOf(dossier) !== undefined;
}

/** Outcomes of a send after which SUNAT certainly does not hold the bytes. */
export const NOT_ARRIVED: readonly (string | null)[] = [
  'retryable',
  'not_registered',
  'configuration_error',
  'certificate_error',
  'waiting',
];

/** Whether the current bytes may have reached SUNAT by an earlier attempt of ours. */
export function mayHaveArrived({ submissions, fileVersion }: Dossier): boolean {
  return submissions.some(
    ({ operation, fileVersion: version, outcome }) =>
      SENDS.includes(operation) && version === fileVersion && !NOT_ARRIVED.includes(outcome),
  );
}

function isCertificateReplaced({ submissions, fileVersion, xml }: Dossier, active: string | null): boolean {
  const last = submissions.findLast((one) => SENDS.includes(one.operation) && one.outcome !== 'waiting');
  if (last?.outcome !== 'certificate_error' || last.fileVersion !== fileVersion || active === null) return false;
  const [, used] = /<ds:X509Certificate>([^<]+)</.exec(xml.toString('latin1')) ?? [];
  if (used === undefined) return false;
  return createHash('sha256').update(Buffer.from(used, 'base64')).digest('hex') !== active;
}
