import { limaDate } from '../time/lima.ts';

/** What the daily account saw of a company, as of one moment. */
export interface CompanyAccount {
  /** False while the company has issued nothing yet: then what it lacks troubles nobody. */
  readonly issuing: boolean;
  /** Numbers that no document carries, over all series. */
  readonly missing: number;
  /** The first of them, `F001-12` or `F001-12..15`. */
  readonly missingNames: readonly string[];
  /** Documents without SUNAT's answer. */
  readonly waiting: {
    readonly atRisk: Waiting;
    readonly overdue: Waiting;
    readonly inDoubt: Waiting;
  };
  readonly certificateUntil: Date | undefined;
  readonly hasCredentials: boolean;
  /** SUNAT's code where it refused the company's configuration and nothing goes out. */
  readonly gateClosedBy: string | undefined;
}

export interface Waiting {
  readonly count: number;
  /** The first of them, `B001-12`. */
  readonly names: readonly string[];
}

export interface Finding {
  readonly code: string;
  readonly severity: 'info' | 'warning' | 'critical';
  /** Spanish, nothing personal. Stays the same from day to day while the finding does. */
  readonly detail: string;
  readonly count: number;
}

const DAY_MS = 86_400_000;
/** A person is told anew when the certificate comes this near to its end. */
const STAGES = [1, 7, 30] as const;

const named = ({ names, count }: Waiting): string => names.join(', ') + (count > names.length ? ' y otros' : '');

function ofDocuments({ missing, missingNames, waiting }: CompanyAccount): Finding[] {
  const { atRisk, overdue, inDoubt } = waiting;
  const about = (
    code: string,
    severity: Finding['severity'],
    which: Waiting,
    text: (count: number) => string,
  ): Finding[] =>
    which.count === 0 ? [] : [{ code, severity, count: which.count, detail: `${text(which.count)}: ${named(which)}.` }];
  return [
    ...about(
      'numbers_missing',
      'critical',
      { count: missing, names: missingNames },
      (count) => `Faltan ${count} correlativo(s) sin comprobante`,
    ),
    ...about(
      'documents_overdue',
      'critical',
      overdue,
      (count) => `${count} comprobante(s) pasaron su plazo sin respuesta de SUNAT`,
    ),
    ...about(
      'documents_at_risk',
      'warning',
      atRisk,
      (count) => `${count} comprobante(s) vencen en menos de 24 horas sin respuesta de SUNAT`,
    ),
    ...about(
      'documents_in_doubt',
      'warning',
      inDoubt,
      (count) => `${count} comprobante(s) llevan más de un día sin respuesta de SUNAT`,
    ),
  ];
}

function ofCertificate(until: Date | undefined, now: Date): Finding[] {
  if (until === undefined)
    return [finding('certificate_missing', 'critical', 'La empresa no tiene un certificado digital para firmar.')];
  const day = limaDate(until);
  if (now >= until) return [finding('certificate_expired', 'critical', `El certificado digital venció el ${day}.`)];
  const left = until.getTime() - now.getTime();
  const stage = STAGES.find((days) => left <= days * DAY_MS);
  if (stage === undefined) return [];
  const within = stage === 1 ? '1 día' : `${stage} días`;
  const detail = `El certificado digital vence el ${day}, en menos de ${within}: renuévelo.`;
  return [finding('certificate_expiring', stage === 1 ? 'critical' : 'warning', detail)];
}

const finding = (code: string, severity: Finding['severity'], detail: string): Finding => ({
  ...{ code, severity, detail, count: 1 },
});

function ofAccess({ hasCredentials, gateClosedBy }: CompanyAccount): Finding[] {
  if (!hasCredentials)
    return [finding('credentials_missing', 'critical', 'La empresa no tiene usuario y clave SOL para enviar a SUNAT.')];
  if (gateClosedBy === undefined) return [];
  // Its own attention entry stands open since SUNAT refused it, with the decision that opens the gate.
  return [finding('credentials_refused', 'info', `SUNAT no acepta la configuración de la empresa (${gateClosedBy}).`)];
}

/**
 * What of the account a person must know: numbers without a document, legal times that end, a certificate 30, 7 and 1
 * days before its end, credentials that are absent or refused. `info` needs no entry of its own.
 */
export function completenessFindings(account: CompanyAccount, now: Date): Finding[] {
  const own = [...ofCertificate(account.certificateUntil, now), ...ofAccess(account)];
  const configuration = account.issuing ? own : own.map((one): Finding => ({ ...one, severity: 'info' }));
  return [...ofDocuments(account), ...configuration];
}

/** A range of numbers as people write it. */
export const rangeName = (series: string, { from, to }: { readonly from: number; readonly to: number }): string =>
  from === to ? `${series}-${from}` : `${series}-${from}..${to}`;
