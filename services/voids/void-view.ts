import type { VoidStatus } from '../../db/entities/void.ts';
import type { Tx } from '../../db/tx.ts';
import { instant } from '../rows.ts';

/** A voiding as rows keep it, with the files that carried it and what it waits for. */
interface VoidRow {
  readonly id: string;
  readonly document_id: string;
  readonly act: 'voided_documents' | 'daily_summary' | 'reversal';
  readonly status: VoidStatus;
  readonly reason: string;
  readonly attempt: number;
  readonly workflow_id: string;
  readonly credit_note_id: string | null;
  readonly created_at: Date | string;
  readonly version: number;
  readonly files: readonly VoidFile[] | null;
  readonly attention: VoidAttention | null;
}

interface VoidFile {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  readonly ticket: string | null;
  readonly code: string | null;
  readonly description: string | null;
}

interface VoidAttention {
  readonly id: string;
  readonly code: string;
  readonly detail: string;
  readonly options: readonly string[];
}

const COLUMNS = `
  v.id, v.document_id, v.act, v.status, v.reason, v.attempt, v.workflow_id, v.credit_note_id, v.created_at, v.version,
  (select json_agg(json_build_object('id', f.id, 'name', substr(f.file_name, 13), 'status', f.status, 'ticket', f.ticket,
                                     'code', f.sunat_code, 'description', f.sunat_description) order by f.created_at, f.id)
     from summary_line l join summary_file f on f.company_id = l.company_id and f.id = l.summary_id
    where l.company_id = v.company_id and l.document_id = v.document_id and l.condition = '3'
      and f.created_at >= v.created_at) as files,
  (select json_build_object('id', a.id, 'code', a.code, 'detail', a.detail, 'options', a.options)
     from attention a where a.company_id = v.company_id and a.subject_id = v.id and a.closed_at is null
    order by a.created_at desc limit 1) as attention`;

/** The acts by which a document is taken back, as the contract shows them. */
export interface VoidView {
  /** Null where the act is a credit note: the note tells the rest. */
  readonly id: string | null;
  readonly document_id: string;
  readonly act: 'credit_note' | 'voided_documents' | 'daily_summary' | 'reversal';
  readonly status: string;
  readonly reason: string;
  readonly attempt: number;
  readonly files: readonly VoidFile[];
  readonly attention: VoidAttention | null;
  /** The credit note that is the act, or that took its place. */
  readonly note_id: string | null;
  readonly workflow_id: string;
  readonly created_at: string;
}

const showVoid = ({ files, credit_note_id, version: _version, ...row }: VoidRow): VoidView => ({
  ...row,
  files: files ?? [],
  note_id: credit_note_id,
  created_at: instant(row.created_at),
});

/** A voiding by its id; undefined where there is none. */
export async function viewVoid(tx: Tx, id: string): Promise<VoidView | undefined> {
  const [row] = await tx.sql<VoidRow>(`select ${COLUMNS} from document_void v where v.company_id = $1 and v.id = $2`, [
    tx.companyId,
    id,
  ]);
  return row && showVoid(row);
}

/** The last voiding of a document; undefined where there was none. */
export async function viewLastVoid(tx: Tx, documentId: string): Promise<VoidView | undefined> {
  const [row] = await tx.sql<VoidRow>(
    `select ${COLUMNS} from document_void v where v.company_id = $1 and v.document_id = $2
      order by v.created_at desc, v.id desc limit 1`,
    [tx.companyId, documentId],
  );
  return row && showVoid(row);
}

interface NoteRow {
  readonly amended_id: string;
  readonly status: string;
  readonly reason: string;
  readonly workflow_id: string;
  readonly created_at: Date | string;
}

/** A credit note as the act that takes its document back; undefined where there is no such note. */
export async function viewCreditNote(tx: Tx, noteId: string): Promise<VoidView | undefined> {
  const [note] = await tx.sql<NoteRow>(
    `select amended_id, status, reason, workflow_id, created_at from note where company_id = $1 and id = $2 and kind = '07'`,
    [tx.companyId, noteId],
  );
  if (!note) return undefined;
  const { amended_id, status, reason, workflow_id, created_at } = note;
  return {
    ...{
      id: null,
      document_id: amended_id,
      act: 'credit_note',
      status,
      reason,
      attempt: 1,
      files: [],
      attention: null,
    },
    ...{ note_id: noteId, workflow_id, created_at: instant(created_at) },
  };
}
