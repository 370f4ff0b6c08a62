import type { Route } from '../../define.ts';
import { createDailySummaryRoute } from './create.ts';
import { DAILY, REVERSALS, VOIDED } from './paths.ts';
import { getSummaryCdrRoute, getSummaryRoute, getSummaryXmlRoute, listSummariesRoute } from './read.ts';

export const summaryRoutes: readonly Route[] = [
  createDailySummaryRoute,
  ...[DAILY, VOIDED, REVERSALS].flatMap((one) => [
    listSummariesRoute(one),
    getSummaryRoute(one),
    getSummaryXmlRoute(one),
    getSummaryCdrRoute(one),
  ]),
];
