import { CARRIER_DOCUMENTS, SENDER_DOCUMENTS } from '../../generated/despatch-catalogues.ts';
import { first, textAt, type XmlNode } from '../../xml.ts';
import { type Advice, hasFlag, issuerOf, must, plain, recipientOf, referencesOf, senderOf, should } from './advice.ts';

const CUSTOMS = ['50', '52'];
/** Forms of the numbers of related documents (catalogue 61). */
const FORMS: Readonly<Record<string, RegExp>> = {
  '01': /^(F[A-Z0-9]{3}|\d{1,4}|E001)-(?!0+$)\d{1,8}$/,
  '03': /^(B[A-Z0-9]{3}|\d{1,4}|EB01)-(?!0+$)\d{1,8}$/,
  '04': /^(L[A-Z0-9]{3}|\d{1,4}|E001)-(?!0+$)\d{1,8}$/,
  '09': /^(T[A-Z0-9]{3}|\d{1,4}|EG0[12])-(?!0+$)\d{1,8}$/,
  '12': /^[a-zA-Z0-9-]{1,20}-[a-zA-Z0-9-]{1,20}$/,
  '31': /^(V[A-Z0-9]{3}|EG0[34])-(?!0+$)\d{1,8}$/,
  '48': /^\d{1,4}-(?!0+$)\d{1,7}$/,
  '49': /^(?!0+$)\d{1,15}$/,
  '50': /^\d{3}-\d{4}-\d{2}-\d{1,6}$/,
  '52': /^\d{3}-\d{4}-\d{2}-\d{1,6}$/,
  '80': /^(?!0+$)\d{1,15}$/,
  '81': /^[a-zA-Z0-9]{1,20}$/,
};
const OTHER_FORM = /^\S{1,100}$/;
/** Regime inside the number of a customs declaration, by motive and type. */
const REGIMES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  '08': { '50': '10', '52': '18' },
  '09': { '50': '40', '52': '48' },
};
/** Types that somebody issued: his RUC is part of the reference. */
const ISSUED = ['01', '03', '04', '09', '12', '31', '48'];

/** Documents that a guide refers to. */
export function checkReferences(advice: Advice): void {
  if (advice.name.type === '09') checkSet(advice);
  else checkCarrierSet(advice);
  const keys = advice.references.map((one) => `${textAt(one, 'DocumentTypeCode') ?? ''} ${textAt(one, 'ID') ?? ''}`);
  for (const one of advice.references) {
    checkKind(advice, one);
    must(new Set(keys).size === keys.length, '3340');
    checkNumber(advice, one);
    checkIssuer(advice, one);
  }
}

function checkSet(advice: Advice): void {
  const { motive } = advice;
  const types = advice.references.map((one) => textAt(one, 'DocumentTypeCode') ?? '');
  const customs = types.some((type) => CUSTOMS.includes(type));
  if (motive === '08' || motive === '09') {
    must(customs, '3440', motive);
    const fit = types.every((type) => ['09', '49', '50', '52', '80'].includes(type));
    must(fit, '3445', types.join(' '));
  } else if (motive !== '13') must(!customs, '3445', types.join(' '));
  if (types.includes('49') || types.includes('80')) mustHaveHeading(advice, hasFlag(advice, 'TrasladoTotalDAMoDS'));
}

function checkCarrierSet(advice: Advice): void {
  const count = advice.references.length;
  const permits = referencesOf(advice, ['31', '65', '66', '67', '68', '69']).length > 0;
  if (permits) must(count <= 2, '3345');
  else if (referencesOf(advice, ['09'], true).length === 0) must(count <= 1, '3346');
  if (referencesOf(advice, ['80']).length > 0) mustHaveHeading(advice, false);
}

/** A deposit's receipt goes with at least one line that names its tariff heading (7020). */
function mustHaveHeading(advice: Advice, excused: boolean): void {
  const found = advice.lines.some((line) =>
    (first(line, 'Item')?.children ?? []).some((one) => textAt(one, 'NameCode') === '7020'),
  );
  must(excused || found, '3352');
}

function checkKind(advice: Advice, one: XmlNode): void {
  const type = textAt(one, 'DocumentTypeCode') ?? '';
  const text = textAt(one, 'DocumentType') ?? '';
  if (type !== '') should(advice, text !== '', '4371');
  if (text !== '') should(advice, type !== '', '4410');
  plain(advice, text, 1, 120, '4372');
  if (type === '') return must((textAt(one, 'ID') ?? '') === '', '3376');
  const known = advice.name.type === '09' ? SENDER_DOCUMENTS : CARRIER_DOCUMENTS;
  must(known.has(type), '2692', type);
  must((textAt(one, 'ID') ?? '') !== '', '3403', type);
}

function checkNumber(advice: Advice, one: XmlNode): void {
  const type = textAt(one, 'DocumentTypeCode') ?? '';
  const id = textAt(one, 'ID') ?? '';
  if (id === '') return;
  must((FORMS[type] ?? OTHER_FORM).test(id), '3441', id);
  const regime = REGIMES[advice.motive]?.[type];
  must(regime === undefined || id.split('-')[2] === regime, '3441', id);
}

function checkIssuer(advice: Advice, one: XmlNode): void {
  const type = textAt(one, 'DocumentTypeCode') ?? '';
  const issuer = first(one, 'IssuerParty/PartyIdentification/ID');
  const ruc = issuer?.text ?? '';
  must(!ISSUED.includes(type) || ruc !== '', '3380', type);
  if (ruc === '') return;
  const expected = expectedIssuer(advice, type, textAt(one, 'ID') ?? '');
  must(expected === undefined || ruc === expected, '3381', ruc);
  must(/^[12]\d{10}$/.test(ruc), '3409', ruc);
  must(!ISSUED.includes(type) || issuer?.attrs.schemeID === '6', '3382', type);
}

/** Whose document it must be, where the motive says so. */
function expectedIssuer(advice: Advice, type: string, id: string): string | undefined {
  const { motive } = advice;
  const bill = ['01', '03', '12'].includes(type);
  if (advice.name.type === '31') {
    if (/^\d/.test(id)) return undefined;
    return type === '09' ? senderOf(advice).number : type === '31' ? issuerOf(advice).number : undefined;
  }
  if (type === '09' || (bill && ['01', '03'].includes(motive))) return issuerOf(advice).number;
  if (motive === '02' && ['04', '48'].includes(type)) return issuerOf(advice).number;
  return bill && motive === '06' ? recipientOf(advice).number : undefined;
}
