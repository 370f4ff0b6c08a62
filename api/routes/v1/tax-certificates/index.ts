import type { Route } from '../../define.ts';
import { cancelCertificateRoute } from './cancel.ts';
import { createCertificateRoute } from './create.ts';
import { decideCertificateRoute } from './decide.ts';
import { type Kind, PERCEPTION, RETENTION } from './kinds.ts';
import { getCertificateRoute, listCertificateEventsRoute, listCertificatesRoute } from './read.ts';

const routesOf = (kind: Kind): readonly Route[] => [
  listCertificatesRoute(kind),
  createCertificateRoute(kind),
  getCertificateRoute(kind),
  listCertificateEventsRoute(kind),
  decideCertificateRoute(kind),
  cancelCertificateRoute(kind),
];

export const certificateRoutes: readonly Route[] = [...routesOf(RETENTION), ...routesOf(PERCEPTION)];
