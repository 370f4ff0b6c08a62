import { describe, expect, test } from '@jest/globals';
import { HubError } from '../errors.ts';
import { priceSale } from '../sale/price-sale.ts';
import { amountInWords, ANONYMOUS_CUSTOMER, fileName, fullNumber, makeInvoice, qrText, withNumber } from './invoice.ts';
import { igvPercent, isIgvPercentInForce } from './rates.ts';
import { xmlAttribute, xmlText } from './xml-text.ts';

describe('amounts in words', () => {
  test.each([
    ['0.00', 'PEN', 'SON: CERO CON 00/100 SOLES'],
    ['1.00', 'PEN', 'SON: UN CON 00/100 SOL'],
    ['1.50', 'USD', 'SON: UN CON 50/100 DOLAR AMERICANO'],
    ['16.05', 'PEN', 'SON: DIECISEIS CON 05/100 SOLES'],
    ['21.00', 'PEN', 'SON: VEINTIUN CON 00/100 SOLES'],
    ['31.10', 'PEN', 'SON: TREINTA Y UN CON 10/100 SOLES'],
    ['100.00', 'PEN', 'SON: CIEN CON 00/100 SOLES'],
    ['118.00', 'PEN', 'SON: CIENTO DIECIOCHO CON 00/100 SOLES'],
    ['500.99', 'USD', 'SON: QUINIENTOS CON 99/100 DOLARES AMERICANOS'],
    ['1000.00', 'PEN', 'SON: MIL CON 00/100 SOLES'],
    ['21001.00', 'PEN', 'SON: VEINTIUN MIL UN CON 00/100 SOLES'],
    ['100100.00', 'EUR', 'SON: CIEN MIL CIEN CON 00/100 EUROS'],
    ['1000000.00', 'PEN', 'SON: UN MILLON CON 00/100 SOLES'],
    ['2000345.67', 'PEN', 'SON: DOS MILLONES TRESCIENTOS CUARENTA Y CINCO CON 67/100 SOLES'],
    ['1000000000.00', 'CLP', 'SON: MIL MILLONES CON 00/100 CLP'],
  ])('%s %s', (amount, currency, words) => {
    expect(amountInWords(amount, currency)).toBe(words);
  });

  test('the longest amount fits the 200 characters of a legend', () => {
    expect(amountInWords('777777777777.77', 'USD').length).toBeLessThanOrEqual(200);
  });
});

describe('IGV rates by date', () => {
  test('the general rate and the special one of 2026', () => {
    expect(igvPercent('general', '2026-11-25')).toBe('18');
    expect(igvPercent('mype_restaurants', '2025-12-31')).toBe('10');
    expect(igvPercent('mype_restaurants', '2026-01-01')).toBe('10.5');
    expect(isIgvPercentInForce('10', '2026-01-01')).toBe(false);
    expect(isIgvPercentInForce('10.5', '2026-06-01')).toBe(true);
  });

  test('a date beyond the table is refused, not guessed', () => {
    expect(() => igvPercent('mype_restaurants', '2027-01-01')).toThrow(HubError);
    expect(() => igvPercent('general', '2010-01-01')).toThrow(HubError);
  });
});

describe('the document around a priced sale', () => {
  const line = { productId: 'p', sku: 'A', description: ' Pan\tde\n molde ', unitCode: 'NIU', quantity: '1' };
  const sale = (igvAffectation: string) =>
    priceSale({
      currency: 'PEN',
      issueDate: '2026-11-25',
      lines: [{ ...line, unitPrice: '11.80', igvAffectation }],
    });
  const header = {
    type: '03' as const,
    series: 'B001',
    issueTime: '10:00:00',
    supplier: { ruc: '20601234565', name: ' BODEGA\nUNO ', address: { establishmentCode: '0000', street: '  ' } },
  };

  test('texts are one line each, empty ones are left out', () => {
    const draft = makeInvoice(sale('10'), {
      ...header,
      customer: { documentType: '1', documentNumber: ' 45678912 ', name: 'ROSA\tQUISPE' },
    });
    expect(draft.lines[0]?.description).toBe('Pan de molde');
    expect(draft.supplier.name).toBe('BODEGA UNO');
    expect(draft.supplier.address.street).toBeUndefined();
    expect(draft.customer).toEqual({
      documentType: '1',
      documentNumber: '45678912',
      name: 'ROSA QUISPE',
      address: undefined,
    });
  });

  test('address parts that SUNAT would observe are left out', () => {
    const address = {
      establishmentCode: '0000',
      ubigeo: '1501',
      street: 'X',
      urbanization: 'U'.repeat(26),
      district: 'LIMA',
    };
    const draft = makeInvoice(sale('10'), { ...header, supplier: { ...header.supplier, address } });
    expect(draft.supplier.address).toEqual({ establishmentCode: '0000', district: 'LIMA' });
  });

  test('nobody named is CLIENTES VARIOS, paid in cash', () => {
    const draft = makeInvoice(sale('10'), header);
    expect(draft.customer).toMatchObject(ANONYMOUS_CUSTOMER);
    expect(draft.paymentTerms).toEqual({ type: 'cash' });
    expect(draft.operationType).toBe('0101');
    expect(draft.legends).toEqual([{ code: '1000', text: 'SON: ONCE CON 80/100 SOLES' }]);
  });

  test('legend 1002 stands only where everything is given away', () => {
    expect(makeInvoice(sale('11'), header).legends.map((legend) => legend.code)).toEqual(['1000', '1002']);
  });

  test('the number comes last and has no leading zeros in names', () => {
    expect(withNumber(makeInvoice(sale('10'), header), 12).number).toBe(12);
    expect(fullNumber('B001', 12)).toBe('B001-12');
    expect(fileName('20601234565', '03', 'B001', 12)).toBe('20601234565-03-B001-12');
  });

  test('the QR has ten fields and no pipe at the end', () => {
    const fields = { ruc: '20601234565', type: '03', series: 'B001', number: 12, igv: '1.80', total: '11.80' };
    expect(qrText({ ...fields, issueDate: '2026-11-25', digest: 'abc=' })).toBe(
      '20601234565|03|B001|12|1.80|11.80|2026-11-25|-|-|abc=',
    );
  });
});

describe('canonical escaping', () => {
  test('text escapes & < > and carriage return only', () => {
    expect(xmlText('a & b < c > d "e" \'f\' \t\n\r')).toBe('a &amp; b &lt; c &gt; d "e" \'f\' \t\n&#xD;');
    expect(xmlText('Ñandú 🛒')).toBe('Ñandú 🛒');
  });

  test('attributes escape & < " tab and line ends', () => {
    expect(xmlAttribute('a&b<c>"\t\n\r')).toBe('a&amp;b&lt;c>&quot;&#x9;&#xA;&#xD;');
  });

  test('what XML cannot hold never makes a malformed document', () => {
    expect(xmlText('a\u0000b\u001Fc\uFFFEd\uD800e')).toBe('a\uFFFDb\uFFFDc\uFFFDd\uFFFDe');
  });
});
