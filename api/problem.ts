import { type FieldIssue, HubError, type HubErrorKind, invalid } from '../domain/errors.ts';
import { databaseErrorCode, isRetryableDatabaseError } from '../platform/database-errors.ts';
import { mapTemporalError } from '../platform/temporal/errors.ts';
import type { Answer } from './answer.ts';

/** The one mapping from what went wrong to HTTP. */
const STATUS: Readonly<Record<HubErrorKind, number>> = {
  malformed: 400,
  unauthorized: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  precondition_failed: 412,
  invalid: 422,
  precondition_required: 428,
  rate_limited: 429,
  unavailable: 503,
};

/** Codes whose status is finer than their kind's. */
const STATUS_OF_CODE: Readonly<Record<string, number>> = {
  payload_too_large: 413,
  unsupported_media_type: 415,
  method_not_allowed: 405,
};

const TITLES: Readonly<Record<number, string>> = {
  400: 'Solicitud mal formada',
  401: 'No autenticado',
  403: 'Sin permiso',
  404: 'No encontrado',
  405: 'Método no permitido',
  409: 'Conflicto con el estado actual',
  412: 'La versión no coincide',
  413: 'Contenido demasiado grande',
  415: 'Tipo de contenido no admitido',
  422: 'Datos no válidos',
  428: 'Falta una condición',
  429: 'Demasiadas solicitudes',
  500: 'Error interno',
  503: 'Servicio no disponible',
};

export const statusOf = (error: HubError): number => STATUS_OF_CODE[error.code] ?? STATUS[error.kind];

const internal = (): HubError =>
  new HubError(
    'unavailable',
    'internal_error',
    'Ocurrió un error interno. Repórtelo con el identificador de la solicitud.',
  );

/** Values that the database itself refuses are a caller's fault that a schema should have caught, never a bare 500. */
function databaseRefusal(error: unknown): HubError | undefined {
  const code = databaseErrorCode(error) ?? '';
  if (code === '23505') return new HubError('conflict', 'already_exists', 'Ya existe un registro con esos datos.');
  if (code === '23503')
    return invalid([{ pointer: '', code: 'not_found', detail: 'Hace referencia a un registro que no existe.' }]);
  if (code === '23514' || code.startsWith('22'))
    return invalid([{ pointer: '', code: 'invalid_value', detail: 'Un valor está fuera de lo permitido.' }]);
  return undefined;
}

/** What is answered for any thrown value, and whether it was foreseen (an unforeseen one is logged with its stack). */
export function asHubError(error: unknown): { error: HubError; foreseen: boolean } {
  if (error instanceof HubError) return { error, foreseen: true };
  const temporal = mapTemporalError(error);
  if (temporal instanceof HubError) return { error: temporal, foreseen: true };
  if (isRetryableDatabaseError(error)) {
    const detail = 'La base de datos no está disponible. Intente de nuevo en unos segundos.';
    return { error: new HubError('unavailable', 'database_unavailable', detail, { retryAfter: 2 }), foreseen: true };
  }
  const refusal = databaseRefusal(error);
  return { error: refusal ?? internal(), foreseen: false };
}

function issueOf({ pointer, code, detail, sunatCode }: FieldIssue) {
  return { pointer, code, detail, ...(sunatCode !== undefined && { sunat_code: sunatCode }) };
}

/** The problem document (RFC 9457) of an error. */
export function problemOf(error: HubError, requestId: string, extra: Record<string, string> = {}): Answer {
  const status = error.code === 'internal_error' ? 500 : statusOf(error);
  const headers: Record<string, string> = { 'Content-Type': 'application/problem+json; charset=utf-8', ...extra };
  if (status === 401) headers['WWW-Authenticate'] = 'Bearer realm="hub"';
  if (status === 429 || status === 503) headers['Retry-After'] = String(Math.max(1, Math.ceil(error.retryAfter ?? 1)));
  return {
    status,
    headers,
    body: {
      type: `urn:retail-hub:problem:${error.code}`,
      title: TITLES[status] ?? 'Error',
      status,
      detail: error.message,
      code: error.code,
      request_id: requestId,
      ...(error.issues.length > 0 && { errors: error.issues.map(issueOf) }),
    },
  };
}
