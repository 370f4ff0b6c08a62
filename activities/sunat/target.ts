import { endpointsFor, type SunatCredentials, type SunatEndpoints } from '../../integrations/sunat/index.ts';
import type { Dossier, TaxEnvironment } from '../../services/sunat/dossier.ts';
import type { SunatDeps } from './deps.ts';

/** Where a document goes and under which access. */
export interface Target {
  readonly endpoints: SunatEndpoints;
  readonly credentials: SunatCredentials;
}

/** Certificates (20, 40) and their reversals have a billService of their own, and nobody who could be asked about them. */
const CERTIFICATES: readonly string[] = ['20', '40', 'RR'];

/**
 * The company's endpoints for a document's type or a file's kind; undefined where the environment's URL is not
 * configured.
 */
export function endpointsOf(
  deps: SunatDeps,
  environment: TaxEnvironment,
  oseUrl: string | null,
  kind: string,
): SunatEndpoints | undefined {
  const { sandboxUrl } = deps;
  const ose = oseUrl ?? deps.oseUrl;
  try {
    const all = endpointsFor(environment, { ...(sandboxUrl ? { sandboxUrl } : {}), ...(ose ? { oseUrl: ose } : {}) });
    if (!CERTIFICATES.includes(kind)) return all;
    return all.certificates === undefined ? undefined : { bill: all.certificates };
  } catch {
    return undefined;
  }
}

export type TargetFault = { readonly code: string; readonly description: string };

/** @returns what is missing when the company cannot send at all: its set-up, not the document, is at fault. */
export function targetOf(
  deps: SunatDeps,
  dossier: Pick<Dossier, 'ruc' | 'environment' | 'oseUrl' | 'credentials'>,
  kind: string,
): Target | TargetFault {
  const endpoints = endpointsOf(deps, dossier.environment, dossier.oseUrl, kind);
  if (!endpoints) return { code: 'endpoint_missing', description: 'Falta la dirección del servicio de SUNAT u OSE.' };
  if (!dossier.credentials) return { code: 'credentials_missing', description: 'Faltan el usuario y la clave SOL.' };
  return { endpoints, credentials: { ruc: dossier.ruc, ...dossier.credentials } };
}
