import type { DespatchName } from '../../names.ts';
import { Refusal } from '../../returns.ts';
import { all, first, textAt, type XmlNode } from '../../xml.ts';
import { isText } from '../format.ts';

/** A guide as the rules look at it. */
export interface Advice {
  readonly root: XmlNode;
  readonly name: DespatchName;
  readonly issueDate: string;
  readonly shipment: XmlNode | undefined;
  /** Catalogue 20; empty on carriers' guides. */
  readonly motive: string;
  /** Catalogue 18: 01 public, 02 private. */
  readonly mode: string;
  /** SpecialInstructions without their common beginning, as often as they are there. */
  readonly flags: readonly string[];
  readonly references: readonly XmlNode[];
  readonly lines: readonly XmlNode[];
  /** Observations found so far, in order, each once. */
  readonly observed: Set<string>;
}

/** A party by its document and name. */
export interface Identity {
  readonly type: string;
  readonly number: string;
  readonly name: string;
}

export const FLAG_PREFIX = 'SUNAT_Envio_Indicador';

/** @throws Refusal 0306 when the root is no despatch advice. */
export function readAdvice(root: XmlNode, name: DespatchName): Advice {
  if (root.name !== 'DespatchAdvice') throw new Refusal('0306', `raiz ${root.name}`);
  const shipment = first(root, 'Shipment');
  return {
    root,
    name,
    issueDate: textAt(root, 'IssueDate') ?? '',
    shipment,
    motive: textAt(shipment, 'HandlingCode') ?? '',
    mode: textAt(shipment, 'ShipmentStage/TransportModeCode') ?? '',
    flags: all(shipment, 'SpecialInstructions')
      .map((one) => one.text)
      .filter((text) => text.startsWith('SUNAT_'))
      .map((text) => text.replace(FLAG_PREFIX, '')),
    references: all(root, 'AdditionalDocumentReference'),
    lines: all(root, 'DespatchLine'),
    observed: new Set(),
  };
}

/** Document and name of the party below a path. */
export function identityAt(node: XmlNode | undefined, path: string): Identity {
  const party = first(node, path);
  const id = first(party, 'PartyIdentification/ID');
  return {
    type: id?.attrs.schemeID ?? '',
    number: id?.text ?? '',
    name: textAt(party, 'PartyLegalEntity/RegistrationName') ?? '',
  };
}

export const issuerOf = (advice: Advice): Identity => identityAt(advice.root, 'DespatchSupplierParty/Party');
export const recipientOf = (advice: Advice): Identity => identityAt(advice.root, 'DeliveryCustomerParty/Party');
/** The sender on a carrier's guide. */
export const senderOf = (advice: Advice): Identity => identityAt(advice.shipment, 'Delivery/Despatch/DespatchParty');

/** Refuses with the code unless the condition holds: the first error ends it. */
export function must(condition: boolean, code: string, where = ''): void {
  if (!condition) throw new Refusal(code, where);
}

/** Notes an observation unless the condition holds. */
export function should({ observed }: Advice, condition: boolean, code: string): void {
  if (!condition) observed.add(code);
}

/** An optional text has its length and no line breaks, or it is observed. */
export function plain(advice: Advice, text: string | undefined, min: number, max: number, code: string): void {
  should(advice, text === undefined || text === '' || isText(text, min, max), code);
}

/** A document number fits its kind: DNI 8 digits, RUC 11, others up to 15 without blanks. */
export function isIdentityNumber({ type, number }: Identity): boolean {
  if (type === '1') return /^\d{8}$/.test(number);
  if (type === '6') return /^[12]\d{10}$/.test(number);
  return /^\S{1,15}$/.test(number);
}

/** References of a type; `electronic` leaves out those with a series of paper (it begins with a digit). */
export function referencesOf({ references }: Advice, types: readonly string[], electronic = false): XmlNode[] {
  return references.filter(
    (one) =>
      types.includes(textAt(one, 'DocumentTypeCode') ?? '') && !(electronic && /^\d/.test(textAt(one, 'ID') ?? '')),
  );
}

export const hasFlag = ({ flags }: Advice, flag: string): boolean => flags.includes(flag);
