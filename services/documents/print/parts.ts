import type { Content } from 'pdfmake/interfaces.js';
import { qrSvg } from '../../../platform/pdf/qr.ts';
import { MM } from '../../../platform/pdf/types.ts';
import { money } from './figures.ts';
import type { PrintableDocument, PrintableIssuer } from './types.ts';

/** Least side of a printed QR code (R.S. 244-2019, annex 6: 2 cm), without its quiet zone. */
const MIN_QR = 20 * MM;

/** The QR code at about `side` points with its white margin; never printed below 2 cm. */
export function qrCode(text: string, side: number, alignment: 'left' | 'center' = 'left'): Content {
  const { svg, share } = qrSvg(text);
  return { svg, width: Math.max(side, MIN_QR / share), alignment };
}

const PNG = [0x89, 0x50, 0x4e, 0x47];
const JPEG = [0xff, 0xd8, 0xff];

function mimeOf(bytes: Uint8Array): string | undefined {
  if (PNG.every((byte, index) => bytes[index] === byte)) return 'image/png';
  return JPEG.every((byte, index) => bytes[index] === byte) ? 'image/jpeg' : undefined;
}

/** The issuer's picture within the box; nothing when there is none or it is of another kind. */
export function logo(issuer: PrintableIssuer, fit: [number, number], alignment: 'left' | 'center'): Content[] {
  const type = issuer.logo && mimeOf(issuer.logo);
  if (!issuer.logo || type === undefined) return [];
  const image = `data:${type};base64,${Buffer.from(issuer.logo).toString('base64')}`;
  return [{ image, fit, alignment, margin: [0, 0, 0, 4] }];
}

/** What the law wants said of the paper, and where the document itself is found. */
export function legalTexts(document: PrintableDocument): string[] {
  const about = `Representación impresa ${document.certificate ? 'del' : 'de la'} ${document.title}`;
  const where = document.lookupUrl === undefined ? [] : [`Consulte el comprobante en ${document.lookupUrl}`];
  return [about, ...where, `Valor resumen: ${document.hash}`];
}

/** Sentences on detracción and the legends. */
export function remarksOf(document: PrintableDocument): string[] {
  const { detraction, remarks } = document;
  if (!detraction) return [...remarks];
  const { code, percent, amount, account } = detraction;
  return [
    `Operación sujeta a detracción. Bien o servicio ${code}, ${percent} %, monto S/ ${money(amount)}, ` +
      `cuenta del Banco de la Nación ${account}`,
    ...remarks,
  ];
}

export const TEST_NOTICE = 'DOCUMENTO DE PRUEBA, SIN VALIDEZ TRIBUTARIA';

/** Identity and dates of the file. */
export function infoOf(document: PrintableDocument) {
  return {
    title: `${document.title} ${document.fullNumber}`,
    author: document.issuer.name,
    createdAt: new Date(`${document.issueDate}T${document.issueTime || '00:00:00'}-05:00`),
  };
}
