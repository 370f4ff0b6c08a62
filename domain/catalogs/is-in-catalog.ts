/** A SUNAT catalogue: code to its Spanish text. */
export type Catalog = Readonly<Record<string, string>>;

/** True when the code stands in the catalogue (own keys only: codes come from callers). */
export function isInCatalog(catalog: Catalog, code: string): boolean {
  return Object.hasOwn(catalog, code);
}
