/**
 * Decodes base64url strictly: undefined for anything that `toString('base64url')` would not have written.
 * Node's own decoder skips unknown characters and ignores spare bits, which would let one token have many spellings.
 */
export function fromBase64url(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64url');
  return bytes.toString('base64url') === text ? bytes : undefined;
}
