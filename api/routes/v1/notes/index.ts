import type { Route } from '../../define.ts';
import { createNoteRoute } from './create.ts';
import { decideNoteRoute } from './decide.ts';
import { CREDIT, DEBIT } from './paths.ts';
import { getNoteRoute, listNoteEventsRoute, listNotesRoute } from './read.ts';

export const noteRoutes: readonly Route[] = [CREDIT, DEBIT].flatMap((one) => [
  listNotesRoute(one),
  createNoteRoute(one),
  getNoteRoute(one),
  listNoteEventsRoute(one),
  decideNoteRoute(one),
]);
