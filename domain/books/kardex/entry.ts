/** One row of a stock book: the balance with which an item begins the month, or a movement. */
export interface StockEntry {
  /** The item: one product in one warehouse. Rows of an item follow each other in the order of time. */
  readonly itemId: string;
  /** Key of the accounting entry (CUO). */
  readonly key: string;
  readonly opening: boolean;
  /** Four digits of the establishment in the RUC, and three more where it has several warehouses. */
  readonly place: string;
  readonly product: StockProduct;
  /** Legal date in Lima. */
  readonly date: string;
  readonly document: StockDocument | null;
  /** Table 12. */
  readonly operation: string;
  /** Signed; of an opening row the balance. */
  readonly quantity: string;
  readonly unitCost: string;
  /** Average cost of a unit after the row. */
  readonly averageCost: string;
}

export interface StockProduct {
  readonly id: string;
  readonly sku: string;
  readonly name: string;
  /** Catalogue 03. */
  readonly unitCode: string;
  /** UNSPSC of eight digits. */
  readonly sunatCode: string | null;
  readonly barcode: string | null;
}

export interface StockDocument {
  /** Catalogue 01. */
  readonly type: string;
  readonly series: string;
  readonly number: number;
  /** Legal date in Lima. */
  readonly date: string;
}
