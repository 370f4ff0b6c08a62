import type { Party, Indicator } from './parts.ts';

export type { Indicator, Party } from './parts.ts';

/** Catalogue 01: guía de remisión of the sender (09) or of the carrier (31). */
export type DespatchType = '09' | '31';

/** Catalogue 18. */
export type TransportMode = '01' | '02';

export interface DespatchPlace {
  /** Catalogue 13, six digits. */
  readonly ubigeo: string;
  readonly street: string;
  /** Whose establishment it is, with its code in the RUC; both or none. */
  readonly ruc?: string | undefined;
  readonly establishmentCode?: string | undefined;
}

export interface Carrier {
  readonly ruc: string;
  readonly name: string;
  /** Registry of the MTC (4391 where a carrier has none to show). */
  readonly mtcNumber?: string | undefined;
}

export interface Vehicle {
  /** Letters and digits, no dash. */
  readonly plate: string;
  /** Tarjeta única de circulación or certificate of the vehicle. */
  readonly permit?: string | undefined;
}

export interface Driver {
  readonly documentType: string;
  readonly documentNumber: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly licence: string;
}

export interface RelatedDocument {
  /** Catalogue 61. */
  readonly type: string;
  readonly number: string;
  readonly issuerRuc?: string | undefined;
}

export interface Container {
  readonly number: string;
  readonly seal?: string | undefined;
}

export interface Port {
  /** 1 port (catalogue 63), 2 airport (catalogue 64). */
  readonly kind: '1' | '2';
  readonly code: string;
}

export interface DespatchLine {
  readonly number: number;
  readonly sku?: string | undefined;
  readonly description: string;
  /** Catalogue 03; of a customs declaration, 65. */
  readonly unitCode: string;
  /** Up to 12 integer and 10 decimal digits. */
  readonly quantity: string;
  /** UNSPSC, eight digits. */
  readonly sunatCode?: string | undefined;
  /** Of an import or export: number of the declaration, its item, and the tariff heading. */
  readonly declaration?: string | undefined;
  readonly declarationItem?: string | undefined;
  readonly tariff?: string | undefined;
}

/** A guía without its number: all that can be said before one is taken. */
export interface DespatchDraft {
  readonly type: DespatchType;
  readonly series: string;
  /** Legal date and wall clock in Lima. */
  readonly issueDate: string;
  readonly issueTime: string;
  /** The issuer: who sends the goods (09) or carries them (31). */
  readonly supplier: { readonly ruc: string; readonly name: string };
  readonly recipient: Party;
  /** Who sends what a carrier carries (31 only). */
  readonly sender?: Party | undefined;
  /** The buyer who is not the recipient (motive 03, 13). */
  readonly buyer?: Party | undefined;
  /** The seller of what is bought, who keeps what is transformed (motive 02, 07, 13). */
  readonly seller?: Party | undefined;
  /** Catalogue 20; a carrier's guía has none, nor a mode. */
  readonly motive?: string | undefined;
  /** What motive 13 is about. */
  readonly motiveText?: string | undefined;
  readonly mode?: TransportMode | undefined;
  /** Lima date on which the transport begins, or the carrier gets the goods. */
  readonly startDate: string;
  /** Up to three decimals. */
  readonly weight: string;
  readonly weightUnit: 'KGM' | 'TNE';
  /** Why the weight differs from that of the declaration (imports and exports). */
  readonly weightNote?: string | undefined;
  readonly packages?: number | undefined;
  readonly indicators: readonly Indicator[];
  /** Of public transport (09). */
  readonly carrier?: Carrier | undefined;
  /** The issuer's own registry (31). */
  readonly mtcNumber?: string | undefined;
  /** The first one is the main one, the others are towed or follow. */
  readonly vehicles: readonly Vehicle[];
  /** The first one is the main driver. */
  readonly drivers: readonly Driver[];
  readonly origin: DespatchPlace;
  /** Absent only for motive 18 (itinerant sale). */
  readonly destination?: DespatchPlace | undefined;
  readonly port?: Port | undefined;
  readonly containers: readonly Container[];
  readonly documents: readonly RelatedDocument[];
  /** Who subcontracted the transport (31). */
  readonly subcontractor?: Party | undefined;
  /** The third party who pays the freight (31). */
  readonly freightPayer?: Party | undefined;
  readonly note?: string | undefined;
  readonly lines: readonly DespatchLine[];
}

export interface DespatchAdvice extends DespatchDraft {
  readonly number: number;
}
