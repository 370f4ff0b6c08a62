import { describe, expect, test } from '@jest/globals';
import { DEFAULT_MAIL, renderSubject, renderText, unknownPlaceholders } from './template.ts';

const values = {
  empresa: 'TIENDA S.A.C.',
  ruc: '20500000001',
  cliente: 'ROSA QUISPE',
  documento: 'BOLETA DE VENTA ELECTRÓNICA',
  numero: 'B001-7',
  fecha: '25/11/2026',
  moneda: 'S/',
  total: '118.00',
  consulta: '',
};

describe('the mail to a buyer', () => {
  test('has nothing unfilled in the text that the hub brings', () => {
    expect(unknownPlaceholders(DEFAULT_MAIL.subject + DEFAULT_MAIL.text)).toEqual([]);
    expect(renderText(DEFAULT_MAIL.text, values)).not.toMatch(/[{}]|\n{3}/);
    expect(renderSubject(DEFAULT_MAIL.subject, values)).toBe('BOLETA DE VENTA ELECTRÓNICA B001-7 de TIENDA S.A.C.');
  });

  test('names the placeholders that stand for nothing, blanks inside the braces allowed', () => {
    expect(unknownPlaceholders('{{ cliente }} {{clave}} {{}} {numero}')).toEqual(['clave', '']);
  });

  test('never reads a value as a template', () => {
    expect(renderText('{{cliente}}', { ...values, cliente: '{{total}} $& $1' })).toBe('{{total}} $& $1');
  });

  test('keeps the subject on one line, whatever the buyer is called', () => {
    const subject = renderSubject('Para {{cliente}}', { ...values, cliente: 'X\r\nBcc: otro@example.com\u2028fin' });
    expect(subject).toBe('Para X Bcc: otro@example.com fin');
  });
});
