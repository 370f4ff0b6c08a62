/** Certificates of retention (20) and perception (40), as the issuing agent draws them up. Amounts are decimal strings. */
export type CertificateType = '20' | '40';

export interface CertificateParty {
  /** Catalogue 06. */
  readonly documentType: string;
  readonly documentNumber: string;
  readonly name: string;
  /** One line, at most 100 characters; a longer one is left out. */
  readonly address?: string | undefined;
}

/** The agent: the company, with its fiscal address. */
export interface CertificateAgent {
  readonly ruc: string;
  readonly name: string;
  readonly tradeName?: string | undefined;
  readonly address?: CertificateAddress | undefined;
}

export interface CertificateAddress {
  readonly ubigeo?: string | undefined;
  readonly street?: string | undefined;
  readonly province?: string | undefined;
  readonly department?: string | undefined;
  readonly district?: string | undefined;
}

/** What was paid of a document, or cashed. In the document's currency. */
export interface CertificatePayment {
  /** Which payment of the document it is, 1 to 9 digits. */
  readonly number: string;
  /** Lima date. */
  readonly date: string;
  readonly amount: string;
}

/** Soles for one unit of the document's currency, on a date. */
export interface CertificateExchange {
  readonly rate: string;
  readonly date: string;
}

/** A document over which something is retained or perceived. */
export interface CertificateReference {
  /** Catalogue 01. */
  readonly type: string;
  /** Series and number. */
  readonly number: string;
  readonly issueDate: string;
  readonly currency: string;
  readonly total: string;
  /** A credit note (07) needs none. */
  readonly payment?: CertificatePayment | undefined;
  readonly exchange?: CertificateExchange | undefined;
}

/** The same with what follows from it, in soles. */
export interface ReckonedReference extends CertificateReference {
  /** Retained or perceived; absent where nothing was paid. */
  readonly amount?: string | undefined;
  /** What the supplier gets, or the customer pays, in all. */
  readonly net?: string | undefined;
}

/** What is told of a certificate. */
export interface CertificateRequest {
  readonly type: CertificateType;
  readonly series: string;
  /** Lima date and wall clock. */
  readonly issueDate: string;
  readonly issueTime: string;
  readonly agent: CertificateAgent;
  /** The supplier from whose payment is retained, or the customer who pays more. */
  readonly receiver: CertificateParty;
  /** Catalogue 23 (retention) or 22 (perception). */
  readonly regime: string;
  readonly note?: string | undefined;
  readonly references: readonly CertificateReference[];
}

/** A certificate but for its number. */
export interface CertificateDraft extends CertificateRequest {
  /** Percent of the regime; undefined where there is no such regime. */
  readonly rate: string | undefined;
  readonly references: readonly ReckonedReference[];
  /** Retained or perceived in all, soles. */
  readonly withheld: string;
  /** Paid or cashed in all after it, soles. */
  readonly paid: string;
}

export interface Certificate extends CertificateDraft {
  readonly number: number;
}
