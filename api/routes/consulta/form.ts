import type { FieldIssue, HubError } from '../../../domain/errors.ts';
import { LOOKUP_TYPES } from '../../../services/lookup/look-up-input.ts';
import type { Answer } from '../../answer.ts';
import { escapeHtml } from '../../html.ts';
import { framed } from './frame.ts';
import { TYPE_NAMES } from './texts.ts';

export type Typed = Readonly<Record<string, string>>;

interface Field {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  /** Attributes of the input, as HTML. */
  readonly attributes: string;
}

const FIELDS: readonly Field[] = [
  { name: 'ruc', label: 'RUC del emisor', attributes: 'inputmode="numeric" maxlength="11"' },
  { name: 'type', label: 'Tipo de comprobante', attributes: '' },
  { name: 'series', label: 'Serie', hint: 'Por ejemplo F001 o B001.', attributes: 'maxlength="4"' },
  { name: 'number', label: 'Número', attributes: 'inputmode="numeric" maxlength="8"' },
  { name: 'date', label: 'Fecha de emisión', attributes: 'type="date"' },
  {
    name: 'total',
    label: 'Importe total',
    hint: 'Como está impreso, sin el símbolo de la moneda: 118.00.',
    attributes: 'inputmode="decimal" maxlength="18"',
  },
];

function control({ name, attributes }: Field, value: string, state: string): string {
  const common = `id="${name}" name="${name}" required autocomplete="off"${state}`;
  if (name !== 'type') return `<input ${common} ${attributes} value="${escapeHtml(value)}">`;
  const options = LOOKUP_TYPES.map(
    (type) => `<option value="${type}"${type === value ? ' selected' : ''}>${TYPE_NAMES[type]}</option>`,
  );
  return `<select ${common}>${options.join('')}</select>`;
}

function field(of: Field, typed: Typed, issues: readonly FieldIssue[]): string {
  const { name, label, hint } = of;
  const fault = issues.find(({ pointer }) => pointer === `/${name}`)?.detail;
  const about = [...(hint === undefined ? [] : [`${name}-hint`]), ...(fault === undefined ? [] : [`${name}-fault`])];
  const state = [
    fault === undefined ? '' : ' aria-invalid="true"',
    about.length === 0 ? '' : ` aria-describedby="${about.join(' ')}"`,
  ].join('');
  return [
    `<label for="${name}">${label}</label>`,
    control(of, typed[name] ?? '', state),
    hint === undefined ? '' : `<p class="hint" id="${name}-hint">${hint}</p>`,
    fault === undefined ? '' : `<p class="fault" id="${name}-fault">${escapeHtml(fault)}</p>`,
  ].join('\n');
}

/** The form with what was typed; with a problem, says it first and at its field. Works without a script. */
export function formPage(typed: Typed, problem?: { error: HubError; status: number; retryAfter?: string }): Answer {
  const { error, status = 200, retryAfter } = problem ?? {};
  const text = error?.issues.length ? 'Revise los datos marcados.' : error?.message;
  const fields = FIELDS.map((of) => field(of, typed, error?.issues ?? []));
  const content = `<h1>Consulta de comprobantes</h1>
<p>Escriba los datos tal como están impresos en su comprobante para ver su estado y descargarlo.</p>
${text === undefined ? '' : `<p class="notice" role="alert">${escapeHtml(text)}</p>`}
<form method="get" action="/consulta">
${fields.join('\n')}
<button>Consultar</button></form>`;
  const title = error ? 'Error: consulta de comprobantes' : 'Consulta de comprobantes';
  return framed(title, content, status, retryAfter === undefined ? {} : { 'Retry-After': retryAfter });
}
