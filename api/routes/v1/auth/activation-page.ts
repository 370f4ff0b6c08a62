import { type Answer, page } from '../../../answer.ts';
import { definePublicRoute } from '../../define.ts';

const SCRIPT = `const form = document.querySelector('form');
const say = (text) => { document.querySelector('output').textContent = text; };
form.addEventListener('submit', async (event) => {
  event.preventDefault();
  const token = new URLSearchParams(location.hash.slice(1)).get('token');
  const password = new FormData(form).get('password');
  if (password !== new FormData(form).get('again')) return say('Las contraseñas no coinciden.');
  const answer = await fetch('/api/v1/auth/activate', {
    method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ token, password }),
  });
  if (!answer.ok) return say((await answer.json()).detail);
  history.replaceState(null, '', location.pathname);
  form.hidden = true;
  say('Listo: su contraseña quedó guardada y ya puede iniciar sesión.');
});`;

const HTML = `<!doctype html>
<html lang="es"><head><meta charset="utf-8"><title>Active su cuenta</title></head>
<body><h1>Active su cuenta</h1><form>
<p><label>Contraseña nueva (12 caracteres o más) <input name="password" type="password" minlength="12" autocomplete="new-password" required></label></p>
<p><label>Repítala <input name="again" type="password" autocomplete="new-password" required></label></p>
<p><button>Guardar</button></p></form><output></output>
<script src="/api/v1/auth/activate.js"></script></body></html>`;

const POLICY =
  "default-src 'none'; script-src 'self'; connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

/** Where the one-time link of an invitation leads: `…/auth/activate#token=…` (a fragment is never sent or logged). */
export const activationPageRoute = definePublicRoute({
  method: 'get',
  path: '/api/v1/auth/activate',
  tag: 'auth',
  summary: 'The page of the one-time link: sets the first password',
  answers: { 200: { description: 'A small form.', contentType: 'text/html' } },
  handler: () => Promise.resolve(page(HTML, POLICY)),
});

export const activationScriptRoute = definePublicRoute({
  method: 'get',
  path: '/api/v1/auth/activate.js',
  tag: 'auth',
  summary: "That page's script",
  answers: { 200: { description: 'JavaScript.', contentType: 'text/javascript' } },
  handler(): Promise<Answer> {
    const bytes = new TextEncoder().encode(SCRIPT);
    return Promise.resolve({ status: 200, bytes, headers: { 'Content-Type': 'text/javascript; charset=utf-8' } });
  },
});
