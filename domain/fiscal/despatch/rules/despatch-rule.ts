import { catalog06 } from '../../../catalogs/generated/cat-06.ts';
import { isInCatalog } from '../../../catalogs/is-in-catalog.ts';
import { isValidRuc } from '../../../identity/ruc.ts';
import { type Finding, type Rule, when } from '../../rules/rule.ts';
import type { DespatchDraft, Party } from '../types.ts';

export type DespatchRule = Rule<DespatchDraft, unknown>;

type Find = (draft: DespatchDraft) => readonly Finding[];

/** UBL path of the shipment, under which most of a guía stands. */
export const SHIPMENT = '/DespatchAdvice/cac:Shipment';

const made =
  (level: DespatchRule['level']) =>
  (code: string, issue: string, field: string, find: Find): DespatchRule => ({
    // The guía has no sheet in the workbook: its rules are SUNAT's published style sheets for the types 09 and 31.
    ...{ id: `despatch.${issue}.${code}`, code, level, issue, field, source: {}, find },
  });

/** A rule of SUNAT's for which it rejects the guía. */
export const refuses = made('reject');
/** One that it only observes. */
export const observes = made('observe');

/** 8 digits for a DNI, a RUC with its check digit, else 1 to 15 characters without blanks. */
export function isNumberOf(type: string, number: string): boolean {
  if (type === '1') return /^\d{8}$/.test(number);
  if (type === '6') return isValidRuc(number);
  return /^\S{1,15}$/u.test(number);
}

interface PartyCodes {
  readonly role: string;
  readonly pointer: string;
  readonly field: string;
  readonly of: (draft: DespatchDraft) => Party | undefined;
  /** SUNAT's codes of an unknown type, a wrong number and a missing name. */
  readonly type: string;
  readonly number: string;
  readonly name: string;
}

/** The three checks that every party shares. */
export function partyRules({ role, pointer, field, of, type, number, name }: PartyCodes): readonly DespatchRule[] {
  const ask = (wrong: (party: Party) => boolean, at: string, detail: string): Find => {
    return (draft) => {
      const party = of(draft);
      return when(party !== undefined && wrong(party), `${pointer}/${at}`, detail);
    };
  };
  return [
    refuses(
      type,
      'unknown_document_type',
      `${field}/cbc:ID/@schemeID`,
      ask(
        ({ documentType }) => !isInCatalog(catalog06, documentType),
        'document_type',
        `El tipo de documento ${role} no existe en el catálogo 06 de SUNAT.`,
      ),
    ),
    refuses(
      number,
      'invalid_document_number',
      `${field}/cbc:ID`,
      ask(
        (one) => isInCatalog(catalog06, one.documentType) && !isNumberOf(one.documentType, one.documentNumber),
        'document_number',
        `El número de documento ${role} no es válido.`,
      ),
    ),
    refuses(
      name,
      'name_missing',
      `${field}/cac:PartyLegalEntity/cbc:RegistrationName`,
      ask((one) => one.name === '', 'name', `Falta el nombre ${role}.`),
    ),
  ];
}

/** Whether a party is the issuer itself. */
export const isIssuer = ({ supplier }: DespatchDraft, party: Party | undefined): boolean =>
  party?.documentType === '6' && party.documentNumber === supplier.ruc;
