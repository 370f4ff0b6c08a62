import { catalog01 } from '../../../../domain/catalogs/generated/cat-01.ts';
import { REGIME_NAMES } from '../../../../domain/fiscal/certificates/facts.ts';
import type { CertificateType } from '../../../../domain/fiscal/certificates/types.ts';
import { IDENTITY_LABELS, TITLES } from '../names.ts';
import type { PrintableCertificate, PrintableDocument, PrintableRelated } from '../types.ts';
import type { UblNode } from '../ubl-node.ts';

/** Names of the parts that differ, by root element. */
const KINDS = {
  Retention: {
    ...{ type: '20', total: 'SUNATTotalPaid', net: 'SUNATNetTotalPaid', receiver: 'Proveedor' },
    ...{ amountLabel: 'Retenido S/', netLabel: 'Pagado neto S/', sum: 'Total retenido', grand: 'Total pagado neto' },
  },
  Perception: {
    ...{ type: '40', total: 'SUNATTotalCashed', net: 'SUNATNetTotalCashed', receiver: 'Cliente' },
    ...{ amountLabel: 'Percibido S/', netLabel: 'Cobrado S/', sum: 'Total percibido', grand: 'Total cobrado' },
  },
} as const satisfies Record<string, { readonly type: CertificateType } & Record<string, string>>;
type Root = keyof typeof KINDS;

export const isCertificateRoot = (name: string): name is Root => Object.hasOwn(KINDS, name);

const addressOf = (node: UblNode | undefined): string | undefined => {
  const parts = ['StreetName', 'District', 'CityName', 'CountrySubentity'];
  const texts = parts.flatMap((part) => node?.text(part) ?? []);
  return texts.filter((text, index) => text !== texts[index - 1]).join(', ') || undefined;
};

/** Catalogue 01 in a short form: `Factura`, `Nota de crédito`. */
const TYPE_TITLES: Readonly<Record<string, string>> = {
  ...{ '01': 'Factura', '03': 'Boleta', '07': 'Nota de crédito', '08': 'Nota de débito', '12': 'Ticket' },
};

function related(node: UblNode, root: Root): PrintableRelated {
  const type = node.child('ID')?.attribute('schemeID') ?? '';
  const information = node.child(`SUNAT${root}Information`);
  const payment = node.child('Payment');
  return {
    title: TYPE_TITLES[type] ?? catalog01[type] ?? type,
    number: node.text('ID') ?? '',
    issueDate: node.text('IssueDate') ?? '',
    currency: node.child('TotalInvoiceAmount')?.attribute('currencyID') ?? '',
    total: node.text('TotalInvoiceAmount') ?? '0',
    payment: payment && {
      number: payment.text('ID') ?? '',
      date: payment.text('PaidDate') ?? '',
      amount: payment.text('PaidAmount') ?? '0',
    },
    exchangeRate: information?.text('ExchangeRate/CalculationRate'),
    amount: information?.text(`SUNAT${root}Amount`),
    net: information?.text(KINDS[root].net),
  };
}

function certificateOf(root: UblNode, name: Root): PrintableCertificate {
  const { type, receiver, amountLabel, netLabel } = KINDS[name];
  const regime = root.text(`SUNAT${name}SystemCode`) ?? '';
  const percent = root.text(`SUNAT${name}Percent`) ?? '';
  return {
    ...{ receiverLabel: receiver, amountLabel, netLabel, note: root.text('Note') },
    regime: `${regime} - ${REGIME_NAMES[type][regime] ?? ''} (${percent} %)`,
    related: root.all(`SUNAT${name}DocumentReference`).map((node) => related(node, name)),
  };
}

/** A certificate as the printed representation takes it: documents and what was withheld of them, no goods. */
export function printableCertificate(
  root: UblNode,
  extras: Pick<PrintableDocument, 'qr' | 'hash' | 'lookupUrl' | 'mark' | 'test'> & {
    readonly logo?: Uint8Array | undefined;
  },
): PrintableDocument {
  const name: Root = isCertificateRoot(root.name) ? root.name : 'Retention';
  const { type, total, sum, grand } = KINDS[name];
  const [agent, receiver] = [root.child('AgentParty'), root.child('ReceiverParty')];
  const id = receiver?.child('PartyIdentification/ID');
  const withheld = root.text('TotalInvoiceAmount') ?? '0';
  return {
    ...{ type, title: TITLES[type] ?? '', fullNumber: root.text('ID') ?? '' },
    ...{ issueDate: root.text('IssueDate') ?? '', issueTime: root.text('IssueTime') ?? '', currency: 'PEN' },
    issuer: {
      ruc: agent?.text('PartyIdentification/ID') ?? '',
      name: agent?.text('PartyLegalEntity/RegistrationName') ?? '',
      tradeName: agent?.text('PartyName/Name'),
      address: addressOf(agent?.child('PostalAddress')),
      logo: extras.logo,
    },
    buyer: {
      documentLabel: IDENTITY_LABELS[id?.attribute('schemeID') ?? ''] ?? 'DOC.',
      documentNumber: id?.text('') ?? '-',
      name: receiver?.text('PartyLegalEntity/RegistrationName') ?? '-',
      address: addressOf(receiver?.child('PostalAddress')),
    },
    sums: [
      { label: sum, amount: withheld },
      { label: grand, amount: root.text(total) ?? '0' },
    ],
    total: withheld,
    ...{ lines: [], remarks: [], references: [], amended: [], payments: [] },
    certificate: certificateOf(root, name),
    ...{ qr: extras.qr, hash: extras.hash, lookupUrl: extras.lookupUrl, mark: extras.mark, test: extras.test },
  };
}
