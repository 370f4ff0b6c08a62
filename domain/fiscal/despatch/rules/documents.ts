import { catalog61GreR, catalog61GreT } from '../../../catalogs/generated/cat-61.ts';
import { isValidRuc } from '../../../identity/ruc.ts';
import { each, when } from '../../rules/rule.ts';
import { crossesBorder, has, moves } from '../facts.ts';
import type { DespatchDraft, RelatedDocument } from '../types.ts';
import { type DespatchRule, refuses } from './despatch-rule.ts';

const FIELD = '/DespatchAdvice/cac:AdditionalDocumentReference';

/** Documents with an issuer whose RUC must be told (3380). */
const ISSUED = ['01', '03', '04', '09', '12', '31', '48'];
const DECLARATIONS = ['50', '52'];
const FREE = /^\S{1,100}$/u;
const DECLARATION = /^\d{3}-\d{4}-\d{2}-\d{1,6}$/;

/** How numbers are written, by type; all others are free text without blanks. */
const NUMBERS: Readonly<Record<string, RegExp>> = {
  '01': /^(F[A-Z0-9]{3}|\d{1,4}|E001)-(?!0+$)\d{1,8}$/,
  '03': /^(B[A-Z0-9]{3}|\d{1,4}|EB01)-(?!0+$)\d{1,8}$/,
  '04': /^(L[A-Z0-9]{3}|\d{1,4}|E001)-(?!0+$)\d{1,8}$/,
  '09': /^(T[A-Z0-9]{3}|\d{1,4}|EG0[12])-(?!0+$)\d{1,8}$/,
  '12': /^[a-zA-Z0-9-]{1,20}-[a-zA-Z0-9-]{1,20}$/,
  '31': /^(V[A-Z0-9]{3}|EG0[34])-(?!0+$)\d{1,8}$/,
  '48': /^\d{1,4}-(?!0+$)\d{1,7}$/,
  '49': /^(?!0+$)\d{1,15}$/,
  '50': DECLARATION,
  '52': DECLARATION,
  '80': /^(?!0+$)\d{1,15}$/,
  '81': /^[a-zA-Z0-9]{1,20}$/,
};

/** The regime in the third part of a declaration's number: 10 and 18 import, 40 and 48 export. */
const REGIMES: Readonly<Record<string, string>> = { '08-50': '10', '08-52': '18', '09-50': '40', '09-52': '48' };

function isNumber({ type, number }: RelatedDocument, motive: string | undefined): boolean {
  if (!(NUMBERS[type] ?? FREE).test(number)) return false;
  const regime = REGIMES[`${motive}-${type}`];
  return regime === undefined || number.split('-')[2] === regime;
}

const knownTypes = ({ type }: DespatchDraft) => (type === '09' ? catalog61GreR : catalog61GreT);

/** Whose document it must be (3381); undefined where anybody's will do. */
function issuerOf(draft: DespatchDraft, { type }: RelatedDocument): string | undefined {
  const { supplier, recipient, sender } = draft;
  const receipt = ['01', '03', '12'].includes(type);
  if (draft.type === '31') {
    if (type === '09') return sender?.documentNumber;
    return type === '31' ? supplier.ruc : undefined;
  }
  if (type === '09' || (receipt && moves(draft, '01', '03'))) return supplier.ruc;
  if (moves(draft, '02') && ['04', '48'].includes(type)) return supplier.ruc;
  return receipt && moves(draft, '06') ? recipient.documentNumber : undefined;
}

/** A rule about each document, at its place. */
const ofEach =
  (wrong: (one: RelatedDocument, draft: DespatchDraft) => boolean, at: string, detail: string) =>
  (draft: DespatchDraft) =>
    each(
      draft.documents,
      (one) => wrong(one, draft),
      (index) => `/documents/${index}/${at}`,
      detail,
    );

const has50or52 = ({ documents }: DespatchDraft): boolean => documents.some(({ type }) => DECLARATIONS.includes(type));

/** Each document by itself. */
const NUMBER_RULES: readonly DespatchRule[] = [
  refuses(
    '2692',
    'unknown_related_type',
    `${FIELD}/cbc:DocumentTypeCode`,
    ofEach(
      ({ type }, draft) => knownTypes(draft)[type] !== '1',
      'type',
      'El tipo no corresponde a esta guía (catálogo 61 de SUNAT).',
    ),
  ),
  refuses(
    '3441',
    'invalid_related_number',
    `${FIELD}/cbc:ID`,
    ofEach(
      (one, { motive }) => !isNumber(one, motive),
      'number',
      'El número no tiene la forma de ese tipo de documento.',
    ),
  ),
  refuses('3340', 'related_repeated', `${FIELD}/cbc:ID`, ({ documents }) =>
    when(
      new Set(documents.map(({ type, number }) => `${type} ${number}`)).size < documents.length,
      '/documents',
      'Un documento relacionado está repetido.',
    ),
  ),
  refuses(
    '3380',
    'related_issuer_missing',
    `${FIELD}/cac:IssuerParty`,
    ofEach(
      ({ type, issuerRuc }) => ISSUED.includes(type) && issuerRuc === undefined,
      'issuer_ruc',
      'Falta el RUC de quien emitió el documento.',
    ),
  ),
  refuses(
    '3409',
    'related_issuer_invalid',
    `${FIELD}/cac:IssuerParty`,
    ofEach(
      ({ issuerRuc }) => issuerRuc !== undefined && !isValidRuc(issuerRuc),
      'issuer_ruc',
      'El RUC de quien emitió el documento no es válido.',
    ),
  ),
  refuses(
    '3381',
    'related_issuer_other',
    `${FIELD}/cac:IssuerParty`,
    ofEach(
      (one, draft) => {
        const expected = issuerOf(draft, one);
        return one.issuerRuc !== undefined && expected !== undefined && one.issuerRuc !== expected;
      },
      'issuer_ruc',
      'Para este motivo el documento lo emite otra persona.',
    ),
  ),
];

/** The documents with the rest of the guía. */
const TOGETHER_RULES: readonly DespatchRule[] = [
  refuses('3440', 'declaration_missing', FIELD, (draft) =>
    when(crossesBorder(draft) && !has50or52(draft), '/documents', 'Falta la DAM (50) o la DS (52).'),
  ),
  refuses('3445', 'related_not_for_motive', FIELD, (draft) => {
    const [border, allowed] = [crossesBorder(draft), ['09', '49', '50', '52', '80']];
    const wrong = border
      ? draft.documents.some(({ type }) => !allowed.includes(type))
      : draft.type === '09' && !moves(draft, '13') && has50or52(draft);
    return when(wrong, '/documents', 'Un documento relacionado no corresponde al motivo del traslado.');
  }),
  refuses('3352', 'tariff_missing', FIELD, (draft) => {
    const deposits = draft.type === '09' ? ['49', '80'] : ['80'];
    const told = draft.documents.some(({ type }) => deposits.includes(type));
    const needed = told && !has(draft, 'whole_declaration') && !draft.lines.some(({ tariff }) => tariff !== undefined);
    return when(needed, '/lines', 'Con una constancia de depósito algún bien lleva partida arancelaria.');
  }),
  refuses('3442', 'seller_not_issuer', FIELD, (draft) => {
    const receipts = draft.documents.filter(({ type }) => ['01', '03', '12'].includes(type));
    const { seller } = draft;
    const wrong = seller && !receipts.some(({ issuerRuc }) => issuerRuc === seller.documentNumber);
    return when(
      moves(draft, '02', '07') && receipts.length > 0 && wrong === true,
      '/documents',
      'El comprobante relacionado debe ser del proveedor.',
    );
  }),
  refuses('3346', 'too_many_related', FIELD, (draft) => {
    const { type, documents } = draft;
    const several = documents.some(
      (one) =>
        ['31', '65', '66', '67', '68', '69'].includes(one.type) || (one.type === '09' && !/^\d/.test(one.number)),
    );
    return when(
      type === '31' && !several && documents.length > 1,
      '/documents',
      'Esta guía lleva un solo documento relacionado.',
    );
  }),
];

export const DOCUMENT_RULES: readonly DespatchRule[] = [...NUMBER_RULES, ...TOGETHER_RULES];
