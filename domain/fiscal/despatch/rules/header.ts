import { isValidRuc } from '../../../identity/ruc.ts';
import { isDate } from '../../../time/lima.ts';
import { when } from '../../rules/rule.ts';
import { SERIES } from '../facts.ts';
import { type DespatchRule, refuses } from './despatch-rule.ts';

const SUPPLIER = '/DespatchAdvice/cac:DespatchSupplierParty/cac:Party';

/** Number, dates and issuer. */
export const HEADER_RULES: readonly DespatchRule[] = [
  refuses('1001', 'invalid_series', '/DespatchAdvice/cbc:ID', ({ type, series }) =>
    when(
      !SERIES[type].test(series),
      '/series',
      `La serie debe empezar con ${type === '09' ? 'T' : 'V'} y tener 4 letras o dígitos.`,
    ),
  ),
  refuses('3436', 'invalid_date', '/DespatchAdvice/cbc:IssueDate', ({ issueDate }) =>
    when(!isDate(issueDate), '/issue_date', 'La fecha de emisión no es válida.'),
  ),
  refuses('3438', 'invalid_time', '/DespatchAdvice/cbc:IssueTime', ({ issueTime }) =>
    when(!/^\d{2}:\d{2}:\d{2}$/.test(issueTime), '/issue_time', 'La hora de emisión no es válida.'),
  ),
  refuses('1034', 'company_ruc_invalid', `${SUPPLIER}/cac:PartyIdentification/cbc:ID`, ({ supplier }) =>
    when(!isValidRuc(supplier.ruc), '', 'El RUC de la empresa no es válido.'),
  ),
  refuses('1037', 'company_name_invalid', `${SUPPLIER}/cac:PartyLegalEntity/cbc:RegistrationName`, ({ supplier }) =>
    when(supplier.name === '', '', 'Falta la razón social de la empresa.'),
  ),
];
