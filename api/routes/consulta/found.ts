import { z } from 'zod';
import type { FoundDocument } from '../../../services/lookup/look-up-document.ts';
import { LOOKUP_FORMATS, LOOKUP_TYPES } from '../../../services/lookup/look-up-input.ts';
import { DOCUMENT_STATUSES } from '../../../services/sales/statuses.ts';
import type { Answer } from '../../answer.ts';
import { escapeHtml } from '../../html.ts';
import { framed } from './frame.ts';
import { FORMAT_TEXTS, STATUS_TEXTS, TEST_TEXT, TYPE_NAMES } from './texts.ts';

export const FoundDocumentView = z
  .object({
    issuer: z.object({ ruc: z.string(), name: z.string() }),
    type: z.enum(LOOKUP_TYPES),
    full_number: z.string(),
    issue_date: z.string(),
    currency: z.string(),
    total: z.string(),
    status: z.enum(DOCUMENT_STATUSES),
    status_text: z.string().describe('Spanish, for people.'),
    test: z.boolean().describe('Issued in a test environment: no tax document.'),
    links: z
      .partialRecord(z.enum(LOOKUP_FORMATS), z.string())
      .describe('The files there are; none of a document without effect.'),
  })
  .meta({ id: 'FoundDocument' });

function linksOf({ input, formats }: FoundDocument): [(typeof formats)[number], string][] {
  const { ruc, type, series, number, date, total } = input;
  return formats.map((format) => {
    const query = new URLSearchParams({ ruc, type, series, number, date, total, format });
    return [format, `/consulta?${query}`];
  });
}

/** The document for programs. */
export const showFound = (found: FoundDocument) => ({
  issuer: found.issuer,
  type: found.input.type,
  full_number: found.fullNumber,
  issue_date: found.input.date,
  currency: found.currency,
  total: found.total,
  status: found.status,
  status_text: STATUS_TEXTS[found.status],
  test: found.test,
  links: Object.fromEntries(linksOf(found)),
});

/** The document for people. */
export function foundPage(found: FoundDocument): Answer {
  const { issuer, input, fullNumber, currency, total, status, test } = found;
  const facts = [
    ['Emisor', `${issuer.name} (RUC ${issuer.ruc})`],
    ['Comprobante', `${TYPE_NAMES[input.type]} ${fullNumber}`],
    ['Fecha de emisión', input.date],
    ['Importe total', `${currency} ${total}`],
    ['Estado', STATUS_TEXTS[status]],
  ].map(([term = '', text = '']) => `<dt>${term}</dt><dd>${escapeHtml(text)}</dd>`);
  const links = linksOf(found).map(
    ([format, href]) => `<li><a href="${escapeHtml(href)}">${FORMAT_TEXTS[format]}</a></li>`,
  );
  const files = links.length === 0 ? '' : `<h2>Descargas</h2><ul>${links.join('')}</ul>`;
  const content = `<h1>Su comprobante</h1>
${test ? `<p class="notice">${TEST_TEXT}</p>` : ''}
<dl>${facts.join('\n')}</dl>
${files}
<p><a href="/consulta">Consultar otro comprobante</a></p>`;
  return framed('Su comprobante', content);
}
