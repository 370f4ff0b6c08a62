export * from './access.ts';
export * from './catalogue.ts';
export * from './company.ts';
export * from './document.ts';
export * from './mail.ts';
export * from './operations.ts';
export * from './sale.ts';
export * from './stock.ts';
