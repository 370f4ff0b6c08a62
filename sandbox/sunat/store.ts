import { join } from 'node:path';
import type { BillFacts } from './facts.ts';
import { type Journal, openJournal } from './journal.ts';

/** A receipt SUNAT knows. `status` is SUNAT's list state: 1 accepted, 0 rejected, 2 voided. */
export interface DocumentRecord {
  readonly key: string;
  readonly base: string;
  readonly ruc: string;
  readonly type: string;
  readonly series: string;
  readonly number: number;
  readonly sha256: string;
  readonly status: 'accepted' | 'rejected' | 'voided';
  readonly cdrCode: string;
  readonly description: string;
  readonly observations: readonly string[];
  readonly facts: BillFacts;
  readonly processNumber: string;
  readonly receivedAt: string;
  readonly timesSent: number;
  /** Ticket of the summary that brought it, or that voided it. */
  readonly ticket?: string;
}

export type TicketKind = 'RC' | 'RA' | 'RR' | '09' | '31';

/** A summary (RC, RA, RR) or a guide that was taken, and its answer. */
export interface TicketRecord {
  readonly ticket: string;
  readonly ruc: string;
  readonly username: string;
  readonly base: string;
  readonly id: string;
  readonly kind: TicketKind;
  readonly sha256: string;
  readonly receivedAt: string;
  /** Polls that still answer 98. */
  readonly pendingPolls: number;
  /** `0`, or the code of the rejection (status 99). */
  readonly code: string;
  readonly description: string;
  readonly observations: readonly string[];
  /** Ends without a CDR: the failure is told by its code alone. */
  readonly bare?: boolean;
}

export interface RequestRecord {
  readonly id: number;
  readonly at: string;
  readonly operation: string;
  ruc: string;
  name: string;
  sha256: string;
  outcome: string;
}

export interface Issuer {
  readonly ruc: string;
  readonly user: string;
  readonly password: string;
  readonly clientId?: string | undefined;
  readonly clientSecret?: string | undefined;
  readonly certificateSha256?: string | undefined;
}

export type Checks = 'full' | 'light';

type Line =
  | { readonly t: 'document'; readonly v: DocumentRecord }
  | { readonly t: 'forget'; readonly v: string }
  | { readonly t: 'ticket'; readonly v: TicketRecord }
  | { readonly t: 'request'; readonly v: RequestRecord }
  | { readonly t: 'issuer'; readonly v: Issuer }
  | { readonly t: 'mode'; readonly v: Checks };

/** The sandbox's memory, kept as a journal: what a promise here confirms is on the disk. */
export interface Store {
  readonly documents: ReadonlyMap<string, DocumentRecord>;
  readonly tickets: ReadonlyMap<string, TicketRecord>;
  readonly requests: readonly RequestRecord[];
  readonly issuers: ReadonlyMap<string, Issuer>;
  readonly checks: Checks;
  saveDocument(record: DocumentRecord): Promise<void>;
  forgetDocument(key: string): Promise<void>;
  /** One more send of a registered receipt; counted at once, written soon. */
  countSend(record: DocumentRecord): void;
  saveTicket(record: TicketRecord): Promise<void>;
  saveIssuer(issuer: Issuer): Promise<void>;
  setChecks(checks: Checks): Promise<void>;
  /** Notes a request when it comes in; the caller fills in what it learns and then calls `noted`. */
  openRequest(operation: string, at: string): RequestRecord;
  noted(request: RequestRecord): void;
  /** Forgets documents, tickets and requests and goes back to full checks; issuers stay: they are configuration. */
  reset(): Promise<void>;
  close(): Promise<void>;
}

interface Memory {
  documents: Map<string, DocumentRecord>;
  tickets: Map<string, TicketRecord>;
  requests: RequestRecord[];
  issuers: Map<string, Issuer>;
  checks: Checks;
}

export async function openStore(dataDir: string): Promise<Store> {
  const journal = await openJournal(join(dataDir, 'sunat.jsonl'));
  const memory = replay(journal.past);
  return build(journal, memory);
}

function replay(past: readonly unknown[]): Memory {
  const memory: Memory = {
    documents: new Map(),
    tickets: new Map(),
    requests: [],
    issuers: new Map(),
    checks: 'full',
  };
  const requests = new Map<number, RequestRecord>();
  for (const line of past.filter(isLine)) {
    if (line.t === 'request') requests.set(line.v.id, line.v);
    else apply(memory, line);
  }
  memory.requests = [...requests.values()].sort((a, b) => a.id - b.id);
  return memory;
}

/** The journal is written by this module alone, so the tag is enough to know a line. */
function isLine(value: unknown): value is Line {
  return typeof value === 'object' && value !== null && 't' in value && 'v' in value;
}

function apply(memory: Memory, line: Line): void {
  if (line.t === 'document') memory.documents.set(line.v.key, line.v);
  else if (line.t === 'forget') memory.documents.delete(line.v);
  else if (line.t === 'ticket') memory.tickets.set(line.v.ticket, line.v);
  else if (line.t === 'issuer') memory.issuers.set(line.v.ruc, line.v);
  else if (line.t === 'mode') memory.checks = line.v;
}

function build(journal: Journal, memory: Memory): Store {
  let lastRequest = memory.requests.at(-1)?.id ?? 0;
  const save = async (line: Line): Promise<void> => {
    await journal.append(line);
    apply(memory, line);
  };
  // Counters and the request log are for reading only: losing the last of them in a kill changes no answer.
  const later = (line: Line): void => {
    journal.append(line).catch(() => undefined);
  };
  return Object.assign(memory, {
    saveDocument: (v: DocumentRecord) => save({ t: 'document', v }),
    forgetDocument: (v: string) => save({ t: 'forget', v }),
    countSend: (record: DocumentRecord) => {
      const v = { ...record, timesSent: record.timesSent + 1 };
      memory.documents.set(v.key, v);
      later({ t: 'document', v });
    },
    saveTicket: (v: TicketRecord) => save({ t: 'ticket', v }),
    saveIssuer: (v: Issuer) => save({ t: 'issuer', v }),
    setChecks: (v: Checks) => save({ t: 'mode', v }),
    openRequest: (operation: string, at: string) => {
      const request = { id: ++lastRequest, at, operation, ruc: '', name: '', sha256: '', outcome: 'pending' };
      memory.requests.push(request);
      return request;
    },
    noted: (request: RequestRecord) => later({ t: 'request', v: request }),
    reset: async () => {
      memory.documents.clear();
      memory.tickets.clear();
      memory.requests.length = 0;
      memory.checks = 'full';
      await journal.restart([...memory.issuers.values()].map((v): Line => ({ t: 'issuer', v })));
    },
    close: () => journal.close(),
  });
}
