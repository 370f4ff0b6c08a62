import { makeDespatchAdvice, withDespatchNumber } from '../../domain/fiscal/despatch/make-despatch-advice.ts';
import type { DespatchAdvice, DespatchDraft, DespatchPlace, Party } from '../../domain/fiscal/despatch/types.ts';

export const ISSUER = { ruc: '20601234565', name: 'TIENDA DE PRUEBA SAC' };
export const ISSUER_PARTY: Party = { documentType: '6', documentNumber: ISSUER.ruc, name: ISSUER.name };
export const OTHER: Party = {
  documentType: '6',
  documentNumber: '20100066603',
  name: 'COMERCIAL «EL ÑANDÚ» & CÍA SAC',
};
export const PERSON: Party = { documentType: '1', documentNumber: '45678912', name: 'ANA QUISPE MAMANI' };
export const CARRIER = { ruc: '20100070970', name: 'TRANSPORTES RÁPIDOS SA', mtcNumber: '15M26000001' };

export const SHOP: DespatchPlace = { ubigeo: '150122', street: 'Av. Larco 345, Miraflores' };
export const HOUSE: DespatchPlace = { ubigeo: '150131', street: 'Calle Las Begonias 441, San Isidro' };
export const own = (place: DespatchPlace, establishmentCode = '0001'): DespatchPlace => ({
  ...{ ...place, ruc: ISSUER.ruc, establishmentCode },
});

export const DRIVER = {
  ...{ documentType: '1', documentNumber: '41234567', firstName: 'LUIS ALBERTO', lastName: 'ROJAS PÉREZ' },
  licence: 'Q41234567',
};
export const TRUCK = { plate: 'ABC-123' };
const LINE = { sku: 'CAFE-250', description: 'Café molido 250 g', unitCode: 'NIU', quantity: '12' };

/** A sale that the shop's own van brings to its buyer; `changes` make it another guía. */
export function sampleDespatch(changes: Partial<DespatchDraft> = {}): DespatchDraft {
  return makeDespatchAdvice({
    ...{ type: '09', series: 'T001', issueDate: '2026-11-25', issueTime: '10:00:00', supplier: ISSUER },
    ...{ recipient: OTHER, motive: '01', mode: '02', startDate: '2026-11-25', weight: '12.5', weightUnit: 'KGM' },
    ...{ packages: 3, indicators: [], vehicles: [TRUCK], drivers: [DRIVER], origin: SHOP, destination: HOUSE },
    ...{ containers: [], documents: [{ type: '01', number: 'F001-123', issuerRuc: ISSUER.ruc }] },
    lines: [
      { ...LINE, number: 1 },
      { number: 2, description: 'Azúcar rubia <a granel>', unitCode: 'KGM', quantity: '2.125', sunatCode: '50161509' },
    ],
    ...changes,
  });
}

const PUBLIC: Partial<DespatchDraft> = { mode: '01', carrier: CARRIER, vehicles: [], drivers: [] };
const DECLARATION = '118-2026-10-123456';

/** A carrier's guía over what its customer sends. */
export const sampleCarrierDespatch = (changes: Partial<DespatchDraft> = {}): DespatchDraft =>
  sampleDespatch({
    ...{ type: '31', series: 'V001', motive: undefined, mode: undefined, sender: OTHER, recipient: PERSON },
    ...{ mtcNumber: '15M26000001', vehicles: [{ plate: 'ABC123', permit: 'TUC1234567' }], documents: [] },
    indicators: ['freight_by_sender'],
    ...changes,
  });

/** One of every motive, mode and kind, each as SUNAT takes it. */
export const SAMPLES: Readonly<Record<string, DespatchDraft>> = {
  'sale, own van': sampleDespatch(),
  'sale, public transport': sampleDespatch(PUBLIC),
  'sale, the carrier’s vehicle told': sampleDespatch({
    ...{ ...PUBLIC, indicators: ['carrier_vehicle'], drivers: [DRIVER] },
    vehicles: [
      { plate: 'XYZ987', permit: 'TUC7654321' },
      { plate: 'T2X900', permit: 'TUC1111111' },
    ],
  }),
  'sale by motorcycle': sampleDespatch({ indicators: ['light_vehicle'], vehicles: [], drivers: [] }),
  'sale by a taxi of somebody': sampleDespatch({ ...PUBLIC, carrier: undefined, indicators: ['light_vehicle'] }),
  'sale to a person, two drivers': sampleDespatch({
    ...{ recipient: PERSON, indicators: ['transshipment', 'returns_empty'], note: 'Tocar\nel timbre' },
    drivers: [DRIVER, { ...DRIVER, documentNumber: '47654321', licence: 'Q47654321' }],
    documents: [{ type: '03', number: 'B001-7', issuerRuc: ISSUER.ruc }],
  }),
  purchase: sampleDespatch({
    ...{ motive: '02', recipient: ISSUER_PARTY, seller: OTHER, destination: own(SHOP) },
    documents: [{ type: '01', number: 'F010-55', issuerRuc: OTHER.documentNumber }],
  }),
  'sale delivered to a third party': sampleDespatch({ motive: '03', buyer: PERSON }),
  'between establishments': sampleDespatch({
    ...{ motive: '04', recipient: ISSUER_PARTY, origin: own(SHOP, '0000'), destination: own(HOUSE), documents: [] },
  }),
  consignment: sampleDespatch({ motive: '05', documents: [] }),
  'return to the supplier': sampleDespatch({
    motive: '06',
    documents: [{ type: '01', number: 'F010-55', issuerRuc: OTHER.documentNumber }],
  }),
  'collecting transformed goods': sampleDespatch({
    motive: '07',
    recipient: ISSUER_PARTY,
    seller: OTHER,
    documents: [],
  }),
  'import, whole declaration': sampleDespatch({
    ...{ motive: '08', recipient: ISSUER_PARTY, indicators: ['whole_declaration'], lines: [] },
    ...{ origin: { ubigeo: '070101', street: 'Terminal portuario del Callao' }, port: { kind: '1', code: 'CLL' } },
    containers: [{ number: 'MSCU1234567', seal: 'PRE1234' }],
    documents: [{ type: '50', number: DECLARATION }],
  }),
  'import, part of a declaration': sampleDespatch({
    ...{ motive: '08', recipient: ISSUER_PARTY, weightNote: 'Se retira la mitad de la carga' },
    ...{ origin: { ubigeo: '070101', street: 'Aeropuerto Jorge Chávez' }, port: { kind: '2', code: 'LIM' } },
    documents: [{ type: '50', number: DECLARATION }],
    lines: [
      { ...LINE, number: 1, unitCode: 'KG', declaration: DECLARATION, declarationItem: '1', tariff: '0901211000' },
    ],
  }),
  other: sampleDespatch({ motive: '13', motiveText: 'Exhibición en feria', documents: [] }),
  'on approval': sampleDespatch({ motive: '14', documents: [] }),
  'to be transformed': sampleDespatch({ motive: '17', documents: [] }),
  itinerant: sampleDespatch({ motive: '18', destination: undefined, documents: [] }),
  'carrier, goods listed': sampleCarrierDespatch(),
  'carrier, over the sender’s guía': sampleCarrierDespatch({
    documents: [{ type: '09', number: 'T001-9', issuerRuc: OTHER.documentNumber }],
    lines: [],
  }),
  'carrier, subcontracted': sampleCarrierDespatch({
    ...{ subcontractor: { ...OTHER, documentNumber: CARRIER.ruc }, freightPayer: PERSON },
    indicators: ['subcontracted', 'freight_by_third_party'],
  }),
};

export const numbered = (draft: DespatchDraft, number = 1): DespatchAdvice => withDespatchNumber(draft, number);
