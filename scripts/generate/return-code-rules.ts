/**
 * How each return code of SUNAT is to be acted on, by channel. The catalogue's own classes are not enough: it calls
 * "already registered" and "out of time" plain rejects, and 0109 (SUNAT's own failure) stands among credential codes.
 */

/** One letter a channel; the legend stands at the head of the generated table. */
export type ActionLetter = 'O' | 'J' | 'N' | 'D' | 'W' | 'L' | 'R' | 'X' | 'C' | 'Q' | 'U' | 'S';

export interface ChannelActions {
  readonly sendBillFault: ActionLetter;
  readonly sendBillCdr: ActionLetter;
  readonly sendSummaryFault: ActionLetter;
  readonly ticketFault: ActionLetter;
  readonly ticketCdr: ActionLetter;
  readonly consultFault: ActionLetter;
  readonly consultCdr: ActionLetter;
}

/** Expands `0130-0138` and single codes. */
export function expand(...parts: string[]): Set<string> {
  const codes = new Set<string>();
  for (const part of parts) {
    const [first = '', last = first] = part.split('-');
    for (let code = Number(first); code <= Number(last); code += 1) codes.add(String(code).padStart(4, '0'));
  }
  return codes;
}

const INTERNAL = expand('0100', '0109', '0130-0138', '0200-0204', '0250-0254');
/** SUNAT's schema folder or parser: its own failure, unless the fault blames the client. */
const INTERNAL_UNLESS_CLIENT = expand('0303-0305');
const CONFIGURATION = expand('0101-0108', '0110-0113', '0126', '0154', '0400-0401', '1078', '1080', '1085', '1086');
const NOT_REGISTERED = expand(
  '0151-0153',
  '0155-0161',
  '0300-0302',
  '0306',
  '0403-0404',
  '1001-1031',
  '1034-1077',
  '1081-1083',
);
/** The constancia could not be fetched, the ticket is not known (yet), the same file is in process: the matter is open. */
const OPEN = expand('0125', '0127', '0140', '0307');
const CONSTANCIA_UNAVAILABLE = expand('0125', '0307');
const NUMBER_USED_UP = expand('1032');
/** 2109 and 2403 carry the texts of 1033 and 0402. */
const ALREADY_REGISTERED = expand('1033', '1084', '2109', '2223', '2282', '2324', '2403');
const ALREADY_REGISTERED_OR_IN_PROCESS = expand('0402');
/** 2600, 2950 and 2958 say the same as 2108 and 2957 for other documents. */
const OUT_OF_TIME = expand('1079', '2108', '2600', '2950', '2957', '2958');
/** As a bare fault these close the way for every document of the company; with a CDR the one document is rejected. */
const CERTIFICATE = expand('2325-2328');

/**
 * Actions for one code of the catalogue (`catalogueClass`: exception, reject, observation or consult).
 * @throws Error for a code that no rule covers, so that a new catalogue cannot slip through unread.
 */
export function actionsFor(code: string, catalogueClass: string): ChannelActions {
  if (catalogueClass === 'consult') return { ...everywhere('U'), consultFault: 'S' };
  if (catalogueClass === 'observation') {
    return { ...everywhere('U'), sendBillCdr: 'O', ticketCdr: 'O', consultCdr: 'O' };
  }
  if (catalogueClass === 'reject') return rejectActions(code);
  if (catalogueClass === 'exception') return exceptionActions(code);
  throw new Error(`unknown catalogue class ${catalogueClass} of ${code}`);
}

function rejectActions(code: string): ChannelActions {
  const special = ALREADY_REGISTERED.has(code) ? 'D' : OUT_OF_TIME.has(code) ? 'L' : undefined;
  if (special !== undefined) return { ...everywhere(special), consultFault: 'U', consultCdr: 'J' };
  if (CERTIFICATE.has(code)) {
    return { ...everywhere('C'), sendBillCdr: 'J', ticketCdr: 'J', consultFault: 'U', consultCdr: 'J' };
  }
  // No consult service serves summaries, and their numbers need not be gapless: a fault is a plain rejection there.
  return { ...everywhere('J'), sendBillFault: 'Q', consultFault: 'U' };
}

function exceptionActions(code: string): ChannelActions {
  const action = exceptionAction(code);
  const settled = { ...everywhere(action), consultCdr: 'U' } as const;
  if (CONSTANCIA_UNAVAILABLE.has(code)) return { ...settled, ticketFault: 'R', consultFault: 'R' };
  if (action === 'R' || action === 'C') return settled;
  return { ...settled, consultFault: action === 'X' ? 'R' : 'U' };
}

function exceptionAction(code: string): ActionLetter {
  const rules: readonly (readonly [Set<string>, ActionLetter])[] = [
    [INTERNAL, 'R'],
    [INTERNAL_UNLESS_CLIENT, 'X'],
    [CONFIGURATION, 'C'],
    [NOT_REGISTERED, 'N'],
    [OPEN, 'U'],
    [NUMBER_USED_UP, 'J'],
    [ALREADY_REGISTERED, 'D'],
    [ALREADY_REGISTERED_OR_IN_PROCESS, 'W'],
    [OUT_OF_TIME, 'L'],
  ];
  const matching = rules.filter(([codes]) => codes.has(code));
  const [rule] = matching;
  if (rule === undefined || matching.length > 1) throw new Error(`${matching.length} rules for the exception ${code}`);
  return rule[1];
}

const everywhere = (action: ActionLetter): ChannelActions => ({
  sendBillFault: action,
  sendBillCdr: action,
  sendSummaryFault: action,
  ticketFault: action,
  ticketCdr: action,
  consultFault: action,
  consultCdr: action,
});
