import type { FaultQueue } from './faults.ts';
import type { SchemaValidator } from './schema.ts';
import type { Store } from './store.ts';

/** What the operations share. */
export interface Sandbox {
  readonly store: Store;
  readonly faults: FaultQueue;
  readonly schema: SchemaValidator;
  /** Keys of the files being worked on: a second one meanwhile gets 0140. */
  readonly inFlight: Set<string>;
  readonly now: () => Date;
  /** Waits; rejected when the sandbox is closed. */
  readonly sleep: (ms: number) => Promise<void>;
  /** Secret that the tokens of the validity query are sealed with. */
  readonly tokenKey: Buffer;
  /** A fresh number for a process or a ticket. */
  readonly nextNumber: () => string;
}

/** What goes back to the caller. `hang` never answers, `cut` closes the connection without an answer. */
export type Reply =
  | {
      readonly kind: 'http';
      readonly status: number;
      readonly type: string;
      readonly body: string | Buffer;
      readonly headers?: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'hang' }
  | { readonly kind: 'cut' };

export const HANG: Reply = { kind: 'hang' };
export const CUT: Reply = { kind: 'cut' };

export const soap = (status: number, body: string): Reply => ({
  kind: 'http',
  status,
  type: 'text/xml;charset=UTF-8',
  body,
});

export const json = (status: number, value: unknown): Reply => ({
  kind: 'http',
  status,
  type: 'application/json; charset=utf-8',
  body: JSON.stringify(value),
});

/** The kind of page SUNAT's gateway shows when the service behind it fails. */
export const page = (status: number, body?: string): Reply => ({
  kind: 'http',
  status,
  type: 'text/html; charset=iso-8859-1',
  body:
    body ??
    `<!DOCTYPE HTML PUBLIC "-//IETF//DTD HTML 2.0//EN">\n<html><head><title>${status} Service Error</title></head><body>` +
      `<h1>Service Error</h1><p>The server is temporarily unable to service your request. Please try again later.</p></body></html>\n`,
});
