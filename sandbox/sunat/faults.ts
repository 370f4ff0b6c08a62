import { z } from 'zod';

export const OPERATIONS = [
  'sendBill',
  'sendSummary',
  'getStatus',
  'getStatusCdr',
  'validity',
  'gre.token',
  'gre.send',
  'gre.status',
] as const;

export type Operation = (typeof OPERATIONS)[number];

const common = {
  operation: z.enum(OPERATIONS),
  times: z.int().min(1).max(1_000_000).default(1),
  match: z
    .object({
      series: z.string().optional(),
      number: z.union([z.string(), z.int()]).transform(Number).optional(),
      ruc: z.string().optional(),
    })
    .optional(),
};
const code = z.string().regex(/^\d{4}$/);

/** A fault as the control interface takes it. */
export const faultSchema = z.discriminatedUnion('kind', [
  z.object({ ...common, kind: z.literal('fault'), code, text: z.string().optional() }),
  z.object({
    ...common,
    kind: z.literal('reject'),
    code,
    text: z.string().optional(),
    /** Whether a summary's rejection names the line of the document in `match`. */
    named: z.boolean().default(true),
  }),
  z.object({ ...common, kind: z.literal('observe'), code }),
  z.object({ ...common, kind: z.literal('timeout') }),
  z.object({ ...common, kind: z.literal('lost_answer') }),
  z.object({ ...common, kind: z.literal('http'), status: z.int().min(200).max(599), body: z.string().optional() }),
  z.object({ ...common, kind: z.literal('ticket_pending'), polls: z.int().min(1).default(1) }),
  z.object({
    ...common,
    kind: z.literal('ticket_error'),
    code: code.default('0200'),
    /** Whether the error comes with a CDR; by itself a summary's does and a guide's does not. */
    content: z.boolean().optional(),
  }),
  z.object({ ...common, kind: z.literal('slow'), ms: z.int().min(0).max(600_000) }),
]);

export type Fault = z.infer<typeof faultSchema>;

/** Whom a request is about; what is not known yet matches no `match`. */
export interface Subject {
  readonly ruc?: string | undefined;
  readonly series?: string | undefined;
  readonly number?: number | undefined;
  /** The documents in a summary: a `match` of series or number fits when one of them does. */
  readonly documents?: readonly { readonly series: string; readonly number: number }[];
}

/** Faults in wait, a queue per operation: the oldest that fits a request is used, as often as it says. */
export interface FaultQueue {
  add(fault: Fault): void;
  take(operation: Operation, subject: Subject): Fault | undefined;
  clear(): void;
  list(): readonly Fault[];
}

export function createFaultQueue(): FaultQueue {
  let waiting: { fault: Fault; left: number }[] = [];
  return {
    add: (fault) => {
      waiting.push({ fault, left: fault.times });
    },
    take: (operation, subject) => {
      const found = waiting.find(({ fault }) => fault.operation === operation && fits(fault, subject));
      if (found === undefined) return undefined;
      found.left -= 1;
      if (found.left === 0) waiting = waiting.filter((one) => one !== found);
      return found.fault;
    },
    clear: () => {
      waiting = [];
    },
    list: () => waiting.map(({ fault, left }) => ({ ...fault, times: left })),
  };
}

const isAnyone = (match: NonNullable<Fault['match']>): boolean =>
  match.series === undefined && match.number === undefined;

function fits({ match }: Fault, subject: Subject): boolean {
  if (match === undefined) return true;
  const named = ({ series, number }: Pick<Subject, 'series' | 'number'>): boolean =>
    (match.series === undefined || match.series === series) && (match.number === undefined || match.number === number);
  if (match.ruc !== undefined && match.ruc !== subject.ruc) return false;
  return subject.documents === undefined ? named(subject) : isAnyone(match) || subject.documents.some(named);
}
