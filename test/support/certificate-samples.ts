import { makeCertificate, withCertificateNumber } from '../../domain/fiscal/certificates/make-certificate.ts';
import type {
  Certificate,
  CertificateDraft,
  CertificateReference,
  CertificateRequest,
} from '../../domain/fiscal/certificates/types.ts';

export const AGENT = {
  ...{ ruc: '20601234565', name: 'TIENDA DE PRUEBA SAC', tradeName: 'La Tienda' },
  address: {
    ...{ ubigeo: '150122', street: 'Av. Larco 345', province: 'LIMA', department: 'LIMA', district: 'MIRAFLORES' },
  },
};
export const SUPPLIER = {
  ...{ documentType: '6', documentNumber: '20100066603', name: 'COMERCIAL «EL ÑANDÚ» & CÍA SAC' },
  address: 'Jr. Puno 100',
};
export const CUSTOMER = { documentType: '1', documentNumber: '45678912', name: 'ANA QUISPE MAMANI' };

/** 1,180.00 of a factura paid at once; `changes` make it another document. */
export const paidDocument = (changes: Partial<CertificateReference> = {}): CertificateReference => ({
  ...{ type: '01', number: 'F009-12', issueDate: '2026-11-20', currency: 'PEN', total: '1180.00' },
  payment: { number: '1', date: '2026-11-25', amount: '1180.00' },
  ...changes,
});

export const inDollars = (): CertificateReference =>
  paidDocument({
    ...{ number: 'F009-13', currency: 'USD', total: '1000.55' },
    payment: { number: '2', date: '2026-11-24', amount: '500.27' },
    exchange: { rate: '3.754', date: '2026-11-24' },
  });

export const creditNote = (): CertificateReference =>
  paidDocument({ type: '07', number: 'F009-3', total: '50.00', payment: undefined });

export const sampleRetention = (changes: Partial<CertificateRequest> = {}): CertificateDraft =>
  makeCertificate({
    ...{ type: '20', series: 'R001', issueDate: '2026-11-25', issueTime: '10:00:00', agent: AGENT },
    ...{ receiver: SUPPLIER, regime: '01', references: [paidDocument()] },
    ...changes,
  });

export const samplePerception = (changes: Partial<CertificateRequest> = {}): CertificateDraft =>
  makeCertificate({
    ...{ type: '40', series: 'P001', issueDate: '2026-11-25', issueTime: '10:00:00', agent: AGENT },
    ...{ receiver: CUSTOMER, regime: '01', references: [paidDocument({ number: 'F001-12' })] },
    ...changes,
  });

/** One of every shape, each as SUNAT takes it. */
export const CERTIFICATE_SAMPLES: Readonly<Record<string, CertificateDraft>> = {
  retention: sampleRetention(),
  'retention over three documents, one in dollars': sampleRetention({
    ...{ references: [paidDocument(), inDollars(), creditNote()], note: 'Pago\nde noviembre' },
  }),
  'retention of two parts of one factura': sampleRetention({
    references: [
      paidDocument({ payment: { number: '1', date: '2026-11-21', amount: '33.33' } }),
      paidDocument({ payment: { number: '2', date: '2026-11-25', amount: '1146.67' } }),
    ],
  }),
  'retention of an earlier month, a ticket': sampleRetention({
    references: [
      paidDocument({ ...{ type: '12', number: 'FFGF-A1-0001' }, issueDate: '2026-10-03' }),
      paidDocument({ issueDate: '2026-09-30', payment: { number: '1', date: '2026-11-01', amount: '100' } }),
    ],
  }),
  'retention by an agent without address': sampleRetention({
    ...{ agent: { ruc: AGENT.ruc, name: AGENT.name }, receiver: { ...SUPPLIER, address: undefined } },
  }),
  perception: samplePerception(),
  'perception of a company, fuel': samplePerception({ receiver: SUPPLIER, regime: '02' }),
  'perception between agents, over a boleta and dollars': samplePerception({
    ...{ receiver: SUPPLIER, regime: '03' },
    references: [paidDocument({ type: '03', number: 'B001-4' }), inDollars(), creditNote()],
  }),
};

export const numberedCertificate = (draft: CertificateDraft): Certificate => withCertificateNumber(draft, 1);
