import { z } from 'zod';
import type { Tx } from '../../db/tx.ts';
import { type FieldIssue, invalid } from '../../domain/errors.ts';
import { uuidv7 } from '../../platform/ids.ts';
import type { SigningIdentity } from '../../platform/signing/certificate.ts';
import { openPfx } from '../../platform/signing/open-pfx.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { change } from '../change.ts';
import { authorise, type ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import { parseInput } from '../input.ts';
import { reopenGate } from '../sunat/open-gate.ts';

export const SetCertificate = z.strictObject({
  pfx_base64: z
    .string()
    .min(1)
    .max(700_000)
    .regex(/^[A-Za-z0-9+/\s]+={0,2}\s*$/, 'Debe ser el archivo PFX en base64.'),
  password: z.string().max(500),
});

export interface CertificateView {
  readonly sha256: string;
  readonly subject: string;
  readonly ruc: string | null;
  readonly not_before: string;
  readonly not_after: string;
}

const at = (code: string, detail: string, sunatCode?: string): FieldIssue => ({
  pointer: '/pfx_base64',
  code,
  detail,
  ...(sunatCode !== undefined && { sunatCode }),
});

/** What SUNAT would refuse later: dates (2327) and holder (2325). */
function check(identity: SigningIdentity, ruc: string, now: Date): void {
  if (now >= identity.notAfter) throw invalid([at('certificate_expired', 'El certificado ya venció.', '2327')]);
  if (now < identity.notBefore)
    throw invalid([at('certificate_not_yet_valid', 'El certificado aún no está vigente.', '2327')]);
  if (identity.rucs.length > 0 && !identity.rucs.includes(ruc))
    throw invalid([at('certificate_of_other_ruc', 'El certificado es de otro RUC.', '2325')]);
}

const viewOf = (identity: SigningIdentity, ruc: string): CertificateView => ({
  sha256: identity.sha256,
  subject: identity.subject,
  ruc: identity.rucs.includes(ruc) ? ruc : null,
  not_before: identity.notBefore.toISOString(),
  not_after: identity.notAfter.toISOString(),
});

async function companyRuc(tx: Tx): Promise<string> {
  const [company] = await tx.sql<{ ruc: string }>('select ruc from company where id = $1', [tx.companyId]);
  return company?.ruc ?? '';
}

/**
 * Replaces the signing certificate, checked before it is kept; a gate that an old one closed opens.
 * @throws HubError 422 `wrong_password`, `no_key`, `key_too_short`, `unreadable`, `certificate_expired`,
 *   `certificate_not_yet_valid`, `certificate_of_other_ruc`
 */
export async function setCertificate(
  deps: ServiceDeps,
  ctx: ServiceContext,
  input: z.input<typeof SetCertificate>,
): Promise<CertificateView> {
  authorise(ctx, 'company:write');
  const data = parseInput(SetCertificate, input);
  const pfx = Buffer.from(data.pfx_base64, 'base64');
  const identity = await openPfx(pfx, data.password);
  const view = await change(deps, ctx, async (tx, cipher) => {
    const ruc = await companyRuc(tx);
    check(identity, ruc, deps.now());
    const shown = viewOf(identity, ruc);
    const id = uuidv7();
    await writeAudit(tx, ctx, cipher, {
      action: 'company.certificate',
      entity: 'company',
      entityId: tx.companyId,
      after: { sha256: shown.sha256, not_after: shown.not_after },
    });
    await tx.run('update sunat_certificate set active = false where company_id = $1 and active', [tx.companyId]);
    await tx.run(
      `insert into sunat_certificate (id, company_id, pfx, password, sha256, subject, ruc, not_before, not_after)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        id,
        tx.companyId,
        cipher.seal(pfx, `sunat_certificate.pfx/${id}`).bytes,
        cipher.seal(data.password, `sunat_certificate.password/${id}`).bytes,
        shown.sha256,
        shown.subject.slice(0, 500),
        shown.ruc,
        shown.not_before,
        shown.not_after,
      ],
    );
    await reopenGate(tx, ctx);
    return shown;
  });
  deps.wakeRelay();
  return view;
}
