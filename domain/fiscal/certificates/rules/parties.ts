import { catalog06 } from '../../../catalogs/generated/cat-06.ts';
import { isInCatalog } from '../../../catalogs/is-in-catalog.ts';
import { isValidRuc } from '../../../identity/ruc.ts';
import { when } from '../../rules/rule.ts';
import { CERTIFICATE_SERIES, REGIMES } from '../facts.ts';
import type { CertificateDraft } from '../types.ts';
import { type CertificateRule, certificateRules } from './certificate-rule.ts';

const ID = 'cac:ReceiverParty/cac:PartyIdentification/cbc:ID';

const whom = ({ type }: CertificateDraft): string => (type === '20' ? 'del proveedor' : 'del cliente');

/** A supplier is told by RUC; a customer by any document: 8 digits of a DNI, a RUC, else up to 15 characters. */
function isNumberOf(kind: string, type: string, number: string): boolean {
  if (kind === '20') return /^\d{11}$/.test(number);
  return type === '1' ? /^\d{8}$/.test(number) : /^\S{1,15}$/u.test(number);
}

/** Series, agent, receiver and regime. */
export const PARTY_RULES: readonly CertificateRule[] = [
  ...certificateRules({
    ...{ name: 'series', issue: 'invalid_series', field: 'cbc:ID', retention: ['1001', 8], perception: ['1001', 8] },
    find: ({ type, series }) =>
      when(
        !CERTIFICATE_SERIES[type].test(series),
        '/series',
        `La serie debe empezar con ${type === '20' ? 'R' : 'P'} y tener 4 letras o dígitos.`,
      ),
  }),
  ...certificateRules({
    ...{ name: 'agent-name', issue: 'company_name_invalid' },
    field: 'cac:AgentParty/cac:PartyLegalEntity/cbc:RegistrationName',
    ...{ retention: ['1037', 19], perception: ['1037', 20] },
    find: ({ agent }) => when(agent.name === '', '', 'Falta la razón social de la empresa.'),
  }),
  ...certificateRules({
    ...{ name: 'receiver-number', issue: 'required', field: ID, retention: ['2723', 28], perception: ['2679', 29] },
    find: (draft) =>
      when(
        draft.receiver.documentNumber === '',
        '/receiver/document_number',
        `Falta el número de documento ${whom(draft)}.`,
      ),
  }),
  ...certificateRules({
    ...{ name: 'receiver-form', issue: 'invalid_document_number', field: ID },
    ...{ retention: ['2724', 29], perception: ['2680', 30] },
    find: (draft) => {
      const { documentType, documentNumber } = draft.receiver;
      const wrong = documentNumber !== '' && !isNumberOf(draft.type, documentType, documentNumber);
      return when(wrong, '/receiver/document_number', `El número de documento ${whom(draft)} no es válido.`);
    },
  }),
  ...certificateRules({
    ...{ name: 'receiver-itself', issue: 'receiver_is_issuer', field: ID },
    ...{ retention: ['2620', 30], perception: ['2604', 31] },
    find: ({ agent, receiver }) =>
      when(
        receiver.documentNumber === agent.ruc,
        '/receiver/document_number',
        'La empresa no puede emitirse el comprobante a sí misma.',
      ),
  }),
  ...certificateRules({
    ...{ name: 'receiver-ruc', issue: 'invalid_ruc', field: ID, retention: ['2621', 31], perception: ['2605', 32] },
    find: (draft) => {
      const { documentType, documentNumber } = draft.receiver;
      const wrong = documentType === '6' && /^\S+$/u.test(documentNumber) && !isValidRuc(documentNumber);
      return when(wrong, '/receiver/document_number', `El RUC ${whom(draft)} no existe.`);
    },
  }),
  ...certificateRules({
    ...{ name: 'receiver-type', issue: 'unknown_document_type', field: `${ID}/@schemeID` },
    ...{ retention: ['2511', 34], perception: ['2511', 37] },
    find: ({ type, receiver }) => {
      const fits = type === '20' ? receiver.documentType === '6' : isInCatalog(catalog06, receiver.documentType);
      const detail =
        type === '20'
          ? 'El proveedor se identifica con su RUC (tipo 6).'
          : 'El tipo de documento del cliente no existe en el catálogo 06 de SUNAT.';
      return when(!fits, '/receiver/document_type', detail);
    },
  }),
  ...certificateRules({
    ...{ name: 'receiver-name', issue: 'name_missing' },
    field: 'cac:ReceiverParty/cac:PartyLegalEntity/cbc:RegistrationName',
    ...{ retention: ['2134', 36], perception: ['2134', 39] },
    find: (draft) => when(draft.receiver.name === '', '/receiver/name', `Falta el nombre ${whom(draft)}.`),
  }),
  ...certificateRules({
    ...{ name: 'regime', issue: 'unknown_regime', field: 'sac:SUNATSystemCode' },
    ...{ retention: ['2618', 45], perception: ['2602', 48] },
    find: ({ type, regime }) =>
      when(
        !isInCatalog({ ...REGIMES[type] }, regime),
        '/regime',
        `El régimen no existe en el catálogo ${type === '20' ? '23' : '22'} de SUNAT.`,
      ),
  }),
  ...certificateRules({
    ...{ name: 'nothing', issue: 'nothing_withheld', field: 'cbc:TotalInvoiceAmount' },
    ...{ retention: ['2669', 48], perception: ['2669', 53] },
    find: ({ withheld }) =>
      when(Number(withheld) === 0, '/documents', 'Ningún pago de los documentos da un importe mayor que cero.'),
  }),
];
