import { z } from 'zod';
import { NUMBER_STATES } from '../../../../services/completeness/report.ts';

const Counts = z.record(z.enum(NUMBER_STATES), z.int()).describe('Numbers by the state of their document.');

export const CompletenessReport = z
  .object({
    id: z.uuid(),
    date: z.string().describe('Legal date in Lima.'),
    taken_at: z.iso.datetime(),
    totals: Counts,
    series: z.array(
      z.object({
        document_type: z.string().describe('Catalogue 01.'),
        series: z.string(),
        first_number: z.int().nullable(),
        last_number: z.int().nullable(),
        counts: Counts,
        missing: z.array(z.object({ from: z.int(), to: z.int() })).describe('The first 20 ranges without a document.'),
      }),
    ),
    findings: z.array(
      z.object({
        code: z.string(),
        severity: z.enum(['info', 'warning', 'critical']),
        detail: z.string(),
        count: z.int(),
      }),
    ),
  })
  .meta({ id: 'CompletenessReport' });
