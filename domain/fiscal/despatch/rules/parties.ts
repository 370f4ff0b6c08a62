import { when } from '../../rules/rule.ts';
import { has, moves } from '../facts.ts';
import { type DespatchRule, isIssuer, observes, partyRules, refuses, SHIPMENT } from './despatch-rule.ts';

const RECIPIENT = '/DespatchAdvice/cac:DeliveryCustomerParty/cac:Party';
const SELLER = '/DespatchAdvice/cac:SellerSupplierParty/cac:Party';
const BUYER = '/DespatchAdvice/cac:BuyerCustomerParty/cac:Party';
const SENDER = `${SHIPMENT}/cac:Delivery/cac:Despatch/cac:DespatchParty`;
const OPERATOR = `${SHIPMENT}/cac:Consignment/cac:LogisticsOperatorParty`;
const PAYER = '/DespatchAdvice/cac:OriginatorCustomerParty/cac:Party';

/** Who gets the goods: the company itself, or somebody else, by motive. */
const RECIPIENT_RULES: readonly DespatchRule[] = [
  ...partyRules({
    ...{ role: 'del destinatario', pointer: '/recipient', field: RECIPIENT, of: ({ recipient }) => recipient },
    ...{ type: '2760', number: '2758', name: '2761' },
  }),
  refuses('3417', 'recipient_needs_ruc', `${RECIPIENT}/cac:PartyIdentification/cbc:ID/@schemeID`, (draft) =>
    when(
      moves(draft, '05', '06', '17') && draft.recipient.documentType !== '6',
      '/recipient/document_type',
      'Para este motivo el destinatario debe tener RUC.',
    ),
  ),
  refuses('2554', 'recipient_must_be_issuer', `${RECIPIENT}/cac:PartyIdentification/cbc:ID`, (draft) =>
    when(
      moves(draft, '02', '04', '07') && !isIssuer(draft, draft.recipient),
      '/recipient/document_number',
      'Para este motivo el destinatario es la propia empresa.',
    ),
  ),
  refuses('2555', 'recipient_is_issuer', `${RECIPIENT}/cac:PartyIdentification/cbc:ID`, (draft) =>
    when(
      moves(draft, '01', '03', '05', '06', '09', '14', '17') && isIssuer(draft, draft.recipient),
      '/recipient/document_number',
      'Para este motivo el destinatario no puede ser la propia empresa.',
    ),
  ),
];

/** The identities that a seller may show, by motive. */
const SELLER_TYPES: Readonly<Record<string, readonly string[]>> = { '02': ['1', '4', '6', '7'], '07': ['6'] };

/** The third parties of a sender's guía. */
const THIRD_PARTIES: readonly DespatchRule[] = [
  ...partyRules({
    ...{ role: 'del proveedor', pointer: '/seller', field: SELLER, of: ({ seller }) => seller },
    ...{ type: '3447', number: '2724', name: '3449' },
  }),
  refuses('3447', 'seller_document_type_not_allowed', `${SELLER}/cac:PartyIdentification/cbc:ID/@schemeID`, (draft) => {
    const allowed = draft.type === '09' ? SELLER_TYPES[draft.motive ?? ''] : undefined;
    return when(
      draft.seller !== undefined && allowed !== undefined && !allowed.includes(draft.seller.documentType),
      '/seller/document_type',
      'Ese tipo de documento del proveedor no corresponde al motivo.',
    );
  }),
  refuses('3448', 'seller_is_issuer', `${SELLER}/cac:PartyIdentification/cbc:ID`, (draft) =>
    when(
      moves(draft, '02', '07') && isIssuer(draft, draft.seller),
      '/seller/document_number',
      'El proveedor no puede ser la propia empresa.',
    ),
  ),
  observes('4375', 'seller_missing', SELLER, (draft) =>
    when(moves(draft, '02', '07') && !draft.seller, '/seller', 'Falta el proveedor.'),
  ),
  observes('4054', 'seller_not_expected', SELLER, (draft) =>
    when(
      draft.seller !== undefined && !moves(draft, '02', '07', '13'),
      '/seller',
      'Para este motivo no se consigna un proveedor.',
    ),
  ),
  ...partyRules({
    ...{ role: 'del comprador', pointer: '/buyer', field: BUYER, of: ({ buyer }) => buyer },
    ...{ type: '3332', number: '3337', name: '3339' },
  }),
  refuses('3334', 'buyer_is_issuer', `${BUYER}/cac:PartyIdentification/cbc:ID`, (draft) =>
    when(
      moves(draft, '03') && isIssuer(draft, draft.buyer),
      '/buyer/document_number',
      'El comprador no puede ser la propia empresa.',
    ),
  ),
  refuses('3335', 'buyer_is_recipient', `${BUYER}/cac:PartyIdentification/cbc:ID`, (draft) => {
    const { buyer, recipient } = draft;
    const same = buyer?.documentType === recipient.documentType && buyer.documentNumber === recipient.documentNumber;
    return when(
      moves(draft, '03') && same,
      '/buyer/document_number',
      'En una venta con entrega a terceros el comprador no es el destinatario.',
    );
  }),
  observes('4378', 'buyer_missing', BUYER, (draft) =>
    when(moves(draft, '03') && !draft.buyer, '/buyer', 'Falta el comprador.'),
  ),
  observes('4377', 'buyer_not_expected', BUYER, (draft) =>
    when(
      draft.buyer !== undefined && !moves(draft, '03', '13'),
      '/buyer',
      'Para este motivo no se consigna un comprador.',
    ),
  ),
];

/** The parties of a carrier's guía. */
const CARRIERS_PARTIES: readonly DespatchRule[] = [
  refuses('3383', 'sender_missing', SENDER, ({ type, sender }) =>
    when(type === '31' && !sender, '/sender', 'Falta el remitente de los bienes.'),
  ),
  ...partyRules({
    ...{ role: 'del remitente', pointer: '/sender', field: SENDER, of: ({ sender }) => sender },
    ...{ type: '2542', number: '3384', name: '3387' },
  }),
  refuses('2560', 'sender_is_carrier', `${SENDER}/cac:PartyIdentification/cbc:ID`, (draft) =>
    when(
      draft.type === '31' && isIssuer(draft, draft.sender),
      '/sender/document_number',
      'El remitente no puede ser el propio transportista.',
    ),
  ),
  refuses('3390', 'subcontractor_is_carrier', `${OPERATOR}/cac:PartyIdentification/cbc:ID`, (draft) =>
    when(
      isIssuer(draft, draft.subcontractor),
      '/subcontractor/document_number',
      'Quien subcontrata no puede ser el propio transportista.',
    ),
  ),
  refuses('3391', 'subcontractor_needs_ruc', `${OPERATOR}/cac:PartyIdentification/cbc:ID/@schemeID`, (draft) =>
    when(
      draft.subcontractor !== undefined && draft.subcontractor.documentType !== '6',
      '/subcontractor/document_type',
      'Quien subcontrata debe tener RUC.',
    ),
  ),
  observes('4424', 'subcontractor_missing', OPERATOR, (draft) =>
    when(
      has(draft, 'subcontracted') && !draft.subcontractor,
      '/subcontractor',
      'Falta quien subcontrata el transporte.',
    ),
  ),
  ...partyRules({
    ...{
      role: 'de quien paga el flete',
      pointer: '/freight_payer',
      field: PAYER,
      of: ({ freightPayer }) => freightPayer,
    },
    ...{ type: '3399', number: '3400', name: '4370' },
  }),
  observes('4402', 'freight_payer_missing', PAYER, (draft) =>
    when(
      has(draft, 'freight_by_third_party') && !draft.freightPayer,
      '/freight_payer',
      'Falta el tercero que paga el flete.',
    ),
  ),
];

export const PARTY_RULES: readonly DespatchRule[] = [...RECIPIENT_RULES, ...THIRD_PARTIES, ...CARRIERS_PARTIES];
