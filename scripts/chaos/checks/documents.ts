import type { DocumentRow, Registered } from '../evidence.ts';
import { type Check, grouped, isLive } from './check.ts';

const nameOf = ({ type, series, number }: Pick<DocumentRow, 'type' | 'series' | 'number'>): string =>
  `${type} ${series}-${number}`;

/** Numbers run from 1 without a gap and without a repetition, and the series goes on behind the last one. */
export const gapless: Check = ({ documents, series }) => {
  const faults: string[] = [];
  const used = grouped(documents, ({ type, series: name }) => `${type} ${name}`);
  for (const { document_type: type, series: name, next_number: next } of series) {
    const numbers = (used.get(`${type} ${name}`) ?? []).map(({ number }) => number).sort((a, b) => a - b);
    const wrong = numbers.find((number, index) => number !== index + 1);
    if (wrong !== undefined) faults.push(`${name}: después de un hueco o repetido viene el ${wrong}`);
    if (next !== numbers.length + 1) faults.push(`${name}: sigue el ${next} y hay ${numbers.length} comprobantes`);
  }
  return { name: 'numeración correlativa, sin huecos ni repetidos', cases: documents.length, faults };
};

/** SUNAT's row of each document, and those of SUNAT's rows that are nobody's. */
function matched(documents: readonly DocumentRow[], rows: readonly Registered[]) {
  const known = grouped(rows, nameOf);
  const ours = new Set(documents.map(nameOf));
  return {
    of: (document: DocumentRow) => known.get(nameOf(document)) ?? [],
    strangers: rows.filter((row) => !ours.has(nameOf(row))),
  };
}

/**
 * A document in force stands at SUNAT exactly once, accepted, with the very bytes that are stored; one without effect
 * does not stand there as accepted; nothing stands there that is not ours.
 */
export const registeredOnce: Check = ({ documents, files, sunat, served }) => {
  const { of, strangers } = matched(documents, sunat.documents);
  const stored = new Map(files.map((file) => [`${file.document_id} ${file.kind} ${file.file_version}`, file.sha256]));
  const faults = strangers.map((row) => `SUNAT tiene ${nameOf(row)}, que no es nuestro`);
  for (const document of documents) {
    const [row, ...more] = of(document);
    const name = nameOf(document);
    const bytes = stored.get(`${document.id} xml ${document.file_version}`);
    if (more.length > 0) faults.push(`${name}: registrado ${more.length + 1} veces`);
    if (served.get(document.id)?.xml !== bytes) faults.push(`${name}: la API no entrega los bytes guardados`);
    if (!isLive(document)) {
      if (row?.status === 'accepted') faults.push(`${name}: ${document.status} aquí, aceptado en SUNAT`);
      continue;
    }
    if (!row || row.status !== 'accepted')
      faults.push(`${name}: vigente aquí, ${row?.status ?? 'inexistente'} en SUNAT`);
    else if (row.sha256 !== bytes) faults.push(`${name}: SUNAT tiene otros bytes`);
  }
  return { name: 'registrado en SUNAT una sola vez, con los mismos bytes', cases: documents.length, faults };
};

/** SUNAT answered a registration at most once for each document; what came again met 1033. */
export const acceptedOnce: Check = ({ documents, sunat }) => {
  const taken = grouped(
    sunat.requests.filter(
      ({ operation, outcome }) => operation === 'sendBill' && ['accepted', 'observed'].includes(outcome),
    ),
    ({ name }) => name,
  );
  const faults = [...taken].flatMap(([name, sends]) =>
    sends.length > 1 ? [`${name}: aceptado ${sends.length} veces`] : [],
  );
  return { name: 'ningún envío repetido fue aceptado dos veces', cases: documents.length, faults };
};

/** The answer is kept: SUNAT's CDR or, for a boleta whose answer was lost, the recorded evidence of the query. */
export const evidenceKept: Check = ({ documents, files, served }) => {
  const cdrs = new Map(files.filter(({ kind }) => kind === 'cdr').map((file) => [file.document_id, file.sha256]));
  const faults: string[] = [];
  const live = documents.filter(isLive);
  for (const document of live) {
    const cdr = cdrs.get(document.id);
    const answered = served.get(document.id)?.cdr;
    const byCdr = document.evidence === 'cdr' && cdr !== undefined && answered === cdr;
    const byQuery = document.evidence === 'validity_query' && document.series.startsWith('B') && answered === 404;
    if (!byCdr && !byQuery)
      faults.push(`${nameOf(document)}: evidencia ${document.evidence ?? 'ninguna'}, CDR ${answered}`);
  }
  return { name: 'CDR aceptado guardado, o evidencia de la consulta', cases: live.length, faults };
};

/** Every version of every document has its signed bytes. */
export const filesComplete: Check = ({ documents, files }) => {
  const byDocument = grouped(
    files.filter(({ kind }) => kind === 'xml'),
    (file) => file.document_id,
  );
  const faults = documents.flatMap((document) => {
    const versions = (byDocument.get(document.id) ?? []).map((file) => file.file_version).sort((a, b) => a - b);
    const complete =
      versions.length === document.file_version && versions.every((version, index) => version === index + 1);
    return complete
      ? []
      : [`${nameOf(document)}: versiones ${versions.join(', ') || 'ninguna'} de ${document.file_version}`];
  });
  return { name: 'todas las versiones firmadas están guardadas', cases: files.length, faults };
};
