import { xmlAttribute, xmlText } from '../xml-text.ts';
import type { Party } from './types.ts';

/** `<name>text</name>`, or nothing where there is no text: canonical XML knows no empty-element tags. */
export const tag = (name: string, text: string | undefined): string =>
  text === undefined ? '' : `<${name}>${xmlText(text)}</${name}>`;

/** An element around ready content. */
export const wrap = (name: string, inside: string): string => `<${name}>${inside}</${name}>`;

/** The inside of a party: identity and registered name, with its registry where it has one. */
export function registeredParty({ documentType, documentNumber, name }: Party, registry?: string): string {
  return (
    wrap(
      'cac:PartyIdentification',
      `<cbc:ID schemeID="${xmlAttribute(documentType)}">${xmlText(documentNumber)}</cbc:ID>`,
    ) + wrap('cac:PartyLegalEntity', tag('cbc:RegistrationName', name) + tag('cbc:CompanyID', registry))
  );
}
