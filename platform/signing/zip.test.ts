import { expect, test } from '@jest/globals';
import { unzipSync } from 'fflate';
import { zipXml } from './zip.ts';

const xml = Buffer.from('<Invoice>ñ</Invoice>');

test('the ZIP holds exactly one XML of the same base name, at the root', () => {
  const files = unzipSync(zipXml('20601234565-01-F001-1', xml));
  expect(Object.keys(files)).toEqual(['20601234565-01-F001-1.xml']);
  expect(Buffer.from(files['20601234565-01-F001-1.xml'] ?? [])).toEqual(xml);
});

test('the same XML gives the same ZIP at any time', () => {
  const first = zipXml('20601234565-01-F001-1', xml);
  expect(first.subarray(10, 14)).toEqual(Buffer.from([0, 0, 0x21, 0]));
  expect(zipXml('20601234565-01-F001-1', xml)).toEqual(first);
});
