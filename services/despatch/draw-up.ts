import type { Tx } from '../../db/tx.ts';
import { type FieldIssue, invalid } from '../../domain/errors.ts';
import { makeDespatchAdvice } from '../../domain/fiscal/despatch/make-despatch-advice.ts';
import type { DespatchDraft, DespatchLine, DespatchPlace, Party } from '../../domain/fiscal/despatch/types.ts';
import { limaDate, limaTime } from '../../domain/time/lima.ts';
import type { Place } from '../sales/load-place.ts';
import { pickSeries } from '../sales/pick-series.ts';
import type { DespatchInput } from './despatch-input.ts';
import type { SaleOfDespatch } from './load-sale.ts';
import { linesOfSale, readLines } from './read-lines.ts';
import { toldDraft } from './told-draft.ts';

/** Motives for which the goods stay the company's: it is its own recipient. */
const TO_ITSELF = ['02', '04', '07'];
/** A sale's goods go to its buyer. */
const SALE = '01';

const missing = (pointer: string, detail: string): FieldIssue => ({ pointer, code: 'required', detail });

/**
 * Puts the guía together from what was told, the sale and the place it leaves from.
 * @throws HubError 422 where something is missing that nothing else tells
 */
export async function drawUp(
  tx: Tx,
  { input, place, sale, now }: { input: DespatchInput; place: Place; sale: SaleOfDespatch | undefined; now: Date },
): Promise<DespatchDraft> {
  const picked = pickSeries(place, input.series);
  const [told, own] = [toldDraft(input), { ruc: place.ruc, name: place.name }];
  const sender = input.type === '09';
  const motive = told.motive ?? (sender && sale ? SALE : undefined);
  const recipient = told.recipient ?? recipientOf(motive, own, sale?.buyer);
  const origin = told.origin ?? addressOf(place, motive);
  const issues = 'issue' in picked ? [picked.issue] : [];
  if (!recipient) issues.push(missing('/recipient', 'Falta el destinatario.'));
  if (!origin) issues.push(missing('/origin', 'Falta el punto de partida: el establecimiento no tiene dirección.'));
  if (!recipient || !origin || 'issue' in picked) throw invalid(issues);
  return makeDespatchAdvice({
    ...{ indicators: [], vehicles: [], drivers: [], containers: [], documents: documentsOf(place.ruc, sale) },
    ...told,
    ...{ type: input.type, series: picked.series, supplier: own, motive, recipient, origin },
    ...{ issueDate: limaDate(now), issueTime: limaTime(now) },
    ...{ startDate: input.start_date, weight: input.weight, weightUnit: input.weight_unit },
    lines: await goods(tx, input, sale),
  });
}

async function goods(tx: Tx, input: DespatchInput, sale: SaleOfDespatch | undefined): Promise<DespatchLine[]> {
  if (input.lines !== undefined) return readLines(tx, input.lines);
  return sale ? linesOfSale(tx, sale.id) : [];
}

function recipientOf(
  motive: string | undefined,
  own: { readonly ruc: string; readonly name: string },
  buyer: Party | undefined,
): Party | undefined {
  if (motive !== undefined && TO_ITSELF.includes(motive)) {
    return { documentType: '6', documentNumber: own.ruc, name: own.name };
  }
  return buyer;
}

/** The establishment's address, with its code where both ends must be the company's own. */
function addressOf(place: Place, motive: string | undefined): DespatchPlace | undefined {
  const { ubigeo, address_line: street } = place;
  if (ubigeo === null || street === null) return undefined;
  const code = motive === '04' ? { ruc: place.ruc, establishmentCode: place.establishment_code } : {};
  return { ubigeo, street, ...code };
}

const documentsOf = (issuerRuc: string, sale: SaleOfDespatch | undefined) =>
  sale?.document ? [{ ...sale.document, issuerRuc }] : [];
