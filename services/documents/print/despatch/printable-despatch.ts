import { catalog18 } from '../../../../domain/catalogs/generated/cat-18.ts';
import { catalog20 } from '../../../../domain/catalogs/generated/cat-20.ts';
import { CARRIER_INDICATORS, SENDER_INDICATORS } from '../../../../domain/fiscal/despatch/parts.ts';
import { IDENTITY_LABELS, TITLES, UNIT_LABELS } from '../names.ts';
import type { PrintableDocument, PrintableLine, PrintableSection } from '../types.ts';
import type { UblNode } from '../ubl-node.ts';

type Row = PrintableSection['rows'][number];

/** What SUNAT's indicators say, for people. */
const INDICATOR_TEXTS: Readonly<Record<string, string>> = {
  [SENDER_INDICATORS.transshipment]: 'Transbordo programado',
  [SENDER_INDICATORS.light_vehicle]: 'Vehículo de categoría M1 o L',
  [SENDER_INDICATORS.returns_with_empty_packaging]: 'Retorno de vehículo con envases vacíos',
  [SENDER_INDICATORS.returns_empty]: 'Retorno de vehículo vacío',
  [SENDER_INDICATORS.whole_declaration]: 'Traslado total de la DAM o DS',
  [SENDER_INDICATORS.carrier_vehicle]: 'Con vehículo y conductor del transportista',
  [CARRIER_INDICATORS.subcontracted]: 'Transporte subcontratado',
  [CARRIER_INDICATORS.freight_by_sender]: 'Flete pagado por el remitente',
  [CARRIER_INDICATORS.freight_by_subcontractor]: 'Flete pagado por quien subcontrata',
  [CARRIER_INDICATORS.freight_by_third_party]: 'Flete pagado por un tercero',
  [CARRIER_INDICATORS.whole_transfer]: 'Traslado total de los bienes',
};

/** The parts of a guía that are its own, read from the signed XML alone; absent rows are left out. */
export function despatchSections(root: UblNode): PrintableSection[] {
  const shipment = root.child('Shipment');
  const sections = [
    section('Datos del traslado', travel(shipment)),
    section('Destinatario', party(root.child('DeliveryCustomerParty/Party'))),
    section('Remitente', party(shipment?.child('Delivery/Despatch/DespatchParty'))),
    section('Proveedor', party(root.child('SellerSupplierParty/Party'))),
    section('Comprador', party(root.child('BuyerCustomerParty/Party'))),
    section('Punto de partida', place(shipment?.child('Delivery/Despatch/DespatchAddress'))),
    section('Punto de llegada', place(shipment?.child('Delivery/DeliveryAddress'))),
    section('Transportista', carrier(shipment?.child('ShipmentStage/CarrierParty'))),
    section('Vehículos', vehicles(shipment?.child('TransportHandlingUnit/TransportEquipment'))),
    section('Conductores', shipment?.all('ShipmentStage/DriverPerson').map(driver) ?? []),
    section('Quien subcontrata', party(shipment?.child('Consignment/LogisticsOperatorParty'))),
    section('Quien paga el flete', party(root.child('OriginatorCustomerParty/Party'))),
    section('Contenedores', shipment?.all('TransportHandlingUnit/Package').map(container) ?? []),
    section('Documentos relacionados', root.all('AdditionalDocumentReference').map(related)),
    section('Observaciones', row('', root.text('Note'))),
  ];
  return sections.filter(({ rows }) => rows.length > 0);
}

const section = (title: string, rows: readonly Row[]): PrintableSection => ({ title, rows });

const row = (label: string, text: string | undefined): Row[] => (text === undefined ? [] : [{ label, text }]);

const date = (text: string | undefined): string | undefined => text?.split('-').reverse().join('/');

function travel(shipment: UblNode | undefined): Row[] {
  const weight = shipment?.child('GrossWeightMeasure');
  const unit = weight?.attribute('unitCode') ?? '';
  const [motive, mode] = [shipment?.text('HandlingCode'), shipment?.text('ShipmentStage/TransportModeCode')];
  const special = shipment
    ?.all('SpecialInstructions')
    .map((node) => INDICATOR_TEXTS[node.text('') ?? ''] ?? node.text(''));
  return [
    ...row('Motivo', motive === undefined ? undefined : catalog20[motive]),
    ...row('Descripción', shipment?.text('HandlingInstructions')),
    ...row('Modalidad', mode === undefined ? undefined : catalog18[mode]),
    ...row('Inicio', date(shipment?.text('ShipmentStage/TransitPeriod/StartDate'))),
    ...row('Peso bruto', weight && `${weight.text('') ?? ''} ${UNIT_LABELS[unit] ?? unit}`),
    ...row('Bultos', shipment?.text('TotalTransportHandlingUnitQuantity')),
    ...row('Sustento', shipment?.text('Information')),
    ...row('Puerto', shipment?.text('FirstArrivalPortLocation/Name')),
    ...(special ?? []).flatMap((text) => row('Indicador', text)),
  ];
}

function party(node: UblNode | undefined): Row[] {
  const id = node?.child('PartyIdentification/ID');
  return [
    ...row('Nombre', node?.text('PartyLegalEntity/RegistrationName')),
    ...row(IDENTITY_LABELS[id?.attribute('schemeID') ?? ''] ?? 'DOC.', id?.text('')),
  ];
}

function carrier(node: UblNode | undefined): Row[] {
  return [...party(node), ...row('Registro MTC', node?.text('PartyLegalEntity/CompanyID'))];
}

function place(node: UblNode | undefined): Row[] {
  const code = node?.child('AddressTypeCode');
  return [
    ...row('Dirección', node?.text('AddressLine/Line')),
    ...row('Ubigeo', node?.text('ID')),
    ...row('Local', code && `${code.text('') ?? ''} del RUC ${code.attribute('listID') ?? ''}`),
  ];
}

function vehicles(main: UblNode | undefined): Row[] {
  if (!main) return [];
  return [main, ...main.all('AttachedTransportEquipment')].flatMap((one, index) => {
    const permit = one.text('ApplicableTransportMeans/RegistrationNationalityID');
    const text = `${one.text('ID') ?? ''}${permit === undefined ? '' : `  (TUC ${permit})`}`;
    return row(index === 0 ? 'Principal' : 'Secundario', text);
  });
}

function driver(node: UblNode): Row {
  const id = node.child('ID');
  const label = IDENTITY_LABELS[id?.attribute('schemeID') ?? ''] ?? 'DOC.';
  const name = `${node.text('FirstName') ?? ''} ${node.text('FamilyName') ?? ''}`;
  const licence = node.text('IdentityDocumentReference/ID') ?? '';
  return { label: node.text('JobTitle') ?? '', text: `${name}, ${label} ${id?.text('') ?? ''}, licencia ${licence}` };
}

function container(node: UblNode): Row {
  const seal = node.text('TraceID');
  return { label: node.text('ID') ?? '', text: seal === undefined ? '-' : `precinto ${seal}` };
}

function related(node: UblNode): Row {
  const issuer = node.text('IssuerParty/PartyIdentification/ID');
  const of = issuer === undefined ? '' : `  (RUC ${issuer})`;
  return { label: node.text('DocumentType') ?? '', text: `${node.text('ID') ?? ''}${of}` };
}

function goods(line: UblNode): PrintableLine {
  const quantity = line.child('DeliveredQuantity');
  const unit = quantity?.attribute('unitCode') ?? '';
  return {
    number: line.text('ID') ?? '',
    code: line.text('Item/SellersItemIdentification/ID'),
    description: line.text('Item/Description') ?? 'Según documento relacionado',
    properties: line
      .all('Item/AdditionalItemProperty')
      .map((property) => `${property.text('Name') ?? ''}: ${property.text('Value') ?? ''}`),
    quantity: quantity?.text('') ?? '',
    unit: UNIT_LABELS[unit] ?? unit,
    ...{ unitValue: '0', unitPrice: '0', total: '0', free: false },
  };
}

/** A guía as the printed representation takes it: goods and transport, no money. */
export function printableDespatch(
  root: UblNode,
  extras: Pick<PrintableDocument, 'qr' | 'hash' | 'lookupUrl' | 'mark' | 'test'> & {
    readonly logo?: Uint8Array | undefined;
  },
): PrintableDocument {
  const type = root.text('DespatchAdviceTypeCode') ?? '';
  const issuer = root.child('DespatchSupplierParty/Party');
  const recipient = root.child('DeliveryCustomerParty/Party');
  const id = recipient?.child('PartyIdentification/ID');
  return {
    ...{ type, title: TITLES[type] ?? '', fullNumber: root.text('ID') ?? '' },
    ...{ issueDate: root.text('IssueDate') ?? '', issueTime: root.text('IssueTime') ?? '', currency: '' },
    issuer: {
      ruc: issuer?.text('PartyIdentification/ID') ?? '',
      name: issuer?.text('PartyLegalEntity/RegistrationName') ?? '',
      logo: extras.logo,
    },
    buyer: {
      documentLabel: IDENTITY_LABELS[id?.attribute('schemeID') ?? ''] ?? 'DOC.',
      documentNumber: id?.text('') ?? '-',
      name: recipient?.text('PartyLegalEntity/RegistrationName') ?? '-',
    },
    lines: root.all('DespatchLine').map(goods),
    ...{ sums: [], total: '0', remarks: [], references: [], amended: [], payments: [] },
    despatch: despatchSections(root),
    ...{ qr: extras.qr, hash: extras.hash, lookupUrl: extras.lookupUrl, mark: extras.mark, test: extras.test },
  };
}
