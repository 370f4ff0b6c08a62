import { oneLine } from './text.ts';
import type { Customer, Supplier } from './types.ts';

/** One line within SUNAT's length; a part that is too short or too long is left out (it would be observed). */
function part(text: string | undefined, min: number, max: number): string | undefined {
  const clean = text === undefined ? '' : oneLine(text);
  return clean.length < min || clean.length > max ? undefined : clean;
}

/** The issuer as documents write it. */
export function cleanSupplier(supplier: Supplier): Supplier {
  const { address } = supplier;
  return {
    ruc: supplier.ruc,
    name: oneLine(supplier.name),
    tradeName: part(supplier.tradeName, 1, 1500),
    address: {
      establishmentCode: address.establishmentCode,
      ubigeo: part(address.ubigeo, 6, 6),
      street: part(address.street, 3, 200),
      urbanization: part(address.urbanization, 1, 25),
      province: part(address.province, 1, 30),
      department: part(address.department, 1, 30),
      district: part(address.district, 1, 30),
    },
  };
}

/** The buyer as documents write it. */
export function cleanCustomer(customer: Customer): Customer {
  return {
    documentType: customer.documentType,
    documentNumber: customer.documentNumber.trim(),
    name: oneLine(customer.name),
    address: part(customer.address, 3, 200),
  };
}
