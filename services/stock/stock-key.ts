/** What is wanted of one product in the warehouse at hand; quantities are positive decimal strings. */
export interface StockWant {
  readonly productId: string;
  readonly quantity: string;
}

/** Rows are always touched in this order, so that two transactions never wait for each other in a circle. */
export const inLockOrder = <T extends StockWant>(wants: readonly T[]): readonly T[] =>
  [...wants].sort((a, b) => (a.productId < b.productId ? -1 : a.productId > b.productId ? 1 : 0));
