import { isDate } from '../../../time/lima.ts';
import { catalog02 } from '../../../catalogs/generated/cat-02.ts';
import { isInCatalog } from '../../../catalogs/is-in-catalog.ts';
import { each, type Finding } from '../../rules/rule.ts';
import { RELATED_TYPES, SIX_PERCENT_UNTIL } from '../facts.ts';
import type { CertificateDraft, ReckonedReference } from '../types.ts';
import {
  type CertificateFacts,
  type CertificateRule,
  certificateRules,
  isMoney,
  type OwnDocument,
  REFERENCE,
} from './certificate-rule.ts';

const TICKET = /^[a-zA-Z0-9-]{1,20}-\d{1,20}$/;
const NUMBERS = {
  '20': /^(E001|[FR][A-Z0-9]{3}|\d{4})-(?!0+$)\d{1,8}$/,
  '40': /^(E001|EB01|[FPB][A-Z0-9]{3}|\d{4})-(?!0+$)\d{1,8}$/,
} as const;

type Wrong = (one: ReckonedReference, draft: CertificateDraft) => boolean;

/** A finding at the field of each document of which this is true. */
export const ofDocuments =
  (at: string, wrong: Wrong, detail: string) =>
  (draft: CertificateDraft): readonly Finding[] =>
    each(
      draft.references,
      (one) => wrong(one, draft),
      (index) => `/documents/${index}${at}`,
      detail,
    );

/** The same against what the hub holds of the company's own documents. */
const ofOwn =
  (at: string, wrong: (held: OwnDocument, one: ReckonedReference) => boolean, detail: string) =>
  (draft: CertificateDraft, { own }: CertificateFacts): readonly Finding[] =>
    each(
      draft.references,
      (one) => {
        const held = own.get(`${one.type} ${one.number}`);
        return held !== undefined && wrong(held, one);
      },
      (index) => `/documents/${index}${at}`,
      detail,
    );

/** Facts that no code of SUNAT stands for: dates are dates, currencies those of catalogue 02. */
const OWN_RULES: readonly CertificateRule[] = [
  {
    ...{ id: 'certificates.date', code: null, level: 'reject', issue: 'invalid_date' },
    ...{ field: `/${REFERENCE}/cbc:IssueDate`, source: {} },
    find: ofDocuments('/issue_date', ({ issueDate }) => !isDate(issueDate), 'La fecha del documento no existe.'),
  },
  {
    ...{ id: 'certificates.currency', code: null, level: 'reject', issue: 'unknown_currency' },
    ...{ field: `/${REFERENCE}/cbc:TotalInvoiceAmount/@currencyID`, source: {} },
    find: ofDocuments(
      '/currency',
      ({ currency }) => !isInCatalog(catalog02, currency),
      'La moneda no existe en el catálogo 02 de SUNAT.',
    ),
  },
];

/** The documents over which something is retained or perceived. */
export const DOCUMENT_RULES: readonly CertificateRule[] = [
  ...OWN_RULES,
  ...certificateRules({
    ...{ name: 'document-type', issue: 'document_type_not_allowed', field: `${REFERENCE}/cbc:ID/@schemeID` },
    ...{ retention: ['2692', 57], perception: ['2692', 63] },
    find: ofDocuments(
      '/type',
      ({ type }, draft) => !RELATED_TYPES[draft.type].includes(type),
      'Ese tipo de documento no puede figurar en el comprobante.',
    ),
  }),
  ...certificateRules({
    ...{ name: 'document-number', issue: 'invalid_number', field: `${REFERENCE}/cbc:ID` },
    ...{ retention: ['2694', 59, 60], perception: ['2694', 66, 67] },
    find: ofDocuments(
      '/number',
      ({ type, number }, draft) => !(type === '12' ? TICKET : NUMBERS[draft.type]).test(number),
      'La serie y el número del documento no son válidos (F001-123).',
    ),
  }),
  ...certificateRules({
    ...{ name: 'document-total', issue: 'invalid_amount', field: `${REFERENCE}/cbc:TotalInvoiceAmount` },
    ...{ retention: ['2696', 62], perception: ['2696', 77] },
    find: ofDocuments('/total', ({ total }) => !isMoney(total), 'El total del documento debe ser mayor que cero.'),
  }),
  ...certificateRules({
    ...{
      name: 'six-percent',
      issue: 'rate_not_in_force',
      field: `${REFERENCE}/cbc:IssueDate`,
      retention: ['2985', 61],
    },
    find: ofDocuments(
      '/issue_date',
      ({ issueDate }, { regime }) => regime === '02' && issueDate > SIX_PERCENT_UNTIL,
      'La tasa de 6 % solo vale para documentos emitidos hasta el 28/02/2014.',
    ),
  }),
  ...certificateRules({
    ...{ name: 'document-date', issue: 'other_issue_date', field: `${REFERENCE}/cbc:IssueDate` },
    perception: ['2610', 76],
    find: ofOwn(
      '/issue_date',
      ({ issueDate }, one) => issueDate !== one.issueDate,
      'El documento tiene otra fecha de emisión.',
    ),
  }),
  ...certificateRules({
    ...{
      name: 'factura-perceived',
      issue: 'already_perceived',
      field: `${REFERENCE}/cbc:ID`,
      perception: ['3312', 71],
    },
    find: ofOwn(
      '/number',
      ({ perceived }, { type }) => type === '01' && perceived,
      'La factura ya lleva su percepción.',
    ),
  }),
  ...certificateRules({
    ...{ name: 'boleta-perceived', issue: 'already_perceived', field: `${REFERENCE}/cbc:ID`, perception: ['3328', 72] },
    find: ofOwn(
      '/number',
      ({ perceived }, { type }) => type === '03' && perceived,
      'La boleta ya lleva su percepción.',
    ),
  }),
  ...certificateRules({
    ...{ name: 'factura-cash', issue: 'sold_for_cash', field: `${REFERENCE}/cbc:ID`, perception: ['3329', 74] },
    find: ofOwn(
      '/number',
      ({ onCredit }, { type }) => type === '01' && !onCredit,
      'La factura es al contado: su percepción va en la misma factura.',
    ),
  }),
];
