import { IDENTITY_TYPES } from '../../generated/catalogues.ts';
import { all, first, textAt, type XmlNode } from '../../xml.ts';
import { type Advice, must, plain, should } from './advice.ts';
import { detailOf } from './vehicles.ts';

const licence = (driver: XmlNode): string => textAt(driver, 'IdentityDocumentReference/ID') ?? '';

/** One main driver and up to two others, where the guide tells of vehicle and driver at all. */
export function checkDrivers(advice: Advice): void {
  const drivers = all(advice.shipment, 'ShipmentStage/DriverPerson');
  const main = drivers.filter((one) => textAt(one, 'JobTitle') === 'Principal');
  const others = drivers.filter((one) => textAt(one, 'JobTitle') === 'Secundario');
  const wanted = detailOf(advice) === 'all';
  if (wanted) {
    must(main.length > 0, '3357');
    must(main.length === 1, '3358');
    should(advice, others.length <= 2, '4376');
  }
  const licensed = others.filter((one) => licence(one) !== '');
  if (licensed.length > 0)
    should(
      advice,
      main.some((one) => licence(one) !== ''),
      '4411',
    );
  const licences = licensed.map(licence);
  must(new Set(licences).size === licences.length, '3362');
  for (const driver of [...main, ...others]) {
    if (wanted) checkDriver(advice, driver);
    else mustBeEmpty(driver);
  }
}

function mustBeEmpty(driver: XmlNode): void {
  const told = [textAt(driver, 'ID'), textAt(driver, 'FirstName'), textAt(driver, 'FamilyName'), licence(driver)];
  const code = textAt(driver, 'JobTitle') === 'Principal' ? '3455' : '3456';
  must(
    told.every((text) => text === undefined || text === ''),
    code,
  );
}

function checkDriver(advice: Advice, driver: XmlNode): void {
  const id = first(driver, 'ID');
  const type = id?.attrs.schemeID ?? '';
  const number = id?.text ?? '';
  must(number !== '', '2568');
  must(type !== '', '2570');
  must(IDENTITY_TYPES.has(type) && type !== '6', '2571', type);
  must(type === '1' ? /^\d{8}$/.test(number) : /^\S{1,15}$/.test(number), '2569', number);
  const names = [textAt(driver, 'FirstName') ?? '', textAt(driver, 'FamilyName') ?? ''];
  must(names[0] !== '', '3360');
  must(names[1] !== '', '3361');
  plain(advice, names[0], advice.name.type === '09' ? 3 : 1, 250, '4409');
  plain(advice, names[1], 1, 250, '4409');
  must(licence(driver) !== '', '2572');
  must(/^(?!0+$)[0-9A-Z]{9,10}$/.test(licence(driver)), '2573', licence(driver));
}
