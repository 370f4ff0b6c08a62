import { z } from 'zod';
import { HubError } from '../../../domain/errors.ts';
import { lookUpDocument, type LookupOutcome } from '../../../services/lookup/look-up-document.ts';
import { lookUpFile } from '../../../services/lookup/look-up-file.ts';
import { LOOKUP_FORMATS, LOOKUP_TYPES, type LookupFormat } from '../../../services/lookup/look-up-input.ts';
import { parseInput } from '../../../services/input.ts';
import { type Answer, file, ok } from '../../answer.ts';
import { problemOf } from '../../problem.ts';
import { definePublicRoute, type PublicCall } from '../define.ts';
import { formPage, type Typed } from './form.ts';
import { foundPage, FoundDocumentView, showFound } from './found.ts';

const CONTENT_TYPES: Readonly<Record<LookupFormat, string>> = {
  pdf: 'application/pdf',
  ticket: 'application/pdf',
  xml: 'application/xml',
  cdr: 'application/zip',
};

const NAMES = ['ruc', 'type', 'series', 'number', 'date', 'total'] as const;

/** For the documentation; what is typed is checked by the service, so that a person's fault can be told on the page. */
const text = z.string().optional();
const query = z.object({
  ruc: text.describe("The issuer's."),
  type: text.describe(`Catalogue 01: ${LOOKUP_TYPES.join(', ')}.`),
  series: text,
  number: text,
  date: text.describe('Of issue, YYYY-MM-DD.'),
  total: text.describe('What the buyer pays, as printed.'),
  format: text.describe(`A file instead of the state: ${LOOKUP_FORMATS.join(', ')}.`),
});
type Call = PublicCall<undefined, z.output<typeof query>, undefined>;

const OUTCOMES: Readonly<Record<string, LookupOutcome>> = {
  rate_limited: 'limited',
  invalid: 'invalid',
  not_found: 'not_found',
};

async function answer({ deps, query: asked, address, requestId }: Call, forPeople: boolean): Promise<Answer> {
  const { services, lookups, printing } = deps;
  const { format } = parseInput(z.object({ format: z.enum(LOOKUP_FORMATS).optional() }), asked);
  const found = await lookUpDocument(services, lookups, asked, address);
  if (format === undefined) {
    lookups.observe('found');
    return forPeople ? foundPage(found) : ok(showFound(found));
  }
  const { bytes, name } = await lookUpFile(services, printing, found, format, requestId);
  lookups.observe('file');
  return file(bytes, CONTENT_TYPES[format], name);
}

/** A person's browser is answered with the form again, which says what is wrong. */
function refusal(error: HubError, typed: Typed, requestId: string): Answer {
  const { status, headers } = problemOf(error, requestId);
  const retryAfter = headers['Retry-After'];
  return formPage(typed, { error, status, ...(retryAfter !== undefined && { retryAfter }) });
}

export const lookUpRoute = definePublicRoute({
  method: 'get',
  path: '/consulta',
  tag: 'documents',
  summary: 'A buyer finds a document by what stands on its paper',
  description:
    'All six parameters must be right; any mismatch is the same 404. Without parameters, and to browsers, a page. ' +
    '20 a minute and 200 a day for an address, 10 wrong ones a day about one number.',
  query,
  answers: { 200: { description: 'State and links; or the file of `format`.', schema: FoundDocumentView } },
  async handler(call) {
    const forPeople = /\btext\/html\b/.test(call.header('accept') ?? '');
    const given = Object.entries(call.query).filter((entry): entry is [string, string] => entry[1] !== undefined);
    if (!given.some(([name]) => NAMES.some((one) => one === name))) return formPage({});
    try {
      return await answer(call, forPeople);
    } catch (error) {
      if (!(error instanceof HubError)) throw error;
      const outcome = OUTCOMES[error.kind];
      if (outcome) call.deps.lookups.observe(outcome);
      if (!forPeople) throw error;
      return refusal(error, Object.fromEntries(given), call.requestId);
    }
  },
});
