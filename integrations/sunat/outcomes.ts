import { describeCode } from './describe.ts';
import { RETURN_CODES } from './generated/return-codes.ts';
import { type NamedLines, namedLines } from './named-lines.ts';
import type { SoapFault } from './soap-answer.ts';
import type { Cdr, ConfigurationCause, SunatOutcome } from './types.ts';

/** The letters of the generated table; its head says what each means. */
export type Action = 'O' | 'J' | 'N' | 'D' | 'W' | 'L' | 'R' | 'X' | 'C' | 'Q' | 'U' | 'S';
export type ReturnCodeOperation = 'sendBill' | 'sendSummary' | 'getStatus' | 'consult';
export type ReturnCodeChannel = 'fault' | 'cdr';

/** Column of each (operation, channel); sendSummary itself never answers a CDR, its ticket does. */
const COLUMNS: Record<ReturnCodeOperation, Record<ReturnCodeChannel, number>> = {
  sendBill: { fault: 0, cdr: 1 },
  sendSummary: { fault: 2, cdr: 4 },
  getStatus: { fault: 3, cdr: 4 },
  consult: { fault: 5, cdr: 6 },
};

const ACTIONS: ReadonlyMap<string, string> = new Map(RETURN_CODES.map(([code, actions]) => [code, actions]));

/** SUNAT adds codes with every workbook; one that this table lacks is read like a plain member of its family. */
const FAMILY_MODELS = { reject: '2017', observation: '4252' } as const;
const UNLISTED_EXCEPTION = 'UUUUUUU';

/**
 * What a return code asks for, by operation and channel (section "return codes" of SUNAT's workbook of 2026-02-12,
 * corrected where its classes mislead: see the generator's rules).
 */
export function actionOf(operation: ReturnCodeOperation, channel: ReturnCodeChannel, code: string): Action {
  const letters = ACTIONS.get(code.padStart(4, '0')) ?? ACTIONS.get(familyModel(code)) ?? UNLISTED_EXCEPTION;
  const letter = letters[COLUMNS[operation][channel]];
  return letter !== undefined && isAction(letter) ? letter : 'U';
}

function familyModel(code: string): string {
  const number = Number(code);
  if (number >= 4000) return FAMILY_MODELS.observation;
  return number >= 2000 ? FAMILY_MODELS.reject : '';
}

const isAction = (letter: string): letter is Action => 'OJNDWLRXCQUS'.includes(letter);

/** Outcome of a SOAP fault of the three billService operations. The text is the catalogue's: SUNAT's own repeats values. */
export function faultOutcome(operation: 'sendBill' | 'sendSummary' | 'getStatus', fault: SoapFault): SunatOutcome {
  const { code } = fault;
  if (fault.security && code === undefined) {
    const description = 'SUNAT no aceptó el usuario o la clave SOL.';
    return { kind: 'configuration_error', code: 'ws_security', description, cause: 'credentials' };
  }
  if (code === undefined) return { kind: 'unknown', description: 'SUNAT respondió un error sin código.' };
  const named = operation === 'sendBill' ? undefined : namedLines(fault.text);
  return settle(refine(actionOf(operation, 'fault', code), fault), code, describeCode(code), { named });
}

/** "... se encuentra en estado 98": still in process. A bare 98 may be the document's own number. */
const IN_PROCESS = /(?:estado|error|c[oó]digo)\D{0,3}0{0,2}98(?!\d)/i;

/** Resolves the two letters that depend on more than the code. */
function refine(action: Action, fault: Pick<SoapFault, 'blames' | 'text'>): Action {
  if (action === 'X') return fault.blames === 'client' ? 'N' : 'R';
  if (action === 'W') return IN_PROCESS.test(fault.text) ? 'U' : 'D';
  return action;
}

/** Outcome of a CDR; code 0 is accepted, with notes observed. */
export function cdrOutcome(operation: 'sendBill' | 'getStatus', cdr: Cdr): SunatOutcome {
  if (/^0+$/.test(cdr.code)) return { kind: cdr.observations.length > 0 ? 'observed' : 'accepted', cdr };
  const action = refine(actionOf(operation, 'cdr', cdr.code), { blames: undefined, text: cdr.description });
  const description = cdr.description === '' ? describeCode(cdr.code) : cdr.description;
  return settle(action, cdr.code, description, { cdr, named: operation === 'sendBill' ? undefined : cdr.named });
}

interface Known {
  readonly cdr?: Cdr;
  readonly named: NamedLines | undefined;
}

function settle(action: Action, code: string, description: string, { cdr, named }: Known): SunatOutcome {
  const coded = { code, description, ...(cdr && { cdr }), ...(named && { named }) };
  switch (action) {
    case 'O':
      return cdr === undefined ? { kind: 'unknown', code, description } : { kind: 'observed', cdr };
    case 'J':
      return { kind: 'rejected', ...coded };
    case 'N':
      return { kind: 'not_registered', ...coded };
    case 'D':
    case 'W':
      return { kind: 'already_registered', ...coded };
    case 'L':
      return { kind: 'out_of_time', ...coded };
    case 'Q':
      return { kind: 'consult_first', ...coded };
    case 'R':
    case 'X':
      return { kind: 'retryable', code, description };
    case 'C':
      return { kind: 'configuration_error', code, description, cause: configurationCause(code) };
    case 'U':
    case 'S':
      return { kind: 'unknown', code, description };
  }
}

/** 2325-2328 are about the certificate, 1078-1086 about what the issuer may use, the others about the SOL user. */
export function configurationCause(code: string): ConfigurationCause {
  if (code.startsWith('232')) return 'certificate';
  return code.startsWith('10') ? 'issuer' : 'credentials';
}
