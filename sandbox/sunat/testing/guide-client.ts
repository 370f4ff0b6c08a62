import { createHash } from 'node:crypto';
import { unzipSync } from 'fflate';
import { EXAMPLE_RUC } from './example-bill.ts';
import { zipped } from './client.ts';

/** A bare caller of the guides' REST service. */
export interface GuideAnswer {
  readonly status: number;
  readonly body: Record<string, unknown>;
  /** Code of the first error of a 422, or of the ticket. */
  readonly error: string | undefined;
  readonly cdr: string | undefined;
}

const OPEN = {
  grant_type: 'password',
  scope: 'https://api-cpe.sunat.gob.pe',
  client_id: 'MODDATOS',
  client_secret: 'moddatos',
  username: `${EXAMPLE_RUC}MODDATOS`,
  password: 'moddatos',
};

/** Asks for a token; `change` replaces parts of the form. */
export async function askToken(url: string, change: Record<string, string> = {}): Promise<GuideAnswer> {
  const form = { ...OPEN, ...change };
  return read(
    await fetch(`${url}/v1/clientessol/${form.client_id}/oauth2/token/`, {
      method: 'POST',
      body: new URLSearchParams(form),
    }),
  );
}

export async function tokenOf(url: string, change?: Record<string, string>): Promise<string> {
  return String((await askToken(url, change)).body.access_token);
}

/** Sends a guide under its name; `change` replaces parts of `archivo`. */
export async function sendGuide(
  url: string,
  token: string,
  name: string,
  xml: string,
  change: Record<string, string> = {},
): Promise<GuideAnswer> {
  const arcGreZip = zipped({ [`${name}.xml`]: xml });
  const hashZip = createHash('sha256').update(Buffer.from(arcGreZip, 'base64')).digest('hex');
  return read(
    await fetch(`${url}/v1/contribuyente/gem/comprobantes/${name}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ archivo: { nomArchivo: `${name}.zip`, arcGreZip, hashZip, ...change } }),
    }),
  );
}

export async function guideStatus(url: string, token: string, ticket: unknown): Promise<GuideAnswer> {
  const headers = { authorization: `Bearer ${token}` };
  return read(await fetch(`${url}/v1/contribuyente/gem/comprobantes/envios/${String(ticket)}`, { headers }));
}

async function read(response: Response): Promise<GuideAnswer> {
  const text = await response.text();
  const body = text.startsWith('{') ? record(JSON.parse(text)) : {};
  const first = Array.isArray(body.errors) ? record(body.errors[0]) : record(body.error);
  return {
    status: response.status,
    body,
    error: textOf(first.cod) ?? textOf(first.numError) ?? textOf(body.error),
    cdr: typeof body.arcCdr === 'string' ? cdrXml(body.arcCdr) : undefined,
  };
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

function cdrXml(base64: string): string {
  const [xml] = Object.entries(unzipSync(Buffer.from(base64, 'base64'))).filter(([name]) => /\.xml$/i.test(name));
  return Buffer.from(xml?.[1] ?? new Uint8Array()).toString('utf8');
}
