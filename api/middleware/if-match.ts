import { HubError } from '../../domain/errors.ts';
import { etagOf } from '../answer.ts';

/**
 * Holds `If-Match` against the row's version (strong comparison, RFC 9110 section 13.1.1; `*` takes any version).
 * @throws HubError 428 when the header is missing, 412 when the row has another version
 */
export function checkIfMatch(header: string | undefined, version: number): void {
  if (header === undefined || header.trim() === '')
    throw new HubError('precondition_required', 'if_match_required', 'Envíe If-Match con el ETag que leyó.');
  const tags = header.split(',').map((tag) => tag.trim());
  if (tags.includes('*') || tags.includes(etagOf(version))) return;
  throw new HubError(
    'precondition_failed',
    'version_mismatch',
    'El registro cambió desde que lo leyó. Vuelva a leerlo.',
  );
}
