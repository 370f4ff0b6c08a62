import { sign } from 'node:crypto';

import { buildCertificateXml } from '../domain/fiscal/certificates/build-certificate-xml.ts';
import { buildDespatchXml } from '../domain/fiscal/despatch/build-despatch-xml.ts';
import { withDespatchNumber } from '../domain/fiscal/despatch/make-despatch-advice.ts';
import { buildInvoiceXml } from '../domain/fiscal/build-invoice-xml.ts';
import { buildNoteXml } from '../domain/fiscal/build-note-xml.ts';
import { buildSummaryXml } from '../domain/fiscal/summary/build-summary-xml.ts';
import { buildVoidedXml } from '../domain/fiscal/summary/build-voided-xml.ts';
import type { InvoiceXml } from '../domain/fiscal/types.ts';
import { readPfx } from '../platform/signing/certificate.ts';
import { selfSigned } from '../platform/signing/self-signed.ts';
import { signXml } from '../platform/signing/sign-xml.ts';
import { inDollars, numberedCertificate, paidDocument, sampleRetention } from '../test/support/certificate-samples.ts';
import { sampleDespatch } from '../test/support/despatch-samples.ts';
import { sampleNotes } from '../test/support/note-samples.ts';
import { SPECIAL_SALES, specialInvoice } from '../test/support/special-documents.ts';
import { sampleLines, summaryOf, voidedOf } from '../test/support/summary-samples.ts';
import { type BenchOptions, compare, type Figure, interleave, ratePerSecond } from './harness.ts';

/** Every document but a summary of hundreds of lines keeps this much of the bare signature's rate. */
const GOAL = 0.6;
/** As long as the canonical SignedInfo of such a document. */
const SIGNED_INFO_BYTES = 1150;
const SUMMARY_LINES = 500;

type Build = () => InvoiceXml;

const found = <T>(value: T | undefined, what: string): T => {
  if (value === undefined) throw new Error(`No hay muestra de ${what}.`);
  return value;
};

function noteOf(type: '07' | '08'): Build {
  const { note } = found(
    sampleNotes().find(({ note: one }) => one.type === type && one.lines.length > 1),
    `nota ${type}`,
  );
  return () => buildNoteXml(note);
}

function specialOf(name: string, type: '01' | '03'): Build {
  const document = specialInvoice(found(SPECIAL_SALES[name], name), type, 1);
  return () => buildInvoiceXml(document);
}

function fullSummary(): Build {
  const lines = sampleLines();
  const summary = summaryOf(
    Array.from({ length: SUMMARY_LINES }, (_, index) => ({
      ...found(lines[index % lines.length], 'línea de resumen'),
      ...{ line: index + 1, number: index + 1 },
    })),
  );
  return () => buildSummaryXml(summary);
}

/** One of each type, two or three lines each where it has lines; built anew every time, as a shop's are. */
function builders(): Record<string, Build> {
  const guia = withDespatchNumber(sampleDespatch(), 1);
  const voided = voidedOf();
  const retention = numberedCertificate(sampleRetention({ references: [paidDocument(), inDollars()] }));
  return {
    'boleta con ISC y descuentos': specialOf('ISC by value, with discounts', '03'),
    'factura con bolsas en dólares': specialOf('bags in dollars', '01'),
    'nota de crédito': noteOf('07'),
    'nota de débito': noteOf('08'),
    'guía de remisión': () => buildDespatchXml(guia),
    'comprobante de retención': () => buildCertificateXml(retention),
    'comunicación de baja': () => buildVoidedXml(voided),
  };
}

/** Every type of document built and signed per second, one thread, beside the bare RSA-2048 signature that each needs. */
export async function documentTypes({ quick, signal }: BenchOptions): Promise<Figure[]> {
  const { pfx, password } = selfSigned({ ruc: '20601234565', name: 'BODEGA', days: 30 });
  const identity = readPfx(pfx, password);
  const message = Buffer.alloc(SIGNED_INFO_BYTES, 'x');
  const bare = 'firma RSA-2048';
  const ms = 60;
  const types = builders();
  const long = `resumen diario de ${SUMMARY_LINES} líneas`;
  const contender = ([name, build]: [string, Build]) => ({
    name,
    round: () => ratePerSecond(() => signXml(build(), identity), ms),
  });
  const samples = await interleave(
    [
      { name: bare, round: () => ratePerSecond(() => sign('sha256', message, identity.privateKey), ms) },
      ...Object.entries({ ...types, [long]: fullSummary() }).map(contender),
    ],
    quick ? 5 : 21,
    signal,
  );
  const row = { unit: 'doc/s', better: 'higher', beside: bare } as const;
  return [
    ...Object.keys(types).map((of) => compare(samples, { ...row, name: `${of}: XML y firma`, of, goal: GOAL })),
    compare(samples, { ...row, name: `${long}: XML y firma`, of: long }),
  ];
}
