import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { WorkflowHandle } from '@temporalio/client';
import { inCompany } from '../../../db/tx.ts';
import {
  CANCEL,
  type CancelInput,
  DECIDE,
  type DecideInput,
  type Decision,
  type MessageResult,
  type ReissueChanges,
  STAGE,
  type Stage,
} from '../../../workflows/sale-to-cdr/contract.ts';
import type { TestHub, TestShop } from '../../support/shop.ts';
import { recordHistory } from './golden.ts';

/** One sale of a test: its process and its rows. */
export interface SaleHandle {
  readonly saleId: string;
  readonly shop: TestShop;
  readonly handle: WorkflowHandle;
  row(): Promise<SaleRow>;
  documents(): Promise<DocumentRow[]>;
  submissions(): Promise<{ operation: string; outcome: string | null; code: string | null; file_version: number }[]>;
  attention(): Promise<{ id: string; code: string; options: string[]; subject_id: string; severity: string }[]>;
  events(): Promise<string[]>;
  stage(): Promise<Stage>;
  untilStage(stage: Stage, ms?: number): Promise<void>;
  /** The stage at which the process ended; its history is kept under the name when histories are recorded. */
  result(golden?: string): Promise<Stage>;
  cancel(reason: string): Promise<MessageResult>;
  decide(decision: Decision, changes?: ReissueChanges): Promise<MessageResult>;
}

export interface SaleRow {
  readonly status: string;
  readonly document_id: string | null;
  readonly cancellation: { code: string } | null;
}

export interface DocumentRow {
  readonly id: string;
  readonly type: string;
  readonly series: string;
  readonly number: number;
  readonly status: string;
  readonly sunat_code: string | null;
  readonly evidence: string | null;
  readonly file_version: number;
  readonly file_name: string;
}

const BY = { kind: 'user', id: randomUUID(), requestId: 'request-of-the-decision' } as const;

/** What can be asked of a sale and told to its process. */
export function saleHandle(hub: TestHub, shop: TestShop, saleId: string, handle: WorkflowHandle): SaleHandle {
  const rows = async <Row>(text: string): Promise<Row[]> => {
    return inCompany(hub.orm, shop.companyId, (tx) => tx.sql<Row>(text, [shop.companyId, saleId]));
  };
  const one: SaleHandle = {
    ...{ saleId, shop, handle },
    row: async () =>
      first(
        await rows<SaleRow>('select status, document_id, cancellation from sale where company_id = $1 and id = $2'),
      ),
    documents: () =>
      rows<DocumentRow>(
        `select id, type, series, number, status, sunat_code, evidence, file_version, file_name from fiscal_document
          where company_id = $1 and sale_id = $2 order by issue_attempt`,
      ),
    submissions: () =>
      rows(
        `select s.operation, s.outcome, s.code, s.file_version from submission s
           join fiscal_document d on d.id = s.document_id
          where d.company_id = $1 and d.sale_id = $2 order by s.started_at, s.id`,
      ),
    attention: () =>
      rows(
        `select id, code, options, subject_id, severity from attention
          where company_id = $1 and sale_id = $2 and closed_at is null order by created_at, id`,
      ),
    async events() {
      const found = await rows<{ kind: string }>(
        'select kind from sale_event where company_id = $1 and sale_id = $2 order by at, id',
      );
      return found.map(({ kind }) => kind);
    },
    stage: () => handle.query<Stage>(STAGE),
    async untilStage(stage, ms = 20_000) {
      await until(
        `stage ${stage}`,
        async () => (await one.stage()) === stage,
        ms,
        () => one.stage(),
      );
    },
    async result(golden) {
      const stage = asStage(await handle.result());
      if (golden) await recordHistory(golden, handle);
      return stage;
    },
    cancel: (reason) => handle.executeUpdate<MessageResult, [CancelInput]>(CANCEL, { args: [{ reason, by: BY }] }),
    decide: (decision, changes) =>
      handle.executeUpdate<MessageResult, [DecideInput]>(DECIDE, {
        args: [{ decision, reason: 'Decidido en la prueba', by: BY, ...(changes ? { changes } : {}) }],
      }),
  };
  return one;
}

/** Polls until it is so; the message tells what was last seen. */
export async function until(
  what: string,
  isSo: () => Promise<boolean>,
  ms = 20_000,
  seen: () => Promise<unknown> = async () => '',
): Promise<void> {
  const end = Date.now() + ms;
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error(`not so after ${ms} ms: ${what}; seen: ${String(await seen())}`);
    await delay(25);
  }
}

function first<T>(rows: readonly T[]): T {
  const [row] = rows;
  if (!row) throw new Error('no such row');
  return row;
}

/** The query and the result of the process are its stage. */
const asStage = (value: unknown): Stage => value as Stage;
