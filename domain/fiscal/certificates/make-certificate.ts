import { Decimal, parseUnsigned, round2, sum, toAmount, toQuantity } from '../../decimal.ts';
import { oneLine } from '../text.ts';
import { CREDIT_NOTE, REGIMES } from './facts.ts';
import type {
  Certificate,
  CertificateDraft,
  CertificateParty,
  CertificateReference,
  CertificateRequest,
  ReckonedReference,
} from './types.ts';

const MAX_NAME = 1500;
const MAX_NOTE = 250;
const MAX_STREET = 100;

/**
 * Draws a certificate up: what is retained or perceived of each payment is its amount in soles at the regime's rate,
 * half up to cents; totals are their sums (2628, 2629, 2667, 2668). Nothing is checked here: see `validateCertificate`.
 */
export function makeCertificate(told: CertificateRequest): CertificateDraft {
  const rate = REGIMES[told.type][told.regime];
  const references = told.references.map((one) => reckon(one, told.type === '20' ? 'less' : 'more', rate));
  const counted = references.filter(({ type }) => type !== CREDIT_NOTE);
  const total = (field: 'amount' | 'net'): string =>
    toAmount(sum(counted.map((one) => new Decimal(one[field] ?? '0'))));
  return {
    ...told,
    agent: { ...told.agent, name: oneLine(told.agent.name).slice(0, MAX_NAME) },
    receiver: cleanParty(told.receiver),
    note: told.note === undefined || oneLine(told.note) === '' ? undefined : oneLine(told.note).slice(0, MAX_NOTE),
    ...{ rate, references, withheld: total('amount'), paid: total('net') },
  };
}

function cleanParty({ address, ...party }: CertificateParty): CertificateParty {
  const street = address === undefined ? '' : oneLine(address);
  return {
    ...party,
    documentNumber: party.documentNumber.trim(),
    name: oneLine(party.name).slice(0, MAX_NAME),
    ...(street !== '' && street.length <= MAX_STREET ? { address: street } : {}),
  };
}

/**
 * Money and rates in one form: amounts with two decimals, a rate of exchange without zeros at its end. What was reckoned
 * before is left out.
 */
function tidy(reference: CertificateReference): CertificateReference {
  const { type, number, issueDate, currency, payment, exchange, total } = reference;
  return {
    ...{ type, number, issueDate, currency },
    total: money(total),
    payment: payment && { ...payment, amount: money(payment.amount) },
    exchange: exchange && {
      ...exchange,
      rate: parseUnsigned(exchange.rate) ? toQuantity(exchange.rate, 6) : exchange.rate,
    },
  };
}

const money = (text: string): string => (parseUnsigned(text) ? toAmount(text) : text);

function reckon(told: CertificateReference, net: 'less' | 'more', rate: string | undefined): ReckonedReference {
  const reference = tidy(told);
  const paid = paidInSoles(reference);
  if (paid === undefined || rate === undefined) return reference;
  const amount = round2(paid.times(rate).div(100));
  const rest = net === 'less' ? round2(paid).minus(amount) : round2(paid).plus(amount);
  return { ...reference, amount: toAmount(amount), net: toAmount(rest) };
}

/** Undefined where nothing was paid, or what was told is no figure. */
function paidInSoles({ payment, currency, exchange }: CertificateReference): Decimal | undefined {
  const paid = payment && parseUnsigned(payment.amount);
  if (!paid) return undefined;
  if (currency === 'PEN') return paid;
  const rate = exchange && parseUnsigned(exchange.rate);
  return rate ? paid.times(rate) : undefined;
}

/** The same certificate as of another day. */
export const certificateOn = (draft: CertificateDraft, issueDate: string, issueTime: string): CertificateDraft => ({
  ...draft,
  ...{ issueDate, issueTime },
});

export const withCertificateNumber = (draft: CertificateDraft, number: number): Certificate => ({ ...draft, number });
