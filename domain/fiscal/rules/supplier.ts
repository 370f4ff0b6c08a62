import { isValidRuc } from '../../identity/ruc.ts';
import { hasIllegalCharacter } from '../text.ts';
import type { Supplier } from '../types.ts';
import { type Rule, when } from './rule.ts';

const PARTY = '/*/cac:AccountingSupplierParty/cac:Party';
const MAX_NAME = 1500;

/**
 * The issuer's own data. They are not in the request, so the whole body is pointed at, or (`establishmentPointer`) what
 * chose the establishment.
 */
export function supplierRules(establishmentPointer: string): readonly Rule<{ readonly supplier: Supplier }, unknown>[] {
  return [
    {
      id: 'supplier.ruc',
      code: '1034',
      level: 'reject',
      issue: 'company_ruc_invalid',
      field: `${PARTY}/cac:PartyIdentification/cbc:ID`,
      source: { Factura: [31], Boleta: [31], NotaCredito: [31], NotaDebito: [30] },
      find: ({ supplier }) => when(!isValidRuc(supplier.ruc), '', 'El RUC de la empresa no es válido.'),
    },
    {
      id: 'supplier.name',
      code: '1037',
      level: 'reject',
      issue: 'company_name_invalid',
      field: `${PARTY}/cac:PartyLegalEntity/cbc:RegistrationName`,
      source: { Factura: [44], Boleta: [42], NotaCredito: [43], NotaDebito: [42] },
      find: ({ supplier: { name } }) =>
        when(
          name === '' || name.length > MAX_NAME || hasIllegalCharacter(name),
          '',
          `La razón social de la empresa debe tener de 1 a ${MAX_NAME} caracteres.`,
        ),
    },
    {
      id: 'supplier.establishment',
      code: '3030',
      level: 'reject',
      issue: 'establishment_code_missing',
      field: `${PARTY}/cac:PartyLegalEntity/cac:RegistrationAddress/cbc:AddressTypeCode`,
      source: { Factura: [75], NotaCredito: [57], NotaDebito: [56] },
      find: ({ supplier }) =>
        when(
          !/^\d{4}$/.test(supplier.address.establishmentCode),
          establishmentPointer,
          'El establecimiento no tiene su código de local anexo (4 dígitos).',
        ),
    },
  ];
}
