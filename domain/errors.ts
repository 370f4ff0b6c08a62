/**
 * The one error type that services and domain rules throw for what a caller did or met.
 * `kind` decides the HTTP status (mapped once, in `api/problem.ts`) and whether an activity may be retried.
 */
export type HubErrorKind =
  | 'malformed' // 400
  | 'unauthorized' // 401
  | 'forbidden' // 403
  | 'not_found' // 404
  | 'conflict' // 409
  | 'precondition_failed' // 412
  | 'invalid' // 422
  | 'precondition_required' // 428
  | 'rate_limited' // 429
  | 'unavailable'; // 503

/** One faulty input field: where (JSON pointer), which rule (stable code), what a person should read (Spanish). */
export interface FieldIssue {
  readonly pointer: string;
  readonly code: string;
  readonly detail: string;
  /** SUNAT's own return code when SUNAT would refuse the document for this. */
  readonly sunatCode?: string;
}

export class HubError extends Error {
  readonly kind: HubErrorKind;
  /** Stable, English, snake_case; listed in `docs/api.md`. */
  readonly code: string;
  readonly issues: readonly FieldIssue[];
  /** Seconds, for 429 and 503. */
  readonly retryAfter: number | undefined;

  constructor(
    kind: HubErrorKind,
    code: string,
    detail: string,
    options: { issues?: readonly FieldIssue[]; retryAfter?: number; cause?: unknown } = {},
  ) {
    super(detail, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'HubError';
    this.kind = kind;
    this.code = code;
    this.issues = options.issues ?? [];
    this.retryAfter = options.retryAfter;
  }
}

/** 422 with one or more faulty fields; the first one's code stands for the whole when none is given. */
export function invalid(issues: readonly FieldIssue[], code = 'invalid_input', detail?: string): HubError {
  const first = issues[0];
  return new HubError('invalid', code, detail ?? first?.detail ?? 'Los datos enviados no son válidos.', { issues });
}

export const notFound = (detail = 'No existe.'): HubError => new HubError('not_found', 'not_found', detail);
export const forbidden = (detail = 'No tiene permiso para esta acción.'): HubError =>
  new HubError('forbidden', 'forbidden', detail);
export const conflict = (code: string, detail: string, issues: readonly FieldIssue[] = []): HubError =>
  new HubError('conflict', code, detail, { issues });
