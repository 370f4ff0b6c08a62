type Fields = Record<string, unknown>;

/** Only the fields that differ, before and after; both are what the contract shows, so personal data is masked. */
export function changesOf(before: Fields, after: Fields): { before: Fields; after: Fields } {
  const differs = Object.keys(after).filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]));
  const pick = (from: Fields) => Object.fromEntries(differs.map((key) => [key, from[key] ?? null]));
  return { before: pick(before), after: pick(after) };
}
