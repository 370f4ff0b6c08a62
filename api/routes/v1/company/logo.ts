import { getLogo } from '../../../../services/company/get-logo.ts';
import { removeLogo } from '../../../../services/company/remove-logo.ts';
import { SetLogo, setLogo } from '../../../../services/company/set-logo.ts';
import { file, noContent, ok } from '../../../answer.ts';
import { defineRoute } from '../../define.ts';
import { Logo } from './schema.ts';

export const getLogoRoute = defineRoute({
  method: 'get',
  path: '/api/v1/company/logo',
  tag: 'company',
  summary: 'Read the logo',
  permission: 'company:read',
  answers: { 200: { description: 'The picture as it was sent; 404 where none is set.', contentType: 'image/*' } },
  async handler({ deps, ctx }) {
    const { bytes, facts } = await getLogo(deps.services, ctx);
    return file(bytes, facts.type, facts.type === 'image/png' ? 'logo.png' : 'logo.jpg');
  },
});

export const setLogoRoute = defineRoute({
  method: 'put',
  path: '/api/v1/company/logo',
  tag: 'company',
  summary: 'Set the logo of the printed documents (PNG or JPEG)',
  description: 'At most 200 kB, 16 to 2,000 pixels a side, one million pixels. It is tried on paper before it is kept.',
  permission: 'company:write',
  body: SetLogo,
  answers: { 200: { description: 'What was kept.', schema: Logo } },
  handler: async ({ deps, ctx, body }) => ok(await setLogo(deps.services, ctx, deps.printing.renderer, body)),
});

export const removeLogoRoute = defineRoute({
  method: 'delete',
  path: '/api/v1/company/logo',
  tag: 'company',
  summary: 'Print without a logo',
  permission: 'company:write',
  answers: { 204: { description: 'There is none now.' } },
  async handler({ deps, ctx }) {
    await removeLogo(deps.services, ctx);
    return noContent();
  },
});
