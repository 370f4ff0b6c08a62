import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isValidDni } from './dni.ts';
import { validateIdentityDocument } from './identity-document.ts';
import { maskAddress, maskDocumentNumber, maskEmail, maskPhone } from './mask.ts';
import { isPersonRuc, isValidRuc, rucCheckDigit } from './ruc.ts';

describe('RUC', () => {
  test.each(['20131312955', '20100070970', '20601234565'])('%s is valid', (ruc) => {
    expect(isValidRuc(ruc)).toBe(true);
  });

  test.each(['20100070971', '2010007097', '201000709700', '30100070970', '2010007097a', ''])('%s is not', (ruc) => {
    expect(isValidRuc(ruc)).toBe(false);
  });

  test('of ten last digits exactly one is right, and it is the computed one', () => {
    const ten = fc.tuple(fc.constantFrom('10', '15', '16', '17', '20'), fc.integer({ min: 0, max: 99_999_999 }));
    fc.assert(
      fc.property(ten, ([prefix, rest]) => {
        const first = prefix + String(rest).padStart(8, '0');
        const digit = rucCheckDigit(first);
        const valid = Array.from({ length: 10 }, (_, last) => isValidRuc(`${first}${last}`));
        expect(valid.indexOf(true)).toBe(digit);
        expect(valid.filter(Boolean)).toHaveLength(1);
      }),
    );
  });

  test('prefixes 10, 15, 16 and 17 are persons, 20 is a company', () => {
    expect(['10456789129', '15456789120', '16456789123', '17456789126'].map(isPersonRuc)).toEqual(Array(4).fill(true));
    expect(isPersonRuc('20131312955')).toBe(false);
  });
});

test('a DNI has eight digits', () => {
  expect(['45678912', '00000001'].every(isValidDni)).toBe(true);
  expect(['4567891', '456789123', '4567891a', ' 45678912'].some(isValidDni)).toBe(false);
});

describe('identity documents name the field at fault and SUNAT’s code', () => {
  test.each([
    ['6', '20100070971', '/customer/document_number', '2017'],
    ['1', '1234567', '/customer/document_number', '2801'],
    ['7', 'AB 123', '/customer/document_number', '2802'],
    ['4', '1234567890123456', '/customer/document_number', '2802'],
    ['1', '', '/customer/document_number', '2014'],
    ['9', '45678912', '/customer/document_type', '2016'],
    ['constructor', '45678912', '/customer/document_type', '2016'],
  ])('type %s number "%s"', (type, number, pointer, sunatCode) => {
    expect(validateIdentityDocument(type, number, '/customer')).toEqual([
      expect.objectContaining({ pointer, sunatCode }),
    ]);
  });

  test.each([
    ['6', '20100070970'],
    ['1', '45678912'],
    ['4', '001234567'],
    ['7', 'PA-123456'],
    ['0', '00000000'],
  ])('type %s number %s is good', (type, number) => {
    expect(validateIdentityDocument(type, number, '/customer')).toEqual([]);
  });
});

describe('masks hide persons and leave companies readable', () => {
  test.each([
    ['1', '45678912', '****12'],
    ['6', '10456789129', '****29'],
    ['6', '20100070970', '20100070970'],
    ['7', 'AB12', '****'],
    ['0', '00000000', '00000000'],
    ['0', '-', '-'],
  ])('document %s %s shows %s', (type, number, shown) => {
    expect(maskDocumentNumber(type, number)).toBe(shown);
  });

  test('e-mail, phone and address keep what tells two buyers apart', () => {
    expect(maskEmail('rosa.quispe@correo.pe')).toBe('r****@correo.pe');
    expect(maskEmail('sin arroba')).toBe('****');
    expect(maskPhone('+51 987 654 321')).toBe('****321');
    expect(maskPhone('123')).toBe('****');
    expect(maskAddress('Av. Los Próceres 123')).toBe('Av. ****');
    expect(maskAddress('123')).toBe('****');
  });
});
