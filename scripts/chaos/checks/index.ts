import type { Evidence } from '../evidence.ts';
import type { Check, Verdict } from './check.ts';
import { acceptedOnce, evidenceKept, filesComplete, gapless, registeredOnce } from './documents.ts';
import { notesEnded, oneNoteEach, refundedOnce, returnedOnce } from './notes.ts';
import {
  allEnded,
  oneDocumentEach,
  oneProcessEach,
  oneSaleEach,
  paymentsMatch,
  refusedForReason,
  sameAnswerAgain,
  toldOnce,
} from './sales.ts';
import { linesComplete, movedOnce, nothingLeft, nothingReserved, stockAddsUp } from './stock.ts';

const CHECKS: readonly Check[] = [
  oneSaleEach,
  sameAnswerAgain,
  refusedForReason,
  allEnded,
  linesComplete,
  oneDocumentEach,
  gapless,
  registeredOnce,
  acceptedOnce,
  evidenceKept,
  filesComplete,
  stockAddsUp,
  movedOnce,
  nothingReserved,
  oneNoteEach,
  notesEnded,
  returnedOnce,
  refundedOnce,
  paymentsMatch,
  toldOnce,
  oneProcessEach,
  nothingLeft,
];

/** All invariants, in the order of the table. */
export const judge = (evidence: Evidence): Verdict[] => CHECKS.map((check) => check(evidence));
