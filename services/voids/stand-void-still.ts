import { inCompany, type Tx } from '../../db/tx.ts';
import { openAttention } from '../attention/open-attention.ts';
import type { ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import { lockVoid, setVoidStatus } from './lock-void.ts';

/** Area of the entries of voidings; their subject is the voiding. */
export const VOID_ATTENTION = 'void';

export type VoidDecision = 'retry' | 'credit_note' | 'cancel_void' | 'accept_as_is';

/** By which SUNAT says that it holds the document as voided already (RA, RC, RR): by another program, or in SOL. */
const VOIDED_ALREADY: readonly string[] = ['2323', '2987', '2751'];

export type VoidStandstill = 'void_rejected' | 'void_refused' | 'void_out_of_time' | 'void_effects_blocked';

const STANDSTILLS: Readonly<Record<VoidStandstill, { readonly text: string; readonly options: VoidDecision[] }>> = {
  void_rejected: { text: 'SUNAT rechazó la anulación', options: ['retry', 'credit_note', 'cancel_void'] },
  void_refused: { text: 'No se pudo pedir la anulación', options: ['retry', 'credit_note', 'cancel_void'] },
  void_out_of_time: { text: 'Se pasó el plazo de la anulación', options: ['credit_note', 'cancel_void'] },
  void_effects_blocked: {
    text: 'SUNAT anuló la nota, pero lo que devolvió ya no está en stock: ajústelo y reintente',
    options: ['retry'],
  },
};

export interface StandVoidStillInput {
  readonly voidId: string;
  readonly code: VoidStandstill;
  /** What a rule said; SUNAT's answer to the last file when absent. */
  readonly detail?: string;
}

interface Answer {
  readonly name: string;
  /** Of the last file that asked to void it. */
  readonly code: string | null;
  /** `code: description`. */
  readonly answer: string | null;
}

async function readAnswer(tx: Tx, documentId: string): Promise<Answer> {
  const [row] = await tx.sql<Answer>(
    `select d.series || '-' || d.number as name, last.sunat_code as code,
            concat_ws(': ', last.sunat_code, last.sunat_description) as answer
       from fiscal_document d left join lateral (
         select f.sunat_code, f.sunat_description
           from summary_line l join summary_file f on f.company_id = l.company_id and f.id = l.summary_id
          where l.company_id = d.company_id and l.document_id = d.id and l.condition = '3'
          order by f.created_at desc limit 1) as last on true
      where d.company_id = $1 and d.id = $2`,
    [tx.companyId, documentId],
  );
  return row ?? { name: '', code: null, answer: null };
}

/** Stops a voiding for a person. A note is not taken back by a note, nor is a certificate. Answers what may be decided; run again the same. */
export async function standVoidStill(
  deps: ServiceDeps,
  ctx: ServiceContext,
  { voidId, code, detail }: StandVoidStillInput,
): Promise<readonly VoidDecision[]> {
  const { text, options } = STANDSTILLS[code];
  const open = await inCompany(deps.orm, ctx.companyId, async (tx) => {
    const voiding = await lockVoid(tx, voidId);
    const { name, code: sunatCode, answer } = await readAnswer(tx, voiding.document_id);
    const creditable = voiding.note_id === null && voiding.certificate_id === null;
    const possible = options.filter((option) => option !== 'credit_note' || creditable);
    if (code === 'void_rejected' && VOIDED_ALREADY.includes(sunatCode ?? '')) possible.unshift('accept_as_is');
    await openAttention(tx, ctx, {
      ...{ kind: VOID_ATTENTION, severity: 'critical', code, subjectId: voidId, documentId: voiding.document_id },
      detail: `${text} (${name}). ${detail ?? answer ?? ''}`.trim(),
      options: possible,
    });
    if (voiding.status !== 'needs_attention') await setVoidStatus(tx, voidId, 'needs_attention');
    return possible;
  });
  deps.saleChanged();
  deps.wakeRelay();
  return open;
}
