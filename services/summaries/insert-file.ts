import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { SummaryKind } from '../../db/entities/summary.ts';
import type { Tx } from '../../db/tx.ts';
import { conflict, invalid } from '../../domain/errors.ts';
import { buildSummaryXml } from '../../domain/fiscal/summary/build-summary-xml.ts';
import { buildVoidedXml } from '../../domain/fiscal/summary/build-voided-xml.ts';
import { summaryFileName, summaryId } from '../../domain/fiscal/summary/names.ts';
import type { SummaryCondition, SummaryHeader, SummaryLine } from '../../domain/fiscal/summary/types.ts';
import type { InvoiceXml } from '../../domain/fiscal/types.ts';
import { validateSummary } from '../../domain/fiscal/summary/validate-summary.ts';
import { validateVoided } from '../../domain/fiscal/summary/validate-voided.ts';
import { limaDate } from '../../domain/time/lima.ts';
import type { CompanyCipher } from '../../platform/crypto/envelope.ts';
import { uuidv7 } from '../../platform/ids.ts';
import { signXml } from '../../platform/signing/sign-xml.ts';
import { writeAudit } from '../audit/write-audit.ts';
import type { ServiceContext } from '../context.ts';
import type { SignerFor } from '../sales/with-signer.ts';
import type { TaxEnvironment } from '../sunat/dossier.ts';
import type { SummaryIssuer } from './issuer.ts';
import { type ReportableDocument, xmlOf } from './load-documents.ts';
import { readReported } from './reported-line.ts';

/** A file as the process that carries it knows it. */
export interface SummaryFileRef {
  readonly summaryId: string;
  readonly kind: SummaryKind;
  /** `RC-20261125-1`. */
  readonly name: string;
  readonly lines: number;
}

export interface NewLine {
  readonly document: ReportableDocument;
  readonly condition: SummaryCondition;
  /** Why it is voided; RA and RR only. */
  readonly reason: string | null;
}

export interface NewFile {
  readonly kind: SummaryKind;
  readonly referenceDate: string;
  readonly lines: readonly NewLine[];
  readonly workflowId: string;
  /** The rejected file that it follows. */
  readonly replaces?: string | undefined;
}

export interface Making {
  readonly tx: Tx;
  readonly ctx: ServiceContext;
  readonly cipher: CompanyCipher;
  readonly issuer: SummaryIssuer;
  readonly signer: SignerFor;
  readonly now: Date;
}

/**
 * Makes a file over locked documents: the next correlativo of its kind and day, signed, stored, with its lines. Hold the
 * company (`lockIssuer`) before. A refusal takes no correlativo.
 * @throws HubError 422 with what SUNAT would refuse; 409 where the company cannot sign
 */
export async function insertFile(making: Making, file: NewFile): Promise<SummaryFileRef> {
  const { tx, ctx, cipher, issuer, signer, now } = making;
  if (issuer.refusal) throw issuer.refusal;
  const environment = environmentOf(file.lines);
  const signing = signer(issuer.certificateId);
  const generationDate = limaDate(now);
  const header: SummaryHeader = {
    ...{ kind: file.kind, ruc: issuer.ruc, name: issuer.name, generationDate },
    ...{ referenceDate: file.referenceDate, correlativo: await nextCorrelativo(tx, file.kind, generationDate) },
  };
  const { bytes, digestValue } = signXml(await xmlOfFile(cipher, header, file.lines), signing);
  const id = uuidv7();
  const name = summaryId(header);
  await writeAudit(tx, ctx, cipher, {
    ...{ action: 'summary.issue', entity: 'summary_file', entityId: id },
    after: { name, reference_date: file.referenceDate, lines: file.lines.length, replaces: file.replaces ?? null },
  });
  await insertRows(making, { id, header, file, environment, bytes, hash: digestValue });
  return { summaryId: id, kind: file.kind, name, lines: file.lines.length };
}

/** A file goes where its documents were issued for: one place. */
function environmentOf(lines: readonly NewLine[]): TaxEnvironment {
  const [first, ...others] = new Set(lines.map(({ document }) => document.environment));
  if (first === undefined || others.length > 0)
    throw conflict('document_not_reportable', 'Los comprobantes son de entornos distintos.');
  return first;
}

async function nextCorrelativo(tx: Tx, kind: SummaryKind, generationDate: string): Promise<number> {
  const [row] = await tx.sql<{ next: number }>(
    `select coalesce(max(correlativo), 0) + 1 as next from summary_file
      where company_id = $1 and kind = $2 and generation_date = $3`,
    [tx.companyId, kind, generationDate],
  );
  return row?.next ?? 1;
}

async function xmlOfFile(cipher: CompanyCipher, header: SummaryHeader, lines: readonly NewLine[]): Promise<InvoiceXml> {
  const { kind } = header;
  if (kind !== 'RC') {
    const voided = {
      ...{ ...header, kind },
      lines: lines.map(({ document: { type, series, number }, reason }, index) => ({
        ...{ line: index + 1, type, series, number, reason: reason ?? '' },
      })),
    };
    refuse(validateVoided(voided, header.generationDate).issues);
    return buildVoidedXml(voided);
  }
  const summary = { ...{ ...header, kind }, lines: await summaryLines(cipher, lines) };
  refuse(validateSummary(summary, header.generationDate).issues);
  return buildSummaryXml(summary);
}

/** Reading 500 documents takes about a second: others get their turn in between. */
async function summaryLines(cipher: CompanyCipher, lines: readonly NewLine[]): Promise<SummaryLine[]> {
  const read: SummaryLine[] = [];
  for (const { document, condition } of lines) {
    const { series, number, currency } = document;
    const reported = readReported(xmlOf(cipher, document));
    read.push({ line: read.length + 1, type: asReported(document), series, number, condition, currency, ...reported });
    if (read.length % READ_AT_ONCE === 0) await setImmediate();
  }
  return read;
}

function refuse(issues: ReturnType<typeof validateSummary>['issues']): void {
  if (issues.length > 0) throw invalid(issues, 'summary_refused');
}

function asReported({ type, series, number }: ReportableDocument): '03' | '07' | '08' {
  if (type === '03' || type === '07' || type === '08') return type;
  const detail = `El comprobante ${series}-${number} no va en un resumen diario.`;
  throw invalid([{ pointer: '/lines', code: 'type_not_in_summary', sunatCode: '2241', detail }]);
}

const READ_AT_ONCE = 20;

const INSERT = `
  with file as (
    insert into summary_file (id, company_id, kind, generation_date, reference_date, correlativo, file_name, hash,
                              line_count, environment, replaces_id, workflow_id, request_id)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
  ), body as (
    insert into summary_body (id, company_id, summary_id, kind, name, sha256, body)
    values ($14, $2, $1, 'xml', $15, $16, $17)
  )
  insert into summary_line (id, company_id, summary_id, line, document_id, condition, reason)
  select l.id, $2, $1, l.line, l.document_id, l.condition, l.reason
    from jsonb_to_recordset($18::jsonb) as l (id uuid, line int, document_id uuid, condition text, reason text)`;

async function insertRows(
  { tx, ctx, cipher }: Making,
  made: {
    id: string;
    header: SummaryHeader;
    file: NewFile;
    environment: TaxEnvironment;
    bytes: Buffer;
    hash: string;
  },
): Promise<void> {
  const { id, header, file, environment, bytes, hash } = made;
  const fileName = summaryFileName(header);
  const bodyId = uuidv7();
  const rows = file.lines.map(({ document, condition, reason }, index) => ({
    ...{ id: uuidv7(), line: index + 1, document_id: document.id, condition, reason },
  }));
  await tx.run(INSERT, [
    ...[id, tx.companyId, header.kind, header.generationDate, header.referenceDate, header.correlativo, fileName, hash],
    ...[rows.length, environment, file.replaces ?? null, file.workflowId, ctx.requestId],
    ...[bodyId, `${fileName}.xml`, createHash('sha256').update(bytes).digest('hex')],
    cipher.seal(bytes, `summary_body.body/${bodyId}`).bytes,
    JSON.stringify(rows),
  ]);
}
