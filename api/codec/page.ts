import { escapeHtml } from '../html.ts';

/** Own policy of the form: it may only send itself home. */
export const PAGE_CSP = "default-src 'none'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

const frame = (content: string): string => `<!doctype html>
<html lang="es"><head><meta charset="utf-8"><title>Ver contenidos de los procesos</title></head>
<body><h1>Ver contenidos de los procesos</h1>${content}</body></html>`;

/** The log-in form, with a message where a first try failed. */
export const loginPage = (message?: string): string =>
  frame(`<p>Inicie sesión con un usuario que tenga el permiso <code>operations:decode</code>.</p>
${message === undefined ? '' : `<p role="alert"><strong>${escapeHtml(message)}</strong></p>`}
<form method="post" action="/codec/login">
<p><label>Correo <input name="email" type="email" autocomplete="username" required></label></p>
<p><label>Contraseña <input name="password" type="password" autocomplete="current-password" required></label></p>
<p><label>RUC (si su correo está en varias empresas) <input name="company_ruc" inputmode="numeric"></label></p>
<p><button>Entrar</button></p></form>`);

export const welcomePage = (name: string): string =>
  frame(
    `<p>Listo, ${escapeHtml(name)}. La interfaz de Temporal ya muestra los contenidos de su empresa en este navegador.</p>`,
  );
