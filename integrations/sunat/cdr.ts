import { unzipSync } from 'fflate';
import { textFor } from './describe.ts';
import type { Cdr, SunatObservation } from './types.ts';
import { namedLines } from './named-lines.ts';
import { children, decodeXml, type Element, find, localName, MAX_XML_BYTES, parseXml, textAt, textOf } from './xml.ts';

/** SUNAT's clock; Peru has no daylight saving time. */
const LIMA_OFFSET = '-05:00';
/** An address, of a length that a QR can hold. */
const LINK = /^https?:\/\/\S{1,900}$/;

/**
 * Reads a CDR (UBL ApplicationResponse in a ZIP, as SUNAT or an OSE makes it). Tolerant: extra entries such as SUNAT's
 * empty `dummy/`, either encoding, any prefixes, notes anywhere. The signature is not verified (beta's is a placeholder).
 * Undefined when it holds no readable response code: then what SUNAT decided is not known.
 */
export function readCdr(zip: Uint8Array): Cdr | undefined {
  for (const xml of xmlEntries(zip)) {
    const root = parseXml(decodeXml(xml));
    const cdr = root === undefined ? undefined : readResponse(root, zip);
    if (cdr !== undefined) return cdr;
  }
  return undefined;
}

/** Whether a CDR speaks of this document; leading zeros may differ, and a CDR that names no number passes. */
export function isCdrOf(cdr: Cdr, series: string, number: number): boolean {
  const [, answeredSeries, answeredNumber] = /^([A-Z0-9]{4})-(\d{1,8})$/i.exec(cdr.referenceId) ?? [];
  if (answeredSeries === undefined || answeredNumber === undefined) return true;
  return answeredSeries.toUpperCase() === series.toUpperCase() && Number(answeredNumber) === number;
}

function xmlEntries(zip: Uint8Array): Uint8Array[] {
  // The bound is for all entries together: many small ones could still fill the memory.
  let left = MAX_XML_BYTES;
  const fits = ({ name, originalSize }: { name: string; originalSize: number }): boolean => {
    if (!/\.xml$/i.test(name) || originalSize > left) return false;
    left -= originalSize;
    return true;
  };
  try {
    return Object.values(unzipSync(zip, { filter: fits }));
  } catch {
    return [];
  }
}

function readResponse(root: Element, zip: Uint8Array): Cdr | undefined {
  if (localName(root) !== 'ApplicationResponse') return undefined;
  const answer = find(root, 'DocumentResponse');
  const response = answer === undefined ? undefined : find(answer, 'Response');
  const code = textAt(response, 'ResponseCode');
  if (answer === undefined || code === undefined || !/^\d{1,4}$/.test(code)) return undefined;
  const receivedAt = receptionTime(root);
  const documentHash = find(answer, 'DocumentHash');
  // The text itself goes no further: SUNAT repeats values in it.
  const named = /^0+$/.test(code) ? undefined : namedLines(textAt(response, 'Description') ?? '');
  const link = textAt(answer, 'DocumentReference', 'DocumentDescription');
  return {
    zip: Buffer.from(zip),
    code,
    description: textFor(code, textAt(response, 'Description') ?? ''),
    observations: observationsOf(root),
    referenceId: textAt(response, 'ReferenceID') ?? textAt(answer, 'DocumentReference', 'ID') ?? '',
    ...(receivedAt === undefined ? {} : { receivedAt }),
    ...(documentHash === undefined ? {} : { documentHash: textOf(documentHash) }),
    ...(named && { named }),
    ...(link !== undefined && LINK.test(link) ? { link } : {}),
  };
}

/** SUNAT writes observations as notes ("4252 - text - INFO: ..."), OSEs as Status with a reason code and text. */
function observationsOf(root: Element): SunatObservation[] {
  return descendants(root).flatMap((element) => {
    if (localName(element) === 'Note') return noteOf(textOf(element));
    if (localName(element) !== 'Status') return [];
    const code = textAt(element, 'StatusReasonCode');
    return code === undefined || /^0*$/.test(code)
      ? []
      : [{ code, text: textFor(code, textAt(element, 'StatusReason') ?? '') }];
  });
}

function noteOf(note: string): SunatObservation[] {
  if (note === '') return [];
  const [, code = '', text = ''] = /^(\d{4})?[\s:-]*(.*)$/s.exec(note) ?? [];
  return [{ code, text: textFor(code, text) }];
}

function descendants(root: Element): Element[] {
  return children(root).flatMap((child) =>
    // The certificate and the signatures are the bulk of a CDR and hold no notes.
    localName(child) === 'UBLExtensions' ? [] : [child, ...descendants(child)],
  );
}

/** Reception: IssueDate and IssueTime; SUNAT also writes a whole date-time into IssueDate. */
function receptionTime(root: Element): string | undefined {
  const date = textAt(root, 'IssueDate') ?? textAt(root, 'ResponseDate') ?? '';
  const time = textAt(root, 'IssueTime') ?? textAt(root, 'ResponseTime') ?? '';
  const [, day, inner] = /^(\d{4}-\d{2}-\d{2})(?:T(.+))?/.exec(date) ?? [];
  const [, clock, zone] = /^(\d{2}:\d{2}:\d{2}(?:\.\d+)?)(Z|[+-]\d{2}:\d{2})?/.exec(inner ?? time) ?? [];
  if (day === undefined || clock === undefined) return undefined;
  const instant = `${day}T${clock}${zone ?? LIMA_OFFSET}`;
  return Number.isNaN(Date.parse(instant)) ? undefined : instant;
}
