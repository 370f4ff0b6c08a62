/** A filter of a list: left out when the caller did not give it. The column is the verb's own literal. */
export const equals = (column: string, value: unknown): readonly [string, unknown] | undefined =>
  value === undefined ? undefined : [`${column} = ?`, value];
