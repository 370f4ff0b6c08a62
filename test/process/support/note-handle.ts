import { randomUUID } from 'node:crypto';
import type { WorkflowHandle } from '@temporalio/client';
import { createNote } from '../../../services/notes/create-note.ts';
import type { NoteView } from '../../../services/notes/note-view.ts';
import { readAnyNote } from '../../../services/notes/read-notes.ts';
import {
  DECIDE,
  type DecideInput,
  type Decision,
  type MessageResult,
} from '../../../workflows/note-to-cdr/contract.ts';
import { NOTE_TO_CDR, noteStartOptions } from '../../../workflows/note-to-cdr/start-options.ts';
import { recordHistory } from './golden.ts';
import { type SaleHub, until } from './sale-hub.ts';

/** One note of a test: its process and its rows. */
export interface NoteHandle {
  readonly noteId: string;
  readonly handle: WorkflowHandle;
  view(): Promise<NoteView>;
  untilStage(stage: string): Promise<void>;
  /** The stage at which the process ended; its history is kept under the name when histories are recorded. */
  result(golden?: string): Promise<string>;
  decide(decision: Decision): Promise<MessageResult>;
}

const BY = { kind: 'user', id: randomUUID(), requestId: 'request-of-the-decision' } as const;

/** Commits a full credit note over a document of the hub's shop and starts its process. */
export async function issueNoteOver(
  { hub, shop, client, taskQueue }: SaleHub,
  documentId: string,
  change: Record<string, unknown> = {},
): Promise<NoteHandle> {
  const body = { document_id: documentId, reason_code: '01', reason: 'Anulación de la operación', ...change };
  const { noteId } = await createNote(hub.deps, shop.ctx, '07', body);
  const input = { companyId: shop.companyId, noteId, requestId: `request-${noteId}` };
  const handle = await client.workflow.start(NOTE_TO_CDR, noteStartOptions({ ...input, taskQueue }));
  return {
    noteId,
    handle,
    view: () => readAnyNote(hub.deps, shop.ctx, noteId),
    untilStage: (stage) => until(stage, async () => (await handle.query<string>('stage')) === stage, 30_000),
    async result(golden) {
      const stage: unknown = await handle.result();
      if (golden !== undefined) await recordHistory(golden, handle);
      return String(stage);
    },
    decide: (decision) =>
      handle.executeUpdate<MessageResult, [DecideInput]>(DECIDE, {
        args: [{ decision, reason: 'Decisión de prueba', by: BY }],
      }),
  };
}
