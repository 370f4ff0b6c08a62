/**
 * What R.S. 000048-2026 (postponed by R.S. 000143-2026) changes for documents issued from this Lima date on.
 * SUNAT judges by issue date, so every rule below is gated by it.
 */
const FROM = '2027-01-01';

/** The product code of each line becomes mandatory (3496). */
export const PRODUCT_CODE_REQUIRED_FROM = FROM;

/** Catalogue 10 gets code 13, penalties, with unaffected lines only (3507). */
export const PENALTY_NOTES_FROM = FROM;

/** A credit note may not exceed the amended boleta either: an observation (4028) becomes an error (3286). */
export const BOLETA_BOUND_FROM = FROM;

/** Written where an amended line has no product code: SUNAT takes eight nines beside its catalogue 25. */
export const NO_PRODUCT_CODE = '99999999';

/** A daily summary tells the IGV rate, what was given away by kind and its IGV, and the buyer's name. */
export const SUMMARY_DETAIL_FROM = FROM;
