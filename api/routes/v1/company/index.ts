import type { Route } from '../../define.ts';
import { createCompanyRoute } from './create.ts';
import { getCompanyRoute } from './get.ts';
import { getLogoRoute, removeLogoRoute, setLogoRoute } from './logo.ts';
import { getMailTemplateRoute, setMailTemplateRoute } from './mail-template.ts';
import { setCertificateRoute } from './set-certificate.ts';
import { setCredentialsRoute } from './set-credentials.ts';
import { updateCompanyRoute } from './update.ts';

export const companyRoutes: readonly Route[] = [
  createCompanyRoute,
  getCompanyRoute,
  updateCompanyRoute,
  setCertificateRoute,
  setCredentialsRoute,
  getLogoRoute,
  setLogoRoute,
  removeLogoRoute,
  getMailTemplateRoute,
  setMailTemplateRoute,
];
