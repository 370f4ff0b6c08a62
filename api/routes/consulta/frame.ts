import { createHash } from 'node:crypto';
import type { Answer } from '../../answer.ts';

const STYLE = `body{font:1rem/1.5 system-ui,sans-serif;max-width:34rem;margin:0 auto;padding:1rem;color:#1a1a1a;background:#fff}
label{display:block;font-weight:600;margin-top:1rem}
input,select,button{font:inherit;width:100%;box-sizing:border-box;padding:.6rem;border:1px solid #595959;border-radius:4px}
button{margin-top:1.5rem;background:#0b4f8a;color:#fff;border:0;cursor:pointer}
:focus-visible{outline:3px solid #c25700;outline-offset:2px}
[aria-invalid=true]{border:2px solid #b00020}
.hint{color:#595959;margin:0}.fault{color:#b00020;margin:0}
.notice{border-left:4px solid #b00020;padding:.5rem 1rem;background:#fdecee}
dt{font-weight:600;margin-top:.7rem}dd{margin:0}
a{color:#0b4f8a}`;

const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

/** The page may show itself, in this style, and send its form home; nothing else. */
const POLICY = `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`;

/** A page of the look-up. `content` is HTML already. */
export function framed(title: string, content: string, status = 200, headers: Record<string, string> = {}): Answer {
  const html = `<!doctype html>
<html lang="es"><head><meta charset="utf-8"><title>${title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">
<style>${STYLE}</style></head>
<body><main>${content}</main></body></html>`;
  return {
    status,
    bytes: new TextEncoder().encode(html),
    headers: { ...headers, 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': POLICY },
  };
}
