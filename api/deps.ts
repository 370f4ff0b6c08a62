import type { ServiceContext } from '../services/context.ts';
import type { ServiceDeps } from '../services/deps.ts';
import type { Permission } from '../domain/access/permissions.ts';

/** Who stands behind a credential. `credential` names it for the rate limit and holds no secret. */
export type Principal =
  | {
      readonly kind: 'company';
      readonly companyId: string;
      readonly actor: Extract<ServiceContext['actor'], { kind: 'user' | 'api_key' }>;
      readonly permissions: ReadonlySet<Permission>;
      readonly credential: string;
    }
  | { readonly kind: 'operator'; readonly credential: string };

export interface Credentials {
  readonly bearer?: string;
  readonly apiKey?: string;
}

/** What the request log and the metrics say of a request. */
export interface RequestLine {
  readonly request_id: string;
  readonly company_id?: string;
  readonly method: string;
  readonly route: string;
  readonly status: number;
  readonly ms: number;
  readonly code?: string;
}

/** The part of a pino logger that the API uses. */
export interface ApiLogger {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** Everything the API is made of; `api/server.ts` builds it, tests build their own. */
export interface AppDeps {
  readonly services: ServiceDeps;
  readonly logger: ApiLogger;
  /** @throws HubError 401 */
  authenticate(credentials: Credentials): Promise<Principal>;
  /** @throws HubError 429 with the seconds to wait */
  limit(credential: string): Promise<void>;
  /** Signs page cursors. */
  readonly cursorKey: Buffer;
  /** Called once a request, for metrics. */
  observe(line: RequestLine): void;
  readonly trustProxy: boolean;
  /** Milliseconds after which a request is answered 503. */
  readonly timeoutMs: number;
}
