import type { DespatchReference } from '../../domain/fiscal/invoice.ts';
import type { IgvRegime } from '../../domain/fiscal/rates.ts';
import type { DetractionRequest, PerceptionRequest } from '../../domain/fiscal/withholding.ts';
import type { ChargeInput, PrepaymentInput, PriceSaleInput, SaleLineInput } from '../../domain/sale/types.ts';
import { type CompanyCipher, Sealed } from '../../platform/crypto/envelope.ts';

/** An advance that is taken off, with the document that it was issued as. */
export type StoredPrepayment = PrepaymentInput & {
  readonly documentId: string;
  /** Sum of the parts. */
  readonly amount: string;
};

/** What is printed on a receipt of paper that is registered afterwards; its series is the sale's. */
export interface PaperReceipt {
  readonly number: number;
  /** Lima date and wall clock. */
  readonly issueDate: string;
  readonly issueTime: string;
}

/** Of a line, by its number: what only some lines have. */
export type LineExtras = Pick<SaleLineInput, 'discountCode' | 'charges' | 'isc' | 'icbper' | 'properties'>;

/** What only some sales have, sealed in the sale: it may name guests. Absent parts are nothing. */
export interface SaleExtras {
  /** The regime on the day of the sale, which its documents keep. */
  readonly igvRegime?: IgvRegime;
  readonly paper?: PaperReceipt;
  readonly operationType?: string;
  readonly orderReference?: string;
  readonly despatchReferences?: readonly DespatchReference[];
  readonly destinationCountry?: string;
  readonly detraction?: DetractionRequest;
  readonly perception?: PerceptionRequest;
  readonly retention?: boolean;
  readonly legends?: readonly string[];
  readonly discountCode?: '02' | '03';
  readonly charges?: readonly ChargeInput[];
  readonly prepayments?: readonly StoredPrepayment[];
  readonly lines?: Readonly<Record<string, LineExtras>>;
  /** What the withholdings come to, for people. */
  readonly amounts?: { readonly detraction?: string; readonly perception?: string; readonly retention?: string };
}

const aad = (saleId: string): string => `sale.extras/${saleId}`;

/** Null where there is nothing to keep. */
export function sealExtras(cipher: CompanyCipher, saleId: string, extras: SaleExtras): Sealed | null {
  return Object.keys(extras).length === 0 ? null : cipher.seal(JSON.stringify(extras), aad(saleId));
}

export function openExtras(cipher: CompanyCipher, saleId: string, sealed: Buffer | null | undefined): SaleExtras {
  if (!sealed) return {};
  const extras: SaleExtras = JSON.parse(cipher.open(new Sealed(sealed), aad(saleId)));
  return extras;
}

/** A line with what only it has; `number` from 1. */
export function withLineExtras<Line extends SaleLineInput>(line: Line, number: number, extras: SaleExtras): Line {
  const own = extras.lines?.[String(number)];
  return own ? { ...line, ...own } : line;
}

/** The part of them that pricing takes. */
export function pricingExtras(extras: SaleExtras): Partial<PriceSaleInput> {
  const { igvRegime, discountCode, charges, prepayments } = extras;
  return { igvRegime, discountCode, charges, prepayments };
}
