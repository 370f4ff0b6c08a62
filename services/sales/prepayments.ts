import type { StoredTotals } from '../../db/entities/sale.ts';
import type { Tx } from '../../db/tx.ts';
import { Decimal, sum, toAmount, ZERO } from '../../domain/decimal.ts';
import { type FieldIssue, invalid } from '../../domain/errors.ts';
import { fullNumber } from '../../domain/fiscal/invoice.ts';
import { shareByWeight } from '../../domain/sale/spread.ts';
import type { CompanyCipher } from '../../platform/crypto/envelope.ts';
import { uuidv7 } from '../../platform/ids.ts';
import { requireNoVoid } from '../voids/live-void.ts';
import { type Buyer, openBuyer } from './buyer.ts';
import type { StoredPrepayment } from './sale-extras.ts';
import type { SaleInput } from './sale-input.ts';

interface AdvanceRow {
  readonly id: string;
  readonly sale_id: string | null;
  readonly buyer: Buffer | null;
  readonly source_type: string;
  readonly type: string;
  readonly series: string;
  readonly number: number;
  readonly status: string;
  readonly currency: string;
  readonly totals: StoredTotals;
}

const ACCEPTED = ['accepted', 'observed'];
const NOT_ACCEPTED = {
  code: 'prepayment_not_accepted',
  detail: 'SUNAT no tiene aceptado el comprobante del anticipo.',
} as const;
const NO_ADVANCE = ['export', 'isc', 'icbper', 'ivap_base'] as const;

const isSome = (amount: string | undefined): boolean => amount !== undefined && !new Decimal(amount).isZero();
/** An advance is of plain lines: other taxes have no discount of their own to take them off by. */
const isPlain = (totals: StoredTotals): boolean => !NO_ADVANCE.some((field) => isSome(totals[field]));

/** What part of an amount falls to the taxed, the exempt and the unaffected lines of the advance. */
function partsOf({ taxable, igv, exempt, unaffected }: StoredTotals, amount: string): StoredPrepayment['parts'] {
  const weights = [new Decimal(taxable).plus(igv), new Decimal(exempt), new Decimal(unaffected)];
  const parts = shareByWeight(new Decimal(amount), weights);
  return (['04', '05', '06'] as const).flatMap((kind, index) => {
    const part = parts[index] ?? ZERO;
    return part.isZero() ? [] : [{ kind, amount: toAmount(part) }];
  });
}

function faultOf(row: AdvanceRow | undefined, input: SaleInput, sameBuyer: boolean): [string, string, string?] | null {
  if (!row) return ['not_found', 'El comprobante del anticipo no existe.'];
  if (row.source_type !== 'sale' || (row.type !== '01' && row.type !== '03'))
    return ['not_an_advance', 'Un anticipo se factura con una factura o una boleta.', '2505'];
  if (!ACCEPTED.includes(row.status)) return [NOT_ACCEPTED.code, NOT_ACCEPTED.detail];
  if (row.currency !== input.currency)
    return ['prepayment_in_other_currency', 'El anticipo debe estar en la moneda de la venta.', '2071'];
  if (!sameBuyer) return ['prepayment_of_other_buyer', 'El anticipo es de otro comprador.'];
  if (!isPlain(row.totals))
    return ['prepayment_of_other_taxes', 'Un anticipo con ISC, ICBPER, IVAP o de exportación no se descuenta así.'];
  return null;
}

/** The documents of the advances that a request names, as the sale's document will name them. */
export async function lookPrepayments(
  tx: Tx,
  cipher: CompanyCipher,
  input: SaleInput,
  buyer: Buyer | undefined,
  issues: FieldIssue[],
): Promise<readonly StoredPrepayment[]> {
  const asked = input.prepayments ?? [];
  if (asked.length === 0) return [];
  const rows = await tx.sql<AdvanceRow>(
    `select d.id, d.sale_id, s.buyer, d.source_type, d.type, d.series, d.number, d.status, d.currency, d.totals
       from fiscal_document d left join sale s on s.company_id = d.company_id and s.id = d.sale_id
      where d.company_id = $1 and d.id = any($2::uuid[])`,
    [tx.companyId, asked.map(({ document_id }) => document_id)],
  );
  return asked.flatMap(({ document_id, amount }, index): StoredPrepayment[] => {
    const pointer = `/prepayments/${index}/document_id`;
    const row = rows.find(({ id }) => id === document_id);
    const of = row?.sale_id ? openBuyer(cipher, row.sale_id, row.buyer) : undefined;
    const fault = faultOf(row, input, of?.document_number === buyer?.document_number);
    const repeated = asked.findIndex((one) => one.document_id === document_id) !== index;
    if (repeated)
      issues.push({ pointer, code: 'named_twice', detail: 'El anticipo está repetido.', sunatCode: '2365' });
    if (fault) {
      const [code, detail, sunatCode] = fault;
      issues.push({ pointer, code, detail, ...(sunatCode === undefined ? {} : { sunatCode }) });
    }
    if (!row || fault || repeated) return [];
    const type = row.type === '03' ? '03' : '01';
    return [
      {
        documentId: row.id,
        type,
        fullNumber: fullNumber(row.series, row.number),
        amount,
        parts: partsOf(row.totals, amount),
      },
    ];
  });
}

interface Left {
  readonly total: string;
  readonly status: string;
  readonly credited: string;
}

/** What sales that stand took off the advance of a document: neither cancelled nor with a document that is voided. */
export async function deductedFrom(tx: Tx, documentId: string): Promise<string> {
  const [row] = await tx.sql<{ deducted: string }>(
    `select coalesce(sum(a.amount), 0) as deducted from advance_deduction a
       join sale s on s.company_id = a.company_id and s.id = a.sale_id
       left join fiscal_document d on d.company_id = s.company_id and d.id = s.document_id
      where a.company_id = $1 and a.document_id = $2 and s.status <> 'cancelled' and coalesce(d.status, '') <> 'voided'`,
    [tx.companyId, documentId],
  );
  return toAmount(row?.deducted ?? '0');
}

const LOCK = `
  select s.id from sale s join fiscal_document d on d.company_id = s.company_id and d.sale_id = s.id
   where d.company_id = $1 and d.id = $2 for update of s`;

/** What an advance was invoiced for, and its credit notes in force. */
const LEFT = `
  select d.total, d.status,
         (select coalesce(sum(n.total), 0) from note n
            left join fiscal_document x on x.company_id = n.company_id and x.id = n.document_id
           where n.company_id = $1 and n.amended_id = $2 and n.kind = '07' and n.status <> 'cancelled'
             and coalesce(x.status, '') <> 'voided') as credited
    from fiscal_document d where d.company_id = $1 and d.id = $2`;

/**
 * Takes the advances off: the sales that they were are locked in the order of their documents, as their notes lock
 * them, so that sales and notes together never take more than is left. Stands last in the transaction, after the sale's row.
 * @throws HubError 422 `prepayment_exceeds_advance` at `/prepayments/N/amount`, `prepayment_not_accepted` where it was voided
 * meanwhile, 409 `void_in_progress` while it is being voided
 */
export async function takePrepayments(tx: Tx, saleId: string, taken: readonly StoredPrepayment[]): Promise<void> {
  const issues: FieldIssue[] = [];
  const ordered = [...taken.entries()].sort(([, a], [, b]) => (a.documentId < b.documentId ? -1 : 1));
  for (const [index, { documentId, amount }] of ordered) {
    // The lock comes first and alone: what is added up must be read after it is held.
    const [advance] = await tx.sql<{ id: string }>(LOCK, [tx.companyId, documentId]);
    if (advance) await requireNoVoid(tx, advance.id);
    const [row] = await tx.sql<Left>(LEFT, [tx.companyId, documentId]);
    if (!row || !ACCEPTED.includes(row.status)) {
      issues.push({ pointer: `/prepayments/${index}/document_id`, ...NOT_ACCEPTED });
      continue;
    }
    const deducted = await deductedFrom(tx, documentId);
    const left = new Decimal(row.total).minus(sum([row.credited, deducted].map((one) => new Decimal(one))));
    if (left.lessThan(amount)) {
      const detail = `Del anticipo solo quedan ${toAmount(Decimal.max(left, ZERO))} por descontar.`;
      issues.push({ pointer: `/prepayments/${index}/amount`, code: 'prepayment_exceeds_advance', detail });
      continue;
    }
    await tx.run(
      'insert into advance_deduction (id, company_id, sale_id, document_id, amount) values ($1, $2, $3, $4, $5)',
      [uuidv7(), tx.companyId, saleId, documentId, amount],
    );
  }
  if (issues.length > 0) throw invalid(issues);
}
