import type { PayloadCodec } from '@temporalio/common';
import type { LogLevel } from '../platform/log/logger.ts';
import type { RateLimiter } from '../platform/rate-limit.ts';
import type { ApiTemporal } from '../platform/temporal/client.ts';
import type { AuthDeps } from '../services/auth/deps.ts';
import type { Printing } from '../services/documents/print/print-document.ts';
import type { Lookups } from '../services/lookup/look-up-document.ts';
import type { CertificateProcess } from './certificate-process.ts';
import type { DespatchProcess } from './despatch-process.ts';
import type { HealthCheck } from './health.ts';
import type { NoteProcess } from './note-process.ts';
import type { SaleProcess } from './sale-process.ts';
import type { SummaryProcess } from './summary-process.ts';
import type { VoidProcess } from './void-process.ts';

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

/** The way to Temporal: two seconds, no retries. */
export type TemporalCalls = Pick<ApiTemporal, 'call'>;

/** Everything the API is made of; `api/server.ts` builds it, tests build their own. */
export interface AppDeps {
  readonly services: AuthDeps;
  readonly temporal: TemporalCalls;
  /** The process that carries a sale: started, spoken to and waited for. */
  readonly sales: SaleProcess;
  /** The same for notes. */
  readonly notes: NoteProcess;
  /** The same for guías. */
  readonly despatches: DespatchProcess;
  readonly certificates: CertificateProcess;
  /** The process that makes a company's daily summaries. */
  readonly summaries: SummaryProcess;
  /** The process that voids a document at SUNAT. */
  readonly voids: VoidProcess;
  /** Makes PDFs, in threads. */
  readonly printing: Printing;
  /** Bounds and counts the buyers' look-ups. */
  readonly lookups: Lookups;
  readonly logger: ApiLogger;
  readonly logLevel: { readonly get: () => LogLevel; readonly set: (level: LogLevel) => void };
  /** Counts requests by credential. */
  readonly limiter: RateLimiter;
  /** Signs page cursors. */
  readonly cursorKey: Buffer;
  readonly health: readonly HealthCheck[];
  /** Reads and writes what stands encrypted in Temporal. */
  readonly codec: PayloadCodec;
  /** The Web UI's origins, exact. */
  readonly codecOrigins: readonly string[];
  /** Called once a request, for metrics. */
  readonly observe: (line: RequestLine) => void;
  readonly trustProxy: boolean;
  /** Milliseconds after which a request is answered 503. */
  readonly timeoutMs: number;
}
