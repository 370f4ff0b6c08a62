import { catalog61 } from '../../catalogs/generated/cat-61.ts';
import type { InvoiceXml } from '../types.ts';
import { documentFrame, frameXml } from '../ubl-frame.ts';
import { signatory } from '../ubl-parties.ts';
import { xmlAttribute, xmlText } from '../xml-text.ts';
import { registeredParty, tag, wrap } from './elements.ts';
import { shipment } from './shipment-xml.ts';
import type { DespatchAdvice, DespatchLine, Party, RelatedDocument } from './types.ts';

const FRAME = documentFrame('DespatchAdvice');

/**
 * Writes a guía of the sender (09) or the carrier (31) as UBL 2.1, customization 2.0 (others are refused: 2112), in the
 * order of the XSD and in canonical form, as `buildInvoiceXml` does. Takes what `validateDespatch` has let through.
 */
export function buildDespatchXml(advice: DespatchAdvice): InvoiceXml {
  const { ruc, name } = advice.supplier;
  const issuer = { documentType: '6', documentNumber: ruc, name };
  const lines = advice.lines.length > 0 ? advice.lines.map(line).join('') : NO_LINE;
  const body =
    '<cbc:UBLVersionID>2.1</cbc:UBLVersionID><cbc:CustomizationID>2.0</cbc:CustomizationID>' +
    tag('cbc:ID', `${advice.series}-${advice.number}`) +
    `<cbc:IssueDate>${advice.issueDate}</cbc:IssueDate><cbc:IssueTime>${advice.issueTime}</cbc:IssueTime>` +
    `<cbc:DespatchAdviceTypeCode>${advice.type}</cbc:DespatchAdviceTypeCode>` +
    tag('cbc:Note', advice.note) +
    advice.documents.map(related).join('') +
    signatory({ ruc, name }) +
    party('cac:DespatchSupplierParty', issuer) +
    party('cac:DeliveryCustomerParty', advice.recipient) +
    party('cac:BuyerCustomerParty', advice.buyer) +
    party('cac:SellerSupplierParty', advice.seller) +
    party('cac:OriginatorCustomerParty', advice.freightPayer) +
    shipment(advice) +
    lines;
  return frameXml(FRAME, body);
}

const party = (name: string, one: Party | undefined): string =>
  one ? wrap(name, wrap('cac:Party', registeredParty(one))) : '';

/** A document that has to do with the transport; its type also in words (4371). */
function related({ type, number, issuerRuc }: RelatedDocument): string {
  const issuer =
    issuerRuc === undefined
      ? ''
      : wrap('cac:IssuerParty', wrap('cac:PartyIdentification', `<cbc:ID schemeID="6">${xmlText(issuerRuc)}</cbc:ID>`));
  return wrap(
    'cac:AdditionalDocumentReference',
    tag('cbc:ID', number) + tag('cbc:DocumentTypeCode', type) + tag('cbc:DocumentType', catalog61[type]) + issuer,
  );
}

/** The schema asks for a line, with a reference to an order's line, also where the goods stand in another document. */
const ORDER_LINE = '<cac:OrderLineReference><cbc:LineID>1</cbc:LineID></cac:OrderLineReference>';
const NO_LINE = `<cac:DespatchLine><cbc:ID>1</cbc:ID>${ORDER_LINE}<cac:Item></cac:Item></cac:DespatchLine>`;

/** Catalogue 55: what imports and exports say about each line. */
const PROPERTIES = [
  ['tariff', '7020', 'Partida arancelaria'],
  ['declaration', '7021', 'Numeración de la DAM o DS'],
  ['declarationItem', '7023', 'Número de serie en la DAM o DS'],
] as const;

function line(one: DespatchLine): string {
  const properties = PROPERTIES.map(([field, code, name]) =>
    one[field] === undefined
      ? ''
      : wrap(
          'cac:AdditionalItemProperty',
          tag('cbc:Name', name) + tag('cbc:NameCode', code) + tag('cbc:Value', one[field]),
        ),
  );
  const code =
    one.sunatCode === undefined
      ? ''
      : wrap('cac:CommodityClassification', tag('cbc:ItemClassificationCode', one.sunatCode));
  return wrap(
    'cac:DespatchLine',
    `<cbc:ID>${one.number}</cbc:ID>` +
      `<cbc:DeliveredQuantity unitCode="${xmlAttribute(one.unitCode)}">${one.quantity}</cbc:DeliveredQuantity>` +
      `<cac:OrderLineReference><cbc:LineID>${one.number}</cbc:LineID></cac:OrderLineReference>` +
      wrap(
        'cac:Item',
        tag('cbc:Description', one.description) +
          (one.sku === undefined ? '' : wrap('cac:SellersItemIdentification', tag('cbc:ID', one.sku))) +
          code +
          properties.join(''),
      ),
  );
}
