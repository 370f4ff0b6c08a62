/** What a company may put between double braces in the mail to a buyer, with what stands there. */
export const PLACEHOLDERS = [
  'empresa',
  'ruc',
  'cliente',
  'documento',
  'numero',
  'fecha',
  'moneda',
  'total',
  'consulta',
] as const;
export type Placeholder = (typeof PLACEHOLDERS)[number];

export interface MailText {
  /** One line. */
  readonly subject: string;
  readonly text: string;
}

/** What a buyer reads where the company has not written its own. */
export const DEFAULT_MAIL: MailText = {
  subject: '{{documento}} {{numero}} de {{empresa}}',
  text: [
    'Estimado(a) {{cliente}}:',
    '',
    'Le enviamos su comprobante {{documento}} {{numero}} del {{fecha}} por {{moneda}} {{total}},',
    'emitido por {{empresa}} (RUC {{ruc}}): la representación impresa en PDF, el archivo XML firmado y la constancia',
    'de recepción de SUNAT, cuando la hay.',
    '',
    '{{consulta}}',
    '',
    'Saludos cordiales.',
  ].join('\n'),
};

const NAMED = /\{\{\s*([^{}]*?)\s*\}\}/g;

const isPlaceholder = (name: string): name is Placeholder => (PLACEHOLDERS as readonly string[]).includes(name);

/** The names between double braces that stand for nothing. */
export function unknownPlaceholders(text: string): string[] {
  return [...text.matchAll(NAMED)].map(([, name = '']) => name).filter((name) => !isPlaceholder(name));
}

/**
 * The text with its values. A value is put in once and never read as a template; runs of empty lines that values
 * without content leave become one.
 */
export function renderText(template: string, values: Readonly<Record<Placeholder, string>>): string {
  const filled = template.replace(NAMED, (whole, name: string) => (isPlaceholder(name) ? values[name] : whole));
  return filled.replace(/\n{3,}/g, '\n\n').trim();
}

/** The subject on one line: line ends and control characters would be headers of their own. */
export function renderSubject(template: string, values: Readonly<Record<Placeholder, string>>): string {
  return (
    renderText(template, values)
      // oxlint-disable-next-line no-control-regex -- these characters are the point
      .replace(/[\u0000-\u001f\u007f\u2028\u2029]+/g, ' ')
      .trim()
      .slice(0, 250)
  );
}
