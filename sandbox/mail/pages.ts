import type { ParsedMail } from 'mailparser';
import type { MailRecord } from './store.ts';

/** Nothing of a mail runs or loads anything here. */
export const POLICY =
  "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

export const STYLE = `body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; }
th, td { border-bottom: 1px solid #ccc; padding: .4rem .6rem; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
pre { background: #f5f5f5; overflow-wrap: anywhere; padding: 1rem; white-space: pre-wrap; }
`;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escape = (text: string): string => text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');

const frame = (title: string, body: string): string =>
  `<!doctype html><html lang="es"><head><meta charset="utf-8"><title>${escape(title)}</title>` +
  `<link rel="stylesheet" href="/style.css"></head><body>${body}</body></html>`;

/** All mails, newest first. */
export function listPage(mails: readonly MailRecord[]): string {
  const rows = [...mails]
    .reverse()
    .map(
      ({ id, at, to, subject, attachments }) =>
        `<tr><td>${escape(at)}</td><td>${escape(to.join(', '))}</td><td><a href="/mails/${id}">${escape(subject || '(sin asunto)')}</a></td>` +
        `<td>${attachments.length}</td></tr>`,
    );
  const head = '<tr><th>Recibido</th><th>Para</th><th>Asunto</th><th>Adjuntos</th></tr>';
  const table = rows.length === 0 ? '<p>Aún no hay correos.</p>' : `<table>${head}${rows.join('')}</table>`;
  return frame(
    'Correos',
    `<h1>Correos enviados por el hub</h1><p>Quedan aquí: ninguno sale de esta máquina.</p>${table}`,
  );
}

/** One mail as its reader sees it; HTML parts are shown as text. */
export function mailPage(record: MailRecord, mail: ParsedMail): string {
  const files = mail.attachments.map(
    ({ filename, size }, index) =>
      `<li><a href="/mails/${record.id}/attachments/${index}" download>${escape(filename ?? `adjunto ${index + 1}`)}</a> (${size} bytes)</li>`,
  );
  const facts = [
    ['De', mail.from?.text ?? record.from],
    ['Para', record.to.join(', ')],
    ['Recibido', record.at],
    ['Message-ID', record.messageId],
  ].map(([name = '', value = '']) => `<tr><th>${name}</th><td>${escape(value)}</td></tr>`);
  return frame(
    record.subject,
    `<p><a href="/">Todos los correos</a></p><h1>${escape(record.subject)}</h1><table>${facts.join('')}</table>` +
      `<pre>${escape(mail.text ?? (typeof mail.html === 'string' ? mail.html : ''))}</pre>` +
      `<h2>Adjuntos</h2><ul>${files.join('')}</ul><p><a href="/mails/${record.id}/source" download>El correo completo (.eml)</a></p>`,
  );
}
