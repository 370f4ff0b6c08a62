import type { Route } from '../../define.ts';
import { createEstablishmentRoute } from './create.ts';
import { getEstablishmentRoute } from './get.ts';
import { listEstablishmentsRoute } from './list.ts';
import { updateEstablishmentRoute } from './update.ts';

export const establishmentRoutes: readonly Route[] = [
  listEstablishmentsRoute,
  createEstablishmentRoute,
  getEstablishmentRoute,
  updateEstablishmentRoute,
];
