import { Type } from '@mikro-orm/core';
import { Sealed } from '../../platform/crypto/envelope.ts';

/** Maps an opaque `Sealed` value to bytea. The value is the ciphertext, so an unchanged row is never rewritten. */
export class SealedType extends Type<Sealed | null, Buffer | null> {
  override convertToDatabaseValue(value: unknown): Buffer | null {
    if (value === null || value === undefined) return null;
    if (Buffer.isBuffer(value)) return value;
    if (value instanceof Sealed) return value.bytes;
    throw new TypeError('A sealed column takes a Sealed value: seal it first');
  }

  override convertToJSValue(value: unknown): Sealed | null {
    if (value === null || value === undefined) return null;
    return value instanceof Sealed ? value : new Sealed(value as Buffer);
  }

  override getColumnType(): string {
    return 'bytea';
  }

  override compareAsType(): string {
    return 'Buffer';
  }

  override ensureComparable(): boolean {
    return false;
  }
}
