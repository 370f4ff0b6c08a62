import { z } from 'zod';
import { LOGO_LIMIT_BYTES } from '../../db/entities/company.ts';
import type { Tx } from '../../db/tx.ts';
import { notFound } from '../../domain/errors.ts';
import type { ImageFacts } from '../../platform/images/read-image.ts';
import type { PdfRenderer } from '../../platform/pdf/renderer.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { change } from '../change.ts';
import { authorise, type ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import { parseInput } from '../input.ts';
import { checkLogo } from './logo-image.ts';

const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

export const SetLogo = z.strictObject({
  image_base64: z
    .string()
    .min(1)
    .max(Math.floor(LOGO_LIMIT_BYTES / 3) * 4, 'La imagen debe pesar como máximo 200 kB.')
    .regex(BASE64, 'Debe ser el archivo PNG o JPEG en base64.'),
});

export interface LogoView extends ImageFacts {
  readonly bytes: number;
}

/** Writes the picture (or none) in the transaction of the change. */
export async function storeLogo(tx: Tx, logo: Buffer | null): Promise<void> {
  const sql = 'update company set logo = $2, updated_at = now(), version = version + 1 where id = $1';
  if ((await tx.run(sql, [tx.companyId, logo])) === 0) throw notFound();
}

/**
 * Sets the picture that the company's printed documents carry, old ones too: it is no part of the document.
 * @throws HubError 422 `not_an_image`, `image_dimensions`, `unreadable_image`; 503 `printing_busy`
 */
export async function setLogo(
  deps: ServiceDeps,
  ctx: ServiceContext,
  renderer: PdfRenderer,
  input: z.input<typeof SetLogo>,
): Promise<LogoView> {
  authorise(ctx, 'company:write');
  const data = parseInput(SetLogo, input);
  const image = Buffer.from(data.image_base64, 'base64');
  const view = { ...(await checkLogo(renderer, image)), bytes: image.byteLength };
  await change(deps, ctx, async (tx, cipher) => {
    const entry = { action: 'company.logo', entity: 'company', entityId: tx.companyId, after: { ...view } };
    await writeAudit(tx, ctx, cipher, entry);
    await storeLogo(tx, image);
  });
  return view;
}
