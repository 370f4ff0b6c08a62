import type { Tx } from '../../db/tx.ts';
import type { Customer } from '../../domain/fiscal/invoice.ts';
import { maskAddress, maskDocumentNumber, maskEmail, maskPhone } from '../../domain/identity/mask.ts';
import { type CompanyCipher, Sealed } from '../../platform/crypto/envelope.ts';
import type { BuyerInput } from './sale-input.ts';

/** The buyer of one sale, kept sealed in it: what was told at the time stands, whatever the customer becomes later. */
export type Buyer = BuyerInput;

const aad = (saleId: string): string => `sale.buyer/${saleId}`;

export const sealBuyer = (cipher: CompanyCipher, saleId: string, buyer: Buyer): Sealed =>
  cipher.seal(JSON.stringify(buyer), aad(saleId));

/** Undefined for CLIENTES VARIOS. */
export function openBuyer(cipher: CompanyCipher, saleId: string, sealed: Buffer | Sealed | null): Buyer | undefined {
  if (sealed === null) return undefined;
  const value = sealed instanceof Sealed ? sealed : new Sealed(sealed);
  const buyer: Buyer = JSON.parse(cipher.open(value, aad(saleId)));
  return buyer;
}

/** The buyer as the document names him. */
export function customerOf(buyer: Buyer): Customer {
  return {
    documentType: buyer.document_type,
    documentNumber: buyer.document_number,
    name: buyer.name,
    address: buyer.address,
  };
}

/** The buyer as the contract shows him: personal data masked unless it may be seen. */
export function showBuyer(buyer: Buyer | undefined, reveal: boolean) {
  if (buyer === undefined) return null;
  const { document_type, document_number, name, email, phone, address } = buyer;
  const shown = (value: string | undefined, mask: (text: string) => string): string | null =>
    value === undefined ? null : reveal ? value : mask(value);
  return {
    document_type,
    document_number: reveal ? document_number : maskDocumentNumber(document_type, document_number),
    name,
    email: shown(email, maskEmail),
    phone: shown(phone, maskPhone),
    address: shown(address, maskAddress),
  };
}

interface CustomerRow {
  readonly document_type: string;
  readonly document_number: Buffer;
  readonly name: string;
  readonly email: Buffer | null;
  readonly phone: Buffer | null;
  readonly address: Buffer | null;
  readonly active: boolean;
}

/** A customer of the catalogue as buyer; undefined when the company has none such (or no longer sells to him). */
export async function buyerOfCustomer(tx: Tx, cipher: CompanyCipher, customerId: string): Promise<Buyer | undefined> {
  const [row] = await tx.sql<CustomerRow>(
    `select document_type, document_number, name, email, phone, address, active
       from customer where company_id = $1 and id = $2`,
    [tx.companyId, customerId],
  );
  if (!row?.active) return undefined;
  const open = (column: string, value: Buffer): string =>
    cipher.open(new Sealed(value), `customer.${column}/${customerId}`);
  return {
    document_type: row.document_type,
    document_number: open('document_number', row.document_number),
    name: row.name,
    ...(row.email && { email: open('email', row.email) }),
    ...(row.phone && { phone: open('phone', row.phone) }),
    ...(row.address && { address: open('address', row.address) }),
  };
}
