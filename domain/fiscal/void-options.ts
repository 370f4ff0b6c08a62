import { addDays, endOfLimaDay } from '../time/lima.ts';
import { isCertificate } from './certificates/facts.ts';
import { isPaperSeries } from './deadlines.ts';

/** The legal acts that take a document back. */
export type VoidAct = 'credit_note' | 'voided_documents' | 'daily_summary' | 'reversal';

/** Reasons of catalogue 09 that undo a whole document; 12 where it is of arroz pilado, and no other (3230). */
export const VOIDING_REASONS = ['01', '02', '06', '12'] as const;
export type VoidingReason = (typeof VOIDING_REASONS)[number];

export interface VoidOption {
  readonly act: VoidAct;
  /** Catalogue 09, of a credit note only. */
  readonly reasonCode?: VoidingReason;
  readonly allowed: boolean;
  /** Spanish, for people: when it fits, or why it does not. */
  readonly reason: string;
  /** The last second in Lima at which SUNAT takes it; without one there is no such limit. */
  readonly deadline?: Date;
}

/** Why nothing can be done now, whatever the act. */
export interface VoidRefusal {
  readonly code: string;
  readonly detail: string;
}

export interface VoidOptions {
  readonly options: readonly VoidOption[];
  /** Undefined where none is allowed. */
  readonly recommended: VoidOption | undefined;
  /** Set exactly where none is allowed. */
  readonly refusal: VoidRefusal | undefined;
}

export interface VoidableDocument {
  /** Catalogue 01. */
  readonly type: string;
  readonly series: string;
  readonly status: string;
  /** Legal date in Lima. */
  readonly issueDate: string;
  /** Notes over it that count: issued or on their way, neither cancelled nor voided. */
  readonly liveNotes: number;
  /** Another act over it runs already. */
  readonly voiding: boolean;
  /** It is of arroz pilado (IVAP). */
  readonly ivap?: boolean;
  /** It is an advance that other sales took off. */
  readonly takenOff?: boolean;
}

/** R.S. 097-2012 and 114-2019: RA, and RC with status 3, within seven calendar days counted from the day after issue. */
const DAYS = 7;

/** The last moment (23:59:59 Lima) at which SUNAT takes an RA, or an RC of status 3, over a document; later is 2957. */
export const voidDeadline = (issueDate: string): Date => endOfLimaDay(addDays(issueDate, DAYS));

const CREDIT_REASONS: Readonly<Record<VoidingReason, string>> = {
  '01': 'La operación se anula por completo: se emite una nota de crédito por todo el comprobante.',
  '02': 'El RUC del comprador era otro: la nota lo anula y se emite un comprobante nuevo.',
  '06': 'El comprador devolvió todo: la nota lo anula y la mercadería vuelve al almacén.',
  '12': 'El comprobante es de arroz pilado (IVAP): una nota de crédito de motivo 12 lo anula por completo.',
};

const STATES: Readonly<Record<string, VoidRefusal>> = {
  rejected: { code: 'document_rejected', detail: 'SUNAT rechazó el comprobante: no existe y no hay nada que anular.' },
  expired: { code: 'document_expired', detail: 'El comprobante no llegó a SUNAT en su plazo: no hay nada que anular.' },
  voided: { code: 'document_voided', detail: 'El comprobante ya está anulado.' },
};

const NOT_YET: VoidRefusal = {
  code: 'document_not_accepted',
  detail: 'SUNAT aún no aceptó el comprobante: espere su respuesta para anularlo.',
};

const OTHER_ACTS: Readonly<Record<string, VoidRefusal>> = {
  '09': { code: 'void_not_supported', detail: 'Una guía de remisión se da de baja en el portal de SUNAT.' },
  '31': { code: 'void_not_supported', detail: 'Una guía de remisión se da de baja en el portal de SUNAT.' },
};

/** Boletas and their notes (series B) are voided by summary (2308, 2310 refuse them in an RA), all others by an RA. */
export const directAct = (type: string, series: string): 'voided_documents' | 'daily_summary' =>
  type === '03' || (type !== '01' && series.startsWith('B')) ? 'daily_summary' : 'voided_documents';

const isNote = (type: string): boolean => type === '07' || type === '08';

/** What stands in the way of every act. */
function refusalOf({ type, status, voiding, liveNotes, takenOff }: VoidableDocument): VoidRefusal | undefined {
  if (OTHER_ACTS[type]) return OTHER_ACTS[type];
  if (status !== 'accepted' && status !== 'observed') return STATES[status] ?? NOT_YET;
  if (voiding) return { code: 'void_in_progress', detail: 'El comprobante ya se está anulando.' };
  if (liveNotes > 0)
    return { code: 'document_has_notes', detail: 'El comprobante tiene notas vigentes: anule primero las notas.' };
  if (takenOff)
    return { code: 'advance_taken_off', detail: 'Es un anticipo que otras ventas descontaron: anúlelas primero.' };
  return undefined;
}

/** Certificates (20, 40): a summary of reversals, whoever has them; its sheet knows no limit of days for them. */
const reversal = (): VoidOption => ({
  ...{ act: 'reversal', allowed: true },
  reason: 'Se revierte en SUNAT con un resumen de reversiones; acuérdelo antes con el proveedor o el cliente.',
});

/** Certificates are reversed; all else is voided directly, or taken back by a credit note over it. */
function actsOver(document: VoidableDocument, delivered: boolean, now: Date): VoidOption[] {
  if (isCertificate(document.type)) return [reversal()];
  return [direct(document, delivered, now), ...(isNote(document.type) ? [] : credits(document.ivap === true))];
}

/** Paper has no limit of days: 2957 is for series that begin with a letter. */
function direct(document: VoidableDocument, delivered: boolean, now: Date): VoidOption {
  const act = directAct(document.type, document.series);
  const name = act === 'daily_summary' ? 'un resumen diario' : 'una comunicación de baja';
  if (isPaperSeries(document.series)) {
    const how = delivered ? `Ya se entregó al comprador: no procede ${name}.` : `No se entregó: se anula con ${name}.`;
    return { act, allowed: !delivered, reason: how };
  }
  const deadline = voidDeadline(document.issueDate);
  const late = now.getTime() >= deadline.getTime() + 1000;
  if (delivered) return { act, deadline, allowed: false, reason: `Ya se entregó al comprador: no procede ${name}.` };
  if (late)
    return { act, deadline, allowed: false, reason: `Pasaron más de siete días desde su emisión para ${name}.` };
  return { act, deadline, allowed: true, reason: `No se entregó al comprador: se anula con ${name}.` };
}

const credits = (ivap: boolean): VoidOption[] =>
  VOIDING_REASONS.filter((code) => (code === '12') === ivap).map((reasonCode) => ({
    ...{ act: 'credit_note' as const, reasonCode, allowed: true, reason: CREDIT_REASONS[reasonCode] },
  }));

const NOTE_KEPT: VoidRefusal = {
  code: 'note_not_voidable',
  detail: 'Una nota ya entregada, o de más de siete días, no se anula: corrija con otra nota sobre el comprobante.',
};

/**
 * The legal acts by which a document can be taken back, and the one to take. Delivered, or more than seven days old: a
 * credit note over it. Not delivered: voided at SUNAT itself, as if it had never been. A note is voided only that way.
 * @param delivered whether the buyer has it, on paper or by mail: then it may no longer be declared void
 */
export function voidOptions(document: VoidableDocument, delivered: boolean, now: Date): VoidOptions {
  const refusal = refusalOf(document);
  const options = OTHER_ACTS[document.type] ? [] : actsOver(document, delivered, now);
  if (refusal) {
    const closed = options.map((option) => ({ ...option, allowed: false, reason: refusal.detail }));
    return { options: closed, recommended: undefined, refusal };
  }
  const recommended = options.find(({ allowed }) => allowed);
  return { options, recommended, refusal: recommended ? undefined : NOTE_KEPT };
}
