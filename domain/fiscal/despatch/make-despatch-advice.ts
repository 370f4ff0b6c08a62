import { oneLine } from '../text.ts';
import type { DespatchAdvice, DespatchDraft, DespatchPlace, Party } from './types.ts';

const MAX_NAME = 250;
const MAX_STREET = 500;
const MAX_NOTE = 250;

const party = <P extends Party | undefined>(value: P): P =>
  value && {
    ...value,
    documentNumber: value.documentNumber.trim(),
    name: oneLine(value.name).slice(0, MAX_NAME),
  };

const place = <P extends DespatchPlace | undefined>(value: P): P =>
  value && { ...value, street: oneLine(value.street).slice(0, MAX_STREET) };

/** A plate as SUNAT writes it: `abc-123` is `ABC123`. */
const plate = (text: string): string => text.replace(/[\s-]/g, '').toUpperCase();

/**
 * Puts a guía together: one line each for texts (observed otherwise: 4152, 4068, 4084), plates and licences without dashes, which SUNAT refuses
 * (2567, 2573). Nothing is checked here: see `validateDespatch`.
 */
export function makeDespatchAdvice(told: DespatchDraft): DespatchDraft {
  return {
    ...told,
    supplier: { ...told.supplier, name: oneLine(told.supplier.name).slice(0, MAX_NAME) },
    recipient: party(told.recipient),
    sender: party(told.sender),
    buyer: party(told.buyer),
    seller: party(told.seller),
    subcontractor: party(told.subcontractor),
    freightPayer: party(told.freightPayer),
    motiveText: told.motiveText === undefined ? undefined : oneLine(told.motiveText),
    weightNote: told.weightNote === undefined ? undefined : oneLine(told.weightNote),
    carrier: told.carrier && { ...told.carrier, name: oneLine(told.carrier.name).slice(0, MAX_NAME) },
    vehicles: told.vehicles.map((vehicle) => ({ ...vehicle, plate: plate(vehicle.plate) })),
    drivers: told.drivers.map((driver) => ({
      ...driver,
      firstName: oneLine(driver.firstName),
      lastName: oneLine(driver.lastName),
      licence: plate(driver.licence),
    })),
    origin: place(told.origin),
    destination: place(told.destination),
    note: told.note === undefined || oneLine(told.note) === '' ? undefined : oneLine(told.note).slice(0, MAX_NOTE),
    lines: told.lines.map((line) => ({ ...line, description: oneLine(line.description) })),
  };
}

/** The same guía as of another day: goods cannot have left before it was issued, so the start moves along. */
export function issuedOn(draft: DespatchDraft, issueDate: string, issueTime: string): DespatchDraft {
  const startDate = draft.startDate < issueDate ? issueDate : draft.startDate;
  return { ...draft, issueDate, issueTime, startDate };
}

export const withDespatchNumber = (draft: DespatchDraft, number: number): DespatchAdvice => ({ ...draft, number });
