import { z } from 'zod';

const common = {
  times: z.int().min(1).max(1_000_000).default(1),
  match: z.object({ to: z.string().optional() }).optional(),
};
const step = z.enum(['sender', 'recipient', 'content']);

/** A fault as the control interface takes it; `at` is the step of the conversation that it strikes. */
export const faultSchema = z.discriminatedUnion('kind', [
  z.object({
    ...common,
    kind: z.literal('reject'),
    at: step.default('recipient'),
    code: z.int().min(500).max(599).default(550),
  }),
  z.object({
    ...common,
    kind: z.literal('busy'),
    at: step.default('recipient'),
    code: z.int().min(400).max(499).default(451),
  }),
  z.object({ ...common, kind: z.literal('cut'), at: z.enum(['connect', 'before_data', 'after_data']) }),
  z.object({ ...common, kind: z.literal('slow'), ms: z.int().min(0).max(600_000) }),
  z.object({ ...common, kind: z.literal('auth') }),
]);

export type Fault = z.infer<typeof faultSchema>;

/** Faults in wait: the oldest that fits is used, as often as it says. */
export interface FaultQueue {
  add(fault: Fault): void;
  /** `fits` looks at kind and step; a `match` holds against the recipients known so far. */
  take<F extends Fault>(fits: (fault: Fault) => fault is F, recipients: readonly string[]): F | undefined;
  clear(): void;
  list(): readonly Fault[];
}

export function createFaultQueue(): FaultQueue {
  let waiting: { readonly fault: Fault; left: number }[] = [];
  return {
    add: (fault) => {
      waiting.push({ fault, left: fault.times });
    },
    take: (fits, recipients) => {
      for (const one of waiting) {
        const { fault } = one;
        const to = fault.match?.to;
        if (!fits(fault) || (to !== undefined && !recipients.includes(to))) continue;
        one.left -= 1;
        if (one.left === 0) waiting = waiting.filter((other) => other !== one);
        return fault;
      }
      return undefined;
    },
    clear: () => {
      waiting = [];
    },
    list: () => waiting.map(({ fault, left }) => ({ ...fault, times: left })),
  };
}
