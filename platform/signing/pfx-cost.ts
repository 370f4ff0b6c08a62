import forge from 'node-forge';

const { Type } = forge.asn1;
const SEQUENCE_BYTE = 0x30;

/** DER inside an octet string (a PFX nests its parts so); null where it is plain data. */
function nested(value: string): forge.asn1.Asn1 | null {
  if (value.charCodeAt(0) !== SEQUENCE_BYTE) return null;
  try {
    return forge.asn1.fromDer(value);
  } catch {
    return null;
  }
}

/** A large count saturates: only its size matters. */
function counted(value: string): number {
  return value.length > 4 ? Number.MAX_SAFE_INTEGER : Number.parseInt(forge.util.bytesToHex(value) || '0', 16);
}

/**
 * Key-derivation rounds that a PFX asks for, all together. Every such count (PBKDF2, the old PBE, the MAC) stands
 * right after its salt, an octet string. Known before any of them is done, so that a file made to keep the process
 * busy for hours is refused at once.
 */
export function derivationRounds(asn1: forge.asn1.Asn1): number {
  if (typeof asn1.value === 'string') {
    const inner = asn1.type === Type.OCTETSTRING ? nested(asn1.value) : null;
    return inner ? derivationRounds(inner) : 0;
  }
  let rounds = 0;
  let previous: forge.asn1.Asn1 | undefined;
  for (const part of asn1.value) {
    const salted = previous?.type === Type.OCTETSTRING && typeof part.value === 'string';
    if (salted && part.type === Type.INTEGER && typeof part.value === 'string') rounds += counted(part.value);
    rounds += derivationRounds(part);
    previous = part;
  }
  return rounds;
}

/** The same of a file; 0 where it is no DER, which costs nothing to find out. */
export function roundsOf(pfx: Buffer): number {
  try {
    return derivationRounds(forge.asn1.fromDer(pfx.toString('binary')));
  } catch {
    return 0;
  }
}
