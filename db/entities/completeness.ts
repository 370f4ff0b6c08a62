import { defineEntity, p } from '@mikro-orm/core';
import { ownDated, ownTable } from './own.ts';

/** Where the numbers of one series stand; `counts` by state of the document, `missing` as ranges (the first of them). */
export interface StoredSeriesCount {
  readonly document_type: string;
  readonly series: string;
  readonly first_number: number | null;
  readonly last_number: number | null;
  readonly counts: Readonly<Record<string, number>>;
  readonly missing: readonly { readonly from: number; readonly to: number }[];
}

/** What was found wrong, or near to it; `detail` in Spanish, nothing personal. */
export interface StoredFinding {
  readonly code: string;
  readonly severity: 'info' | 'warning' | 'critical';
  readonly detail: string;
  readonly count: number;
}

/** The daily account of a company's numbers, one a Lima day; taken again the same day it replaces itself. */
export const CompletenessReport = defineEntity({
  name: 'CompletenessReport',
  tableName: 'completeness_report',
  ...ownTable('completeness_report'),
  properties: {
    ...ownDated,
    date: p.type('date').$type<string>(),
    takenAt: p.datetime(),
    series: p.json<readonly StoredSeriesCount[]>(),
    totals: p.json<Readonly<Record<string, number>>>(),
    findings: p.json<readonly StoredFinding[]>(),
  },
  uniques: [
    ...ownTable('completeness_report').uniques,
    { name: 'completeness_report_day_key', properties: ['companyId', 'date'] },
  ],
});
