import { describe, expect, test } from '@jest/globals';
import type { Invoice, InvoiceHeader } from '../../domain/fiscal/invoice.ts';
import { validateInvoice } from '../../domain/fiscal/validate-invoice.ts';
import type { PriceSaleInput, SaleLineInput } from '../../domain/sale/types.ts';
import { COMPANY, ISSUE_DATE } from '../support/fiscal-samples.ts';
import { soldLine, specialInvoice } from '../support/special-documents.ts';

const FOREIGNER = { documentType: '7', documentNumber: 'P1234567', name: 'JANE DOE' };
const detraction = { code: '037', percent: '12', account: '00-000-123456' };
const exported = soldLine({ igvAffectation: '40' });

interface Case {
  readonly type?: '01' | '03';
  readonly lines?: readonly SaleLineInput[];
  readonly header?: Partial<InvoiceHeader>;
  readonly sale?: Partial<PriceSaleInput>;
  readonly change?: (invoice: Invoice) => Invoice;
}

/** `pointer code sunatCode` of everything SUNAT would refuse. */
function found({ type = '01', lines = [soldLine()], header = {}, sale = {}, change = (one) => one }: Case): string[] {
  const invoice = change(specialInvoice({ lines, sale, header }, type, 7));
  return validateInvoice(invoice, { today: ISSUE_DATE }).map(
    ({ pointer, code, sunatCode }) => `${pointer} ${code} ${sunatCode ?? '-'}`,
  );
}

describe('what does not fit the operation is refused before a number is taken', () => {
  test.each<[string, Case, string[]]>([
    [
      'an operation that a shop does not do',
      { header: { operationType: '2104' } },
      ['/operation_type operation_type_not_supported 3206'],
    ],
    [
      'an export with a line for the country',
      { lines: [exported, soldLine()], header: { operationType: '0200', customer: FOREIGNER } },
      ['/lines/1/igv_affectation export_line_required 2642'],
    ],
    ['an exported line in a sale', { lines: [exported] }, ['/lines/0/igv_affectation export_in_internal_sale -']],
    [
      'an export to a company of the country',
      { lines: [exported], header: { operationType: '0200', customer: COMPANY } },
      ['/customer/document_type export_buyer_with_ruc 2800'],
    ],
    [
      'a service abroad, nobody knows where',
      { lines: [exported], header: { operationType: '0201', customer: FOREIGNER } },
      ['/destination_country destination_country_required 3098'],
    ],
    [
      'a service abroad, in Peru',
      { lines: [exported], header: { operationType: '0208', customer: FOREIGNER, destinationCountry: 'PE' } },
      ['/destination_country invalid_destination_country 3099'],
    ],
  ])('%s', (_name, one, expected) => expect(found(one)).toEqual(expected));
});

describe('withholdings that do not fit are refused', () => {
  test.each<[string, Case, string[]]>([
    ['none where there must be one', { header: { operationType: '1001' } }, ['/detraction detraction_required 3127']],
    [
      'one where there may be none',
      { header: { operationType: '0101', detraction } },
      ['/detraction detraction_not_allowed 3128'],
    ],
    [
      'an unknown good',
      { header: { detraction: { ...detraction, code: '998' } } },
      ['/detraction/code unknown_detraction_code 3033'],
    ],
    [
      'no account',
      { header: { detraction: { ...detraction, account: '' } } },
      ['/detraction detraction_account_required 3034'],
    ],
    [
      'unknown means',
      { header: { detraction: { ...detraction, paymentMeans: '998' } } },
      ['/detraction/payment_means unknown_payment_means 3174'],
    ],
    [
      'less than a sol',
      { header: { detraction: { ...detraction, percent: '0.1' } } },
      ['/detraction/percent invalid_detraction_amount 3037'],
    ],
    [
      'a perception of more than is sold',
      { header: { perception: { code: '51', base: '143.71' } } },
      ['/perception/base_amount perception_base_exceeds_total 2797'],
    ],
    [
      'a perception in dollars',
      { header: { perception: { code: '51' } }, sale: { currency: 'USD', exchangeRate: '3.7' } },
      ['/perception perception_only_in_soles -'],
    ],
    [
      'a sale with perception, without one',
      { header: { operationType: '2001' } },
      ['/perception perception_required 3093'],
    ],
    [
      'a perception on credit',
      {
        header: {
          perception: { code: '51' },
          paymentTerms: {
            type: 'credit',
            pending: '143.70',
            instalments: [{ amount: '143.70', dueDate: '2026-12-25' }],
          },
        },
      },
      ['/perception perception_on_credit 3330'],
    ],
    [
      'a retention on a boleta',
      { type: '03', header: { retention: true } },
      ['/retention retention_buyer_without_ruc 3262'],
    ],
  ])('%s', (_name, one, expected) => expect(found(one)).toEqual(expected));
});

describe('references and properties that do not fit are refused', () => {
  test.each<[string, Case, string[]]>([
    [
      'a guide without a number',
      { header: { despatchReferences: [{ type: '09', fullNumber: 'T001' }] } },
      ['/despatch_references/0/full_number invalid_despatch_reference 4006'],
    ],
    [
      'a guide twice',
      {
        header: {
          despatchReferences: [
            { type: '31', fullNumber: 'V001-1' },
            { type: '31', fullNumber: 'V001-1' },
          ],
        },
      },
      ['/despatch_references/1 despatch_reference_repeated 2364'],
    ],
  ])('%s', (_name, one, expected) => expect(found(one)).toEqual(expected));

  test('a property of another trade, and a date that is none', () => {
    const of = (property: NonNullable<SaleLineInput['properties']>[number]) =>
      found({ lines: [soldLine({ properties: [property] })] }).map((one) => one.split(' ').slice(0, 2).join(' '));
    expect(of({ code: '7013', value: 'X' })).toEqual(['/lines/0/properties/0/code property_not_supported']);
    expect(of({ code: '4003', value: '2026-11-25' })).toEqual(
      expect.arrayContaining([expect.stringMatching(/^\/lines\/0\/properties\/0\S* invalid_property_value$/)]),
    );
  });

  test('lodging of a non-resident without the guest', () => {
    const lines = [exported];
    const codes = found({ lines, header: { operationType: '0202', customer: FOREIGNER } }).map((one) => one.slice(-4));
    expect(codes.sort()).toEqual('3136 3137 3138 3139 3140 3141 3142 3143 3144 3145'.split(' '));
  });
});
