/** Escapes a text for XML element content and for attributes in double quotes. */
export function escapeText(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

/** Decodes XML bytes by their declaration; SUNAT takes UTF-8 and ISO-8859-1. */
export function decodeXml(bytes: Buffer): string {
  const head = bytes.subarray(0, 120).toString('latin1');
  const encoding = /^<\?xml[^>]*encoding=["']([A-Za-z0-9_-]+)["']/.exec(head.replace(/^\u00ef\u00bb\u00bf/, ''))?.[1];
  const latin = encoding !== undefined && /^iso-8859-1$/i.test(encoding);
  const decoded = bytes.toString(latin ? 'latin1' : 'utf8');
  return decoded.startsWith('\uFEFF') ? decoded.slice(1) : decoded;
}

const LIMA_OFFSET_MS = 5 * 3600 * 1000;

/** Date and time of an instant in Lima (UTC-5, no daylight saving): `2026-11-25`, `14:03:22`. */
export function limaClock(at: Date): { date: string; time: string } {
  const iso = new Date(at.getTime() - LIMA_OFFSET_MS).toISOString();
  return { date: iso.slice(0, 10), time: iso.slice(11, 19) };
}

/** Whole days from one date (`YYYY-MM-DD`) to another; NaN when one is no date. */
export function daysBetween(from: string, to: string): number {
  return (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000;
}
