/** Today in Lima: payments lie in the month of their certificate. */
export const lima = (): string => new Date(Date.now() - 5 * 3_600_000).toISOString().slice(0, 10);

const COMPANY = { document_type: '6', document_number: '20131312955', name: 'COMERCIAL SAC' };

/** 1,180.00 of a supplier's factura paid today, 3 % retained. */
export const retentionBody = (change: Record<string, unknown> = {}) => ({
  ...{ receiver: COMPANY, documents: [paid()] },
  ...change,
});

/** What a person paid today of a boleta of paper, with 2 % perceived. */
export const perceptionBody = (change: Record<string, unknown> = {}) => ({
  receiver: { document_type: '1', document_number: '45678912', name: 'ANA QUISPE', address: 'Calle Uno 5' },
  documents: [paid({ type: '03', number: '0001-77' })],
  ...change,
});

export const paid = (change: Record<string, unknown> = {}) => ({
  ...{ type: '01', number: 'F009-12', issue_date: lima(), total: '1180.00' },
  payment: { number: '1', date: lima(), amount: '1180.00' },
  ...change,
});
