import { withRequestId } from '../platform/request-context.ts';
import { certificateActivities } from './certificate.ts';
import { completenessActivities } from './completeness.ts';
import { despatchActivities } from './despatch.ts';
import { guarded } from './failures.ts';
import { noteActivities } from './note.ts';
import { saleActivities } from './sale.ts';
import type { SunatDeps } from './sunat/deps.ts';
import { summaryActivities } from './summaries/index.ts';
import { type SendDespatchInput, sendDespatch } from './sunat/send-despatch.ts';
import { type SendDocumentInput, sendDocument } from './sunat/send-document.ts';
import { voidActivities } from './void.ts';

export type { IssuedDocument } from '../services/sales/store-document.ts';
export type { OpenedSummaries, SummaryFileRef, SummaryResult } from './summaries/index.ts';
export type { SendResult } from '../services/sunat/send-result.ts';

/** Every activity of the hub, as the worker registers them and the processes see their types. */
export function createActivities(deps: SunatDeps) {
  return guarded({
    ...saleActivities(deps.services),
    ...noteActivities(deps.services),
    ...despatchActivities(deps.services),
    ...certificateActivities(deps.services),
    ...completenessActivities(deps.services),
    ...summaryActivities(deps),
    ...voidActivities(deps.services),
    sendDespatch: (input: SendDespatchInput) => withRequestId(input.requestId, () => sendDespatch(deps, input)),
    sendDocument: (input: SendDocumentInput) => withRequestId(input.requestId, () => sendDocument(deps, input)),
  });
}

export type HubActivities = ReturnType<typeof createActivities>;
