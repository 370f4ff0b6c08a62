import { sign } from 'node:crypto';

import { DOMParser } from '@xmldom/xmldom';
import { C14nCanonicalization, SignedXml } from 'xml-crypto';

import { buildInvoiceXml } from '../domain/fiscal/build-invoice-xml.ts';
import { fileName, type Invoice, makeInvoice, withNumber } from '../domain/fiscal/invoice.ts';
import { checkInvoice } from '../domain/fiscal/validate-invoice.ts';
import { priceSale } from '../domain/sale/price-sale.ts';
import { readPfx, type SigningIdentity } from '../platform/signing/certificate.ts';
import { selfSigned } from '../platform/signing/self-signed.ts';
import { signXml } from '../platform/signing/sign-xml.ts';
import { zipXml } from '../platform/signing/zip.ts';
import { type BenchOptions, compare, type Figure, interleave, ratePerSecond } from './harness.ts';
import { peerSign, peerSigner, peerXml } from './peers/invoice-document.ts';

const RUC = '20601234565';
/** As long as the canonical SignedInfo of such a document. */
const SIGNED_INFO_BYTES = 1150;
const GOALS = [
  { lines: 3, goal: 0.7 },
  { lines: 50, goal: 0.5 },
] as const;

/** Checking may cost 15 % of building and signing: so many checks in the time of one document. */
const RULES_GOAL = 6.67;

/** A shop's cash factura; every fourth line exempt. */
function price(lines: number) {
  return priceSale({
    currency: 'PEN',
    issueDate: '2026-11-25',
    lines: Array.from({ length: lines }, (_, index) => ({
      productId: 'p',
      sku: `CAFE-${index}`,
      description: `Café tostado y molido, bolsa de 250 g n.º ${index}`,
      unitCode: 'NIU',
      quantity: String(1 + (index % 5)),
      unitPrice: `${9 + (index % 7)}.90`,
      igvAffectation: index % 4 === 3 ? '20' : '10',
    })),
  });
}

/** A numbered factura of that many lines. */
export function invoiceOf(lines: number): Invoice {
  const draft = makeInvoice(price(lines), {
    type: '01',
    series: 'F001',
    issueTime: '10:15:30',
    supplier: { ruc: RUC, name: 'BODEGA EL ÑANDÚ S.A.C.', address: { establishmentCode: '0000' } },
    customer: { documentType: '6', documentNumber: '20100070970', name: 'SUPERMERCADOS DE PRUEBA S.A.' },
  });
  return withNumber(draft, 1234);
}

type DomNode = Parameters<C14nCanonicalization['process']>[0];

/** xml-crypto's types name the browser's DOM; xmldom's nodes are what it is made for. */
function asDomNode(node: unknown): DomNode {
  return node as DomNode;
}

function canonical(xml: string): string {
  const root = new DOMParser().parseFromString(xml, 'text/xml').documentElement;
  return new C14nCanonicalization().process(asDomNode(root), {}).toString();
}

function verifies(xml: string, certificate: string): boolean {
  const verifier = new SignedXml({ publicCert: certificate });
  verifier.loadSignature(/<ds:Signature .*<\/ds:Signature>/s.exec(xml)?.[0] ?? '');
  return verifier.checkSignature(xml);
}

/** Both ways must make the same document, and each a signature that the other's library accepts. */
function assertSameWork(invoice: Invoice, identity: SigningIdentity): void {
  const own = buildInvoiceXml(invoice);
  const unsigned = own.prolog + own.beforeSignature + own.afterSignature;
  if (canonical(unsigned) !== canonical(peerXml(invoice)))
    throw new Error('Los dos constructores no escriben lo mismo.');
  const peer = peerSigner(identity);
  const signed = [signXml(own, identity).bytes.toString(), peerSign(peerXml(invoice), peer)];
  if (!signed.every((xml) => verifies(xml, peer.certificate))) throw new Error('Una de las firmas no es válida.');
}

function checked(invoice: Invoice): void {
  if (checkInvoice(invoice, { today: invoice.issueDate }).issues.length > 0) throw new Error('Las reglas lo rechazan.');
}

async function measure(
  { lines, goal }: (typeof GOALS)[number],
  identity: SigningIdentity,
  { quick, signal }: BenchOptions,
): Promise<Figure[]> {
  const invoice = invoiceOf(lines);
  assertSameWork(invoice, identity);
  const peer = peerSigner(identity);
  const message = Buffer.alloc(SIGNED_INFO_BYTES, 'x');
  const name = fileName(RUC, '01', 'F001', 1234);
  // Many short rounds: what else runs on the machine then strikes all of one round alike.
  const ms = 60;
  const rate = (work: () => unknown) => () => ratePerSecond(work, ms);
  const samples = await interleave(
    [
      { name: 'firma RSA-2048', round: rate(() => sign('sha256', message, identity.privateKey)) },
      { name: 'hub', round: rate(() => signXml(buildInvoiceXml(invoice), identity)) },
      { name: 'hub + zip', round: rate(() => zipXml(name, signXml(buildInvoiceXml(invoice), identity).bytes)) },
      { name: 'reglas', round: rate(() => checked(invoice)) },
      { name: 'hub + precio', round: rate(() => (price(lines), signXml(buildInvoiceXml(invoice), identity))) },
      { name: 'xmlbuilder2 + xml-crypto', round: rate(() => peerSign(peerXml(invoice), peer)) },
    ],
    quick ? 5 : 31,
    signal,
  );
  const row = { unit: 'doc/s', better: 'higher', beside: 'firma RSA-2048' } as const;
  const title = `documentos de ${lines} líneas`;
  return [
    compare(samples, { ...row, name: `${title}: XML y firma`, of: 'hub', goal, note: 'un hilo, síncrono' }),
    compare(samples, { ...row, name: `${title}: con zip`, of: 'hub + zip' }),
    compare(samples, { ...row, name: `${title}: con cálculo de importes`, of: 'hub + precio' }),
    compare(samples, {
      ...row,
      ...{ name: `${title}: reglas de SUNAT`, of: 'reglas', beside: 'hub', goal: RULES_GOAL },
    }),
    compare(samples, { ...row, name: `${title}: frente a otros`, of: 'hub', beside: 'xmlbuilder2 + xml-crypto' }),
  ];
}

/**
 * Documents built and signed per second, one thread, synchronous, beside the bare RSA-2048 signature that each needs,
 * and beside the usual libraries on the same document.
 */
export async function documents(options: BenchOptions): Promise<Figure[]> {
  const { pfx, password } = selfSigned({ ruc: RUC, name: 'BODEGA', days: 30 });
  const identity = readPfx(pfx, password);
  const figures: Figure[] = [];
  for (const size of GOALS) figures.push(...(await measure(size, identity, options)));
  return figures;
}
