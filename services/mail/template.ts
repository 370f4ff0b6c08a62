import { z } from 'zod';
import { inCompany, type Tx } from '../../db/tx.ts';
import { HubError } from '../../domain/errors.ts';
import { hasIllegalCharacter } from '../../domain/fiscal/text.ts';
import { DEFAULT_MAIL, type MailText, PLACEHOLDERS, unknownPlaceholders } from '../../domain/mail/template.ts';
import { changesOf } from '../audit/changes-of.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { change } from '../change.ts';
import { authorise, type ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import { line } from '../fields.ts';
import { parseInput } from '../input.ts';
import { insertRow, updateRow } from '../rows.ts';

const known = <S extends z.ZodType<string>>(schema: S) =>
  schema.refine((text) => unknownPlaceholders(text).length === 0, {
    error: `Entre llaves dobles solo van: ${PLACEHOLDERS.join(', ')}.`,
    params: { code: 'unknown_placeholder' },
  });

const paragraphs = z
  .string()
  .overwrite((text) => text.replaceAll('\r\n', '\n').trim())
  .min(1)
  .max(10_000)
  .refine((text) => !hasIllegalCharacter(text), {
    error: 'Contiene caracteres no permitidos.',
    params: { code: 'invalid_character' },
  });

export const SetMailTemplate = z.strictObject({ subject: known(line(200)), text: known(paragraphs) });

/** `version` 0: the company has none of its own, and `is_default` says so. */
export interface TemplateRow extends MailText {
  readonly id?: string;
  readonly version: number;
}

/** The text as the contract shows it. */
export const showTemplate = ({ subject, text, version }: TemplateRow) => ({
  subject,
  text,
  placeholders: [...PLACEHOLDERS],
  is_default: version === 0,
});

/** What the transaction's company writes to its buyers, the hub's own text where it wrote none. */
export async function readTemplate(tx: Tx, lock = false): Promise<TemplateRow> {
  const [row] = await tx.sql<TemplateRow>(
    `select id, subject, text, version from mail_template where company_id = $1${lock ? ' for update' : ''}`,
    [tx.companyId],
  );
  return row ?? { ...DEFAULT_MAIL, version: 0 };
}

/** The company's text. */
export async function getMailTemplate(deps: ServiceDeps, ctx: ServiceContext): Promise<TemplateRow> {
  authorise(ctx, 'company:read');
  return inCompany(deps.orm, ctx.companyId, (tx) => readTemplate(tx));
}

/** Replaces the company's text. @throws HubError 412, 422 with `unknown_placeholder` */
export async function setMailTemplate(
  deps: ServiceDeps,
  ctx: ServiceContext,
  version: number,
  input: z.input<typeof SetMailTemplate>,
): Promise<TemplateRow> {
  authorise(ctx, 'company:write');
  const data = parseInput(SetMailTemplate, input);
  return change(deps, ctx, async (tx, cipher) => {
    // Two first settings at once have no row to lock: the company's row stands for it.
    await tx.sql('select id from company where id = $1 for update', [tx.companyId]);
    const before = await readTemplate(tx, true);
    if (before.version !== version)
      throw new HubError('precondition_failed', 'version_mismatch', 'El texto cambió desde que lo leyó.');
    const after = before.id
      ? await updateRow<TemplateRow>(tx, 'mail_template', before.id, { ...data, updated_at: deps.now() })
      : await insertRow<TemplateRow>(tx, 'mail_template', data);
    await writeAudit(tx, ctx, cipher, {
      ...{ action: 'company.mail_template', entity: 'company', entityId: tx.companyId },
      ...changesOf({ subject: before.subject, text: before.text }, { ...data }),
    });
    return after;
  });
}
