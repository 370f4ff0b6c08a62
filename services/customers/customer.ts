import { z } from 'zod';
import { maskAddress, maskDocumentNumber, maskEmail, maskPhone } from '../../domain/identity/mask.ts';
import { type CompanyCipher, Sealed } from '../../platform/crypto/envelope.ts';
import { email, line } from '../fields.ts';
import { instant } from '../rows.ts';

export interface CustomerRow {
  readonly id: string;
  readonly document_type: string;
  readonly document_number: Buffer;
  readonly name: string;
  readonly email: Buffer | null;
  readonly phone: Buffer | null;
  readonly address: Buffer | null;
  readonly active: boolean;
  readonly version: number;
  readonly created_at: Date | string;
}

const contact = {
  email: email.nullable(),
  phone: z
    .string()
    .trim()
    .regex(/^\+?[\d ()-]{6,25}$/, 'El teléfono no es válido.')
    .nullable(),
  address: line(200).nullable(),
};

export const CreateCustomer = z.strictObject({
  document_type: z.string().max(2).describe('Catalogue 06.'),
  document_number: z.string().trim().max(20),
  name: line(1500, 3),
  email: contact.email.default(null),
  phone: contact.phone.default(null),
  address: contact.address.default(null),
});

export const UpdateCustomer = z.strictObject({ name: line(1500, 3), ...contact, active: z.boolean() }).partial();

export type SealedColumn = 'document_number' | 'email' | 'phone' | 'address';

export const customerAad = (column: SealedColumn, id: string): string => `customer.${column}/${id}`;

/** Seals a column; null and absent stay as they are. */
export function sealColumn(
  cipher: CompanyCipher,
  id: string,
  column: SealedColumn,
  value: string | null | undefined,
): Buffer | null | undefined {
  return typeof value === 'string' ? cipher.seal(value, customerAad(column, id)).bytes : value;
}

const normal = (number: string): string => number.trim().toUpperCase();

/** By which a number is found: documents of different types may share digits. */
export const documentIndex = (cipher: CompanyCipher, number: string): Buffer => cipher.blindIndex(normal(number));

/** Under which it may stand, also while a rotation of the data key is under way. */
export const documentIndexes = (cipher: CompanyCipher, number: string): readonly Buffer[] =>
  cipher.blindIndexes(normal(number));

/** A customer as the contract shows him: personal data masked unless it is revealed. A company's RUC is public. */
export function showCustomer(row: CustomerRow, cipher: CompanyCipher, reveal: boolean) {
  const open = (column: SealedColumn, value: Buffer): string =>
    cipher.open(new Sealed(value), customerAad(column, row.id));
  const shown = (column: SealedColumn, value: Buffer | null, mask: (text: string) => string): string | null => {
    if (value === null) return null;
    return reveal ? open(column, value) : mask(open(column, value));
  };
  return {
    id: row.id,
    document_type: row.document_type,
    document_number: shown('document_number', row.document_number, (number) =>
      maskDocumentNumber(row.document_type, number),
    ),
    name: row.name,
    email: shown('email', row.email, maskEmail),
    phone: shown('phone', row.phone, maskPhone),
    address: shown('address', row.address, maskAddress),
    active: row.active,
    created_at: instant(row.created_at),
  };
}
export type CustomerView = ReturnType<typeof showCustomer>;
