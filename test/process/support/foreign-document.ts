import { createSunatClient, endpointsFor } from '../../../integrations/sunat/index.ts';
import { zipXml } from '../../../platform/signing/zip.ts';

/** A document that another program registered under one of the shop's numbers. */
export interface Foreign {
  readonly ruc: string;
  readonly type: '01' | '03';
  readonly series: string;
  readonly number: number;
  /** Amount and date that SUNAT will know; both differ from what the tests sell. */
  readonly total?: string;
  /** The rejection code SUNAT answered it with. */
  readonly rejectedWith?: string;
}

type Control = (method: string, path: string, body?: object) => Promise<unknown>;

/** The light mode trusts the file, so that a skeleton will do. */
export async function registerForeign(sandboxUrl: string, control: Control, document: Foreign): Promise<void> {
  const { ruc, type, series, number, total = '999.99', rejectedWith } = document;
  const name = `${ruc}-${type}-${series}-${number}`;
  const xml =
    `<Invoice xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"><cbc:ID>${series}-${number}</cbc:ID>` +
    `<cbc:IssueDate>2020-01-01</cbc:IssueDate><cbc:DocumentCurrencyCode>PEN</cbc:DocumentCurrencyCode>` +
    `<cbc:PayableAmount currencyID="PEN">${total}</cbc:PayableAmount></Invoice>`;
  await control('POST', 'mode', { checks: 'light' });
  const match = { ruc, series, number };
  if (rejectedWith)
    await control('POST', 'faults', { operation: 'sendBill', kind: 'reject', code: rejectedWith, match });
  const outcome = await createSunatClient({ timeoutMs: 5000 }).sendBill(
    endpointsFor('sandbox', { sandboxUrl }),
    { ruc, solUser: 'MODDATOS', solPassword: 'moddatos' },
    `${name}.zip`,
    zipXml(name, Buffer.from(xml)),
  );
  await control('POST', 'mode', { checks: 'full' });
  if (outcome.kind !== (rejectedWith ? 'rejected' : 'accepted')) throw new Error(`foreign document: ${outcome.kind}`);
}
