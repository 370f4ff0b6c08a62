import type { StoredObservation } from '../../db/entities/document.ts';
import type { LineOutcome, SummaryKind, SummaryStatus } from '../../db/entities/summary.ts';
import { fullNumber } from '../../domain/fiscal/invoice.ts';
import { instant } from '../rows.ts';

export interface SummaryRow {
  readonly id: string;
  readonly kind: SummaryKind;
  readonly name: string;
  readonly file_name: string;
  readonly status: SummaryStatus;
  readonly generation_date: string;
  readonly reference_date: string;
  readonly line_count: number;
  readonly environment: string;
  readonly ticket: string | null;
  readonly sunat_code: string | null;
  readonly sunat_description: string | null;
  readonly observations: readonly StoredObservation[] | null;
  readonly evidence: 'cdr' | 'validity_query' | 'person' | null;
  readonly sunat_received_at: Date | string | null;
  readonly replaces_id: string | null;
  readonly replaced_by: readonly string[] | null;
  readonly workflow_id: string;
  readonly attention: { id: string; code: string; detail: string; options: string[] } | null;
  readonly hash: string;
  readonly created_at: Date | string;
  readonly updated_at: Date | string;
}

export const SUMMARY_COLUMNS = `
  id, kind, substr(file_name, 13) as name, file_name, status, to_char(generation_date, 'YYYY-MM-DD') as generation_date,
  to_char(reference_date, 'YYYY-MM-DD') as reference_date, line_count, environment, ticket, sunat_code, sunat_description,
  observations, evidence, sunat_received_at, replaces_id, workflow_id, hash, created_at, updated_at,
  (select array_agg(n.id order by n.correlativo) from summary_file n
    where n.company_id = summary_file.company_id and n.replaces_id = summary_file.id) as replaced_by,
  (select json_build_object('id', a.id, 'code', a.code, 'detail', a.detail, 'options', a.options) from attention a
    where a.company_id = summary_file.company_id and a.subject_id = summary_file.id and a.closed_at is null
    order by a.created_at desc limit 1) as attention`;

/** SUNAT's last word; null before it said anything. */
function showSunat(row: SummaryRow) {
  if (row.sunat_code === null && row.sunat_description === null && row.evidence === null) return null;
  return {
    code: row.sunat_code,
    description: row.sunat_description,
    observations: row.observations ?? [],
    evidence: row.evidence,
    received_at: row.sunat_received_at && instant(row.sunat_received_at),
  };
}

/** A file as the contract shows it. */
export const showSummary = (row: SummaryRow) => ({
  id: row.id,
  kind: row.kind,
  name: row.name,
  file_name: row.file_name,
  status: row.status,
  generation_date: row.generation_date,
  reference_date: row.reference_date,
  line_count: row.line_count,
  environment: row.environment,
  ticket: row.ticket,
  sunat: showSunat(row),
  replaces_id: row.replaces_id,
  replaced_by: row.replaced_by ?? [],
  workflow_id: row.workflow_id,
  attention: row.attention,
  hash: row.hash,
  created_at: instant(row.created_at),
  updated_at: instant(row.updated_at),
});
export type SummaryView = ReturnType<typeof showSummary>;

export interface SummaryLineRow {
  readonly line: number;
  readonly document_id: string;
  readonly type: string;
  readonly series: string;
  readonly number: number;
  readonly document_status: string;
  readonly condition: '1' | '2' | '3';
  readonly reason: string | null;
  readonly outcome: LineOutcome;
  readonly code: string | null;
}

const CONDITIONS = { '1': 'add', '2': 'modify', '3': 'void' } as const;

export const showSummaryLine = (row: SummaryLineRow) => ({
  line: row.line,
  document: {
    ...{ id: row.document_id, type: row.type, full_number: fullNumber(row.series, row.number) },
    status: row.document_status,
  },
  condition: CONDITIONS[row.condition],
  reason: row.reason,
  outcome: row.outcome,
  code: row.code,
});
