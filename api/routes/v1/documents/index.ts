import type { Route } from '../../define.ts';
import { getDocumentCdrRoute, getDocumentXmlRoute } from './files.ts';
import { getDocumentRoute } from './get.ts';
import { listDocumentsRoute } from './list.ts';
import { listDocumentMailsRoute } from './mails.ts';
import { getDocumentPdfRoute } from './pdf.ts';
import { sendDocumentMailRoute } from './send-mail.ts';
import { listSubmissionsRoute } from './submissions.ts';
import { getDocumentVoidRoute } from './get-void.ts';
import { getVoidOptionsRoute } from './void-options.ts';
import { voidDocumentRoute } from './void.ts';

export const documentRoutes: readonly Route[] = [
  listDocumentsRoute,
  getDocumentRoute,
  getDocumentXmlRoute,
  getDocumentCdrRoute,
  getDocumentPdfRoute,
  listSubmissionsRoute,
  sendDocumentMailRoute,
  listDocumentMailsRoute,
  getVoidOptionsRoute,
  voidDocumentRoute,
  getDocumentVoidRoute,
];
