import { describe, expect, test } from '@jest/globals';
import { parseDespatchBase } from '../../names.ts';
import { Refusal } from '../../returns.ts';
import { exampleGuide, guideName } from '../../testing/example-despatch.ts';
import { parseXml } from '../../xml.ts';
import { checkDespatch } from './check-despatch.ts';

const TODAY = '2026-11-25';

type Change = (xml: string) => string;

/** The code of the first error, or the observations. */
function verdict(type: '09' | '31', change: Change = (xml) => xml): string | string[] {
  const guide = { type, series: type === '09' ? 'T001' : 'V001', number: 1, issueDate: TODAY };
  const name = parseDespatchBase(guideName(guide));
  if (name === undefined) throw new Error(guideName(guide));
  try {
    return checkDespatch(parseXml(change(exampleGuide(guide))), name, TODAY);
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
}

const put =
  (from: string, to: string): Change =>
  (xml) => {
    if (!xml.includes(from)) throw new Error(`not in the example: ${from}`);
    return xml.replace(from, to);
  };
const cut =
  (element: string): Change =>
  (xml) =>
    xml.replace(new RegExp(`<${element}[ >].*?</${element}>`), '');
const both =
  (...changes: Change[]): Change =>
  (xml) =>
    changes.reduce((text, change) => change(text), xml);

const motive = (code: string): Change => put('<cbc:HandlingCode>01<', `<cbc:HandlingCode>${code}<`);
const flag = (name: string): Change =>
  put(
    '<cac:ShipmentStage>',
    `<cbc:SpecialInstructions>SUNAT_Envio_Indicador${name}</cbc:SpecialInstructions><cac:ShipmentStage>`,
  );
const toSelf: Change = put('"6">20100070970', '"6">20100066603');
const reference = (type: string, id: string, issuer = '20100066603'): Change =>
  put(
    '<cac:Signature>',
    `<cac:AdditionalDocumentReference><cbc:ID>${id}</cbc:ID><cbc:DocumentTypeCode>${type}</cbc:DocumentTypeCode><cbc:DocumentType>Documento</cbc:DocumentType>` +
      `<cac:IssuerParty><cac:PartyIdentification><cbc:ID schemeID="6">${issuer}</cbc:ID></cac:PartyIdentification></cac:IssuerParty>` +
      '</cac:AdditionalDocumentReference><cac:Signature>',
  );
const carrier = (ruc: string): string =>
  `<cac:CarrierParty><cac:PartyIdentification><cbc:ID schemeID="6">${ruc}</cbc:ID></cac:PartyIdentification><cac:PartyLegalEntity>` +
  '<cbc:RegistrationName>TRANSPORTES S.A.</cbc:RegistrationName><cbc:CompanyID>15M0001CNG</cbc:CompanyID></cac:PartyLegalEntity></cac:CarrierParty>';
const publicMode = (ruc = '20131312955'): Change =>
  both(put('ModeCode>02<', 'ModeCode>01<'), put('</cac:TransitPeriod>', `</cac:TransitPeriod>${carrier(ruc)}`));
const noVehicle: Change = both(cut('cac:TransportHandlingUnit'), cut('cac:DriverPerson'));
const establishment = (place: string, owner: string): Change =>
  put(
    `<cbc:ID>${place}</cbc:ID>`,
    `<cbc:ID>${place}</cbc:ID><cbc:AddressTypeCode listID="${owner}">0000</cbc:AddressTypeCode>`,
  );

test('the examples are accepted without an observation', () => {
  expect(verdict('09')).toEqual([]);
  expect(verdict('31')).toEqual([]);
});

describe('header and parties of a sender’s guide', () => {
  test.each<[string, Change]>([
    ['2112', put('ID>2.0<', 'ID>1.0<')],
    ['2110', put('ID>2.1<', 'ID>2.0<')],
    ['1035', put('T001-1', 'T002-1')],
    ['1036', put('T001-1', 'T001-01')],
    ['3437', cut('cbc:IssueTime')],
    ['3438', put('10:30:00', '10:30:00-05:00')],
    ['1051', put('TypeCode>09<', 'TypeCode>31<')],
    ['1034', put('"6">20100066603', '"6">20131312955')],
    ['2757', put('<cbc:ID schemeID="6">20100070970</cbc:ID>', '')],
    ['2758', put('20100070970', '2010007097')],
    ['2555', toSelf],
    ['2554', motive('04')],
    ['3417', both(motive('06'), put('"6">20100070970', '"1">45678912'))],
    ['3404', cut('cbc:HandlingCode')],
    ['3405', motive('99')],
    ['3457', motive('13')],
    ['2329', put('IssueDate>2026-11-25', 'IssueDate>2026-11-28')],
  ])('%s', (code, change) => {
    expect(verdict('09', change)).toBe(code);
  });
});

describe('weight, marks and documents', () => {
  test.each<[string, Change]>([
    ['2880', cut('cbc:GrossWeightMeasure')],
    ['2523', put('2.500', '0.000')],
    ['2523', put('"KGM"', '"GRM"')],
    ['3388', flag('Otro')],
    ['3344', both(flag('RetornoVehiculoVacio'), flag('RetornoVehiculoVacio'))],
    ['3392', flag('TrasladoTotalDAMoDS')],
    ['3450', flag('VehiculoConductoresTransp')],
    ['3418', put('<cbc:GrossWeight', '<cbc:Information>X</cbc:Information><cbc:GrossWeight')],
    ['3440', motive('08')],
    ['3441', reference('01', 'B001-1')],
    ['3381', reference('01', 'F001-1', '20131312955')],
    ['3340', both(reference('01', 'F001-1'), reference('01', 'F001-1'))],
    ['2692', reference('31', 'V001-1')],
    ['3445', reference('50', '118-2026-10-000001')],
  ])('%s', (code, change) => {
    expect(verdict('09', change)).toBe(code);
  });

  test('a factura of the sender’s own may go along', () => {
    expect(verdict('09', reference('01', 'F001-1'))).toEqual([]);
  });
});

describe('private transport', () => {
  test.each<[string, Change]>([
    ['2532', cut('cbc:TransportModeCode')],
    ['2773', put('ModeCode>02<', 'ModeCode>03<')],
    ['3343', put('StartDate>2026-11-25', 'StartDate>2026-11-24')],
    ['3347', put('</cac:TransitPeriod>', `</cac:TransitPeriod>${carrier('20131312955')}`)],
    ['2566', cut('cac:TransportHandlingUnit')],
    ['2567', put('ABC123', 'ABC-123')],
    ['3357', cut('cac:DriverPerson')],
    ['3358', (xml) => xml.replace(/(<cac:DriverPerson>.*?<\/cac:DriverPerson>)/, '$1$1')],
    ['2569', put('"1">45678912', '"1">4567')],
    ['2571', put('"1">45678912', '"6">20131312955')],
    ['2572', cut('cac:IdentityDocumentReference')],
    ['2573', put('Q45678912', 'Q-4567891')],
    ['3360', cut('cbc:FirstName')],
  ])('%s', (code, change) => {
    expect(verdict('09', change)).toBe(code);
  });

  test('a small vehicle needs neither plate nor driver, and must not tell the driver: 3455', () => {
    expect(verdict('09', both(flag('TrasladoVehiculoM1L'), noVehicle))).toEqual([]);
    expect(verdict('09', flag('TrasladoVehiculoM1L'))).toBe('3455');
  });
});

describe('public transport', () => {
  test('names its carrier and leaves vehicle and driver to him', () => {
    expect(verdict('09', both(publicMode(), noVehicle))).toEqual([]);
  });

  test.each<[string, Change]>([
    ['2558', both(put('ModeCode>02<', 'ModeCode>01<'), noVehicle)],
    ['2560', both(publicMode('20100066603'), noVehicle)],
    ['3354', publicMode()],
    ['3455', both(publicMode(), cut('cac:TransportHandlingUnit'))],
    ['3357', both(publicMode(), flag('VehiculoConductoresTransp'), cut('cac:DriverPerson'))],
  ])('%s', (code, change) => {
    expect(verdict('09', change)).toBe(code);
  });

  test('a carrier without its register number is observed with 4391', () => {
    expect(verdict('09', both(publicMode(), noVehicle, cut('cbc:CompanyID')))).toEqual(['4391']);
  });
});

describe('places', () => {
  const own = both(motive('04'), toSelf);
  test.each<[string, Change]>([
    ['2775', put('<cbc:ID>150101</cbc:ID>', '')],
    ['3363', put('150101', '999999')],
    ['3368', put('150131', '999999')],
    ['2577', put('<cac:AddressLine><cbc:Line>JR. PUNO 200</cbc:Line></cac:AddressLine>', '')],
    ['3365', own],
    ['3369', both(own, establishment('150101', '20100066603'))],
    ['3414', both(own, establishment('150101', '20131312955'))],
    ['3411', establishment('150131', '20100066603')],
    ['3410', put('<cbc:ID>150101</cbc:ID>', '<cbc:ID>150101</cbc:ID><cbc:AddressTypeCode>0000</cbc:AddressTypeCode>')],
  ])('%s', (code, change) => {
    expect(verdict('09', change)).toBe(code);
  });

  test('between own establishments both codes are there with the own RUC', () => {
    const between = both(own, establishment('150101', '20100066603'), establishment('150131', '20100066603'));
    expect(verdict('09', between)).toEqual([]);
  });
});

describe('goods', () => {
  test.each<[string, Change]>([
    ['2023', put('<cac:DespatchLine><cbc:ID>1<', '<cac:DespatchLine><cbc:ID>A<')],
    ['2752', (xml) => xml.replace(/(<cac:DespatchLine>.*<\/cac:DespatchLine>)/, '$1$1')],
    ['2580', put('"NIU">10<', '"NIU">0<')],
    ['2780', put('"NIU">10<', '"NIU">1.00000000001<')],
    ['2883', put(' unitCode="NIU"', '')],
    ['2781', put('<cbc:Description>CAFE MOLIDO 250 G</cbc:Description>', '')],
  ])('%s', (code, change) => {
    expect(verdict('09', change)).toBe(code);
  });

  test('an unknown unit is observed with 4320', () => {
    expect(verdict('09', put('"NIU"', '"XXX"'))).toEqual(['4320']);
  });
});

describe('a carrier’s guide', () => {
  test.each<[string, Change]>([
    ['1001', (xml) => xml.replaceAll('V001', 'T001')],
    ['3383', put('<cbc:ID schemeID="6">20131312955</cbc:ID>', '')],
    ['2560', put('20131312955', '20100066603')],
    ['2566', cut('cac:TransportHandlingUnit')],
    ['3357', cut('cac:DriverPerson')],
    ['3346', both(reference('01', 'F001-1'), reference('03', 'B001-1'))],
    ['3381', reference('09', 'T001-1')],
    ['3435', put('<cbc:DeliveredQuantity unitCode="NIU">10</cbc:DeliveredQuantity>', '')],
  ])('%s', (code, change) => {
    expect(verdict('31', change)).toBe(code);
  });

  test('the sender’s electronic guide tells the goods: to tell them again is observed with 4434', () => {
    expect(verdict('31', reference('09', 'T001-1', '20131312955'))).toEqual(['4434']);
  });

  test('without who pays the freight is observed with 4388', () => {
    expect(verdict('31', cut('cbc:SpecialInstructions'))).toEqual(['4388']);
  });
});
