/** All amounts are decimal strings as they stand in the signed document; texts are for people. */
export interface PrintableParty {
  /** `RUC`, `DNI`, … */
  readonly documentLabel: string;
  readonly documentNumber: string;
  readonly name: string;
  readonly address?: string | undefined;
}

export interface PrintableIssuer {
  readonly ruc: string;
  readonly name: string;
  readonly tradeName?: string | undefined;
  readonly address?: string | undefined;
  /** A PNG or JPEG picture; anything else is left out. */
  readonly logo?: Uint8Array | undefined;
}

export interface PrintableLine {
  readonly number: string;
  readonly code?: string | undefined;
  readonly description: string;
  /** Additional properties of the item (plate, lodging…), `name: value`. */
  readonly properties: readonly string[];
  readonly quantity: string;
  /** Short name of the unit (`UND`, `KG`), else the code of catalogue 03. */
  readonly unit: string;
  /** Without taxes, before discounts. */
  readonly unitValue: string;
  /** With taxes, after line discounts; on a free line its referential value. */
  readonly unitPrice: string;
  /** Without taxes; absent when there is none. */
  readonly discount?: string | undefined;
  /** What the buyer pays for the line, taxes included. */
  readonly total: string;
  readonly free: boolean;
}

/** A part of a guía: rows of label and text. */
export interface PrintableSection {
  readonly title: string;
  readonly rows: readonly { readonly label: string; readonly text: string }[];
}

/** A document over which something was retained or perceived. */
export interface PrintableRelated {
  /** `Factura`, … */
  readonly title: string;
  readonly number: string;
  readonly issueDate: string;
  readonly currency: string;
  readonly total: string;
  readonly payment?: { readonly number: string; readonly date: string; readonly amount: string } | undefined;
  readonly exchangeRate?: string | undefined;
  /** Retained or perceived, and what was paid or cashed in all; soles. Absent where nothing was paid. */
  readonly amount?: string | undefined;
  readonly net?: string | undefined;
}

/** What a certificate of retention or perception shows instead of goods. */
export interface PrintableCertificate {
  /** `Proveedor` or `Cliente`. */
  readonly receiverLabel: string;
  /** Regime with its rate. */
  readonly regime: string;
  readonly amountLabel: string;
  readonly netLabel: string;
  readonly related: readonly PrintableRelated[];
  readonly note?: string | undefined;
}

/** One sum of the document: shown in this order, with its label. */
export interface PrintableSum {
  readonly label: string;
  readonly amount: string;
}

export interface PrintableInstalment {
  readonly number: string;
  readonly amount: string;
  readonly dueDate: string;
}

export interface PrintableTerms {
  /** `Contado` or `Crédito`. */
  readonly label: string;
  /** Net amount pending, on credit. */
  readonly pending?: string | undefined;
  readonly instalments: readonly PrintableInstalment[];
}

export interface PrintableDetraction {
  /** Catalogue 54. */
  readonly code: string;
  readonly account: string;
  readonly percent: string;
  /** Always soles. */
  readonly amount: string;
}

export interface PrintableAmended {
  readonly title: string;
  readonly fullNumber: string;
  readonly issueDate?: string | undefined;
}

export interface PrintablePayment {
  readonly label: string;
  readonly amount: string;
}

/** Everything the printed representation shows, for any paper. Dates are `YYYY-MM-DD`. */
export interface PrintableDocument {
  /** Catalogue 01. */
  readonly type: string;
  /** `FACTURA ELECTRÓNICA`. */
  readonly title: string;
  readonly fullNumber: string;
  readonly issueDate: string;
  readonly issueTime: string;
  readonly dueDate?: string | undefined;
  /** ISO 4217. */
  readonly currency: string;
  readonly issuer: PrintableIssuer;
  readonly buyer: PrintableParty;
  readonly lines: readonly PrintableLine[];
  readonly sums: readonly PrintableSum[];
  /** What the buyer pays. */
  readonly total: string;
  readonly amountInWords?: string | undefined;
  /** Facturas and some notes only. */
  readonly terms?: PrintableTerms | undefined;
  readonly detraction?: PrintableDetraction | undefined;
  /** Perception, retention, legends of catalogue 52 and free notes, a sentence each. */
  readonly remarks: readonly string[];
  /** Purchase order, guides, advances: label and number. */
  readonly references: readonly { readonly label: string; readonly text: string }[];
  /** Notes only: what they amend and why. */
  readonly amended: readonly PrintableAmended[];
  readonly reason?: { readonly label: string; readonly text: string } | undefined;
  /** How it was paid at the till, where known. */
  readonly payments: readonly PrintablePayment[];
  /** Guías only: transport and parties, instead of money. */
  readonly despatch?: readonly PrintableSection[] | undefined;
  /** Certificates only. */
  readonly certificate?: PrintableCertificate | undefined;
  readonly qr: string;
  /** DigestValue of the signature. */
  readonly hash: string;
  /** Where the buyer can look the document up. */
  readonly lookupUrl?: string | undefined;
  /** `ANULADO`, `RECHAZADO`…: the document has no effect (any more). */
  readonly mark?: string | undefined;
  /** Issued in a test environment: no tax document at all. */
  readonly test: boolean;
}
