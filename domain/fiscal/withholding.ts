import { Decimal, parseUnsigned, round2, toAmount, toQuantity, ZERO } from '../decimal.ts';
import type { Detraction, Perception, Retention } from './types.ts';

/** What a request says of a detracción (SPOT, D.Leg. 940). */
export interface DetractionRequest {
  /** Catalogue 54. */
  readonly code: string;
  /** Percent of the total, as the annexes of R.S. 183-2004 set it for the code. */
  readonly percent: string;
  /** The issuer's account at the Banco de la Nación. */
  readonly account: string;
  /** Catalogue 59; `001`, deposit, when not said. */
  readonly paymentMeans?: string | undefined;
}

export interface PerceptionRequest {
  /** Catalogue 53: 51 internal sale, 52 fuel, 53 to an agent at the special rate. */
  readonly code: '51' | '52' | '53';
  /** Part of the total that is subject to it; all of it when not said. */
  readonly base?: string | undefined;
}

/** Rates of the regimes of perception, by code of catalogue 53 (Ley 29173). */
const PERCEPTION_FACTORS = { '51': '0.02', '52': '0.01', '53': '0.005' } as const;
/** Retention of the IGV (R.S. 033-2014). */
const RETENTION_FACTOR = '0.03';

/** The exchange rate that turns an amount of the document into soles; one for soles, zero where it is missing. */
function rateToSoles(currency: string, exchangeRate: string | undefined): Decimal {
  if (currency === 'PEN') return new Decimal('1');
  return parseUnsigned(exchangeRate ?? '') ?? ZERO;
}

/**
 * The deposit that the buyer owes to the issuer's account: percent of the total, always in soles, rounded half up to
 * whole soles as the deposit is made (R.S. 183-2004, art. 17).
 */
export function detractionOf(
  request: DetractionRequest,
  total: string,
  currency: string,
  exchangeRate: string | undefined,
): Detraction {
  const percent = parseUnsigned(request.percent) ?? ZERO;
  const soles = new Decimal(total).times(rateToSoles(currency, exchangeRate));
  return {
    code: request.code,
    percent: toQuantity(percent, 5),
    amount: toAmount(soles.times(percent).dividedBy(100).toDecimalPlaces(0)),
    account: request.account,
    paymentMeans: request.paymentMeans ?? '001',
  };
}

/** The perception that is collected on top of the total, in soles; the document must be in soles. */
export function perceptionOf({ code, base }: PerceptionRequest, total: string): Perception {
  const factor = PERCEPTION_FACTORS[code];
  const on = base ?? total;
  const amount = round2(new Decimal(on).times(factor));
  return { code, factor, base: toAmount(on), amount: toAmount(amount), total: toAmount(amount.plus(total)) };
}

/** The IGV that a retention agent keeps of what it pays, in the document's currency: told, not subtracted. */
export function retentionOf(total: string): Retention {
  const amount = round2(new Decimal(total).times(RETENTION_FACTOR));
  return { factor: RETENTION_FACTOR, base: total, amount: toAmount(amount) };
}

/**
 * What the buyer does not pay to the issuer, in the document's currency: the detracción goes to the bank and the
 * retention to SUNAT, so that neither is part of a credit's net pending amount.
 */
export function withheld(document: {
  readonly currency: string;
  readonly exchangeRate?: string | undefined;
  readonly detraction?: Detraction | undefined;
  readonly retention?: Retention | undefined;
}): Decimal {
  const rate = rateToSoles(document.currency, document.exchangeRate);
  const soles = document.detraction ? new Decimal(document.detraction.amount) : ZERO;
  const deposit = rate.isZero() ? ZERO : round2(soles.dividedBy(rate));
  return document.retention ? deposit.plus(document.retention.amount) : deposit;
}
