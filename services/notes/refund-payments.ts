import type { Tx } from '../../db/tx.ts';
import { Decimal, sum, toAmount, ZERO } from '../../domain/decimal.ts';
import { shareByWeight } from '../../domain/sale/spread.ts';
import { uuidv7 } from '../../platform/ids.ts';

interface PaidRow {
  readonly id: string;
  readonly method: string;
  readonly currency: string;
  /** What is left of it after earlier refunds. */
  readonly left: string;
}

/**
 * Money that goes back now: what was paid beyond what the sale still costs once all its credit notes that move money
 * are taken off. On a sale for cash that is the note's total; on credit the debt shrinks first.
 */
async function dueBack(tx: Tx, saleId: string, left: Decimal): Promise<Decimal> {
  const [row] = await tx.sql<{ cost: string }>(
    `select s.total - coalesce((select sum(n.total) from note n
              where n.company_id = s.company_id and n.sale_id = s.id and n.kind = '07' and n.effects in ('money', 'both')
                and n.document_id is not null and n.status <> 'cancelled'), 0) as cost
       from sale s where s.company_id = $1 and s.id = $2`,
    [tx.companyId, saleId],
  );
  return Decimal.max(left.minus(row?.cost ?? '0'), ZERO);
}

/**
 * Records what a credit note gives back, to the payments it came from: proportionally to what is left of each, by
 * largest remainder. The sale is locked by the caller. `total` is the note's, two decimals. Answers what was refunded.
 */
export async function refundPayments(
  tx: Tx,
  note: { readonly noteId: string; readonly saleId: string; readonly total: string },
): Promise<string> {
  const paid = await tx.sql<PaidRow>(
    `select p.id, p.method, p.currency, p.amount - coalesce((select sum(r.amount) from refund r
              where r.company_id = p.company_id and r.payment_id = p.id and r.status = 'recorded'), 0) as left
       from payment p where p.company_id = $1 and p.sale_id = $2 and p.status = 'recorded' order by p.line`,
    [tx.companyId, note.saleId],
  );
  const weights = paid.map(({ left }) => new Decimal(left));
  const left = sum(weights);
  // The note itself is not issued yet, so that its total still counts as owed.
  const back = Decimal.min(await dueBack(tx, note.saleId, left.plus(note.total)), left, note.total);
  const parts = shareByWeight(back, weights);
  const rows = paid.flatMap(({ id, method, currency }, index) => {
    const amount = parts[index] ?? ZERO;
    return amount.isZero() ? [] : [{ id: uuidv7(), payment_id: id, method, currency, amount: toAmount(amount) }];
  });
  await tx.run(
    `insert into refund (id, company_id, note_id, sale_id, payment_id, method, amount, currency)
     select id, $1, $2, $3, payment_id, method, amount, currency
       from jsonb_to_recordset($4::jsonb) as r (id uuid, payment_id uuid, method text, amount numeric, currency text)`,
    [tx.companyId, note.noteId, note.saleId, JSON.stringify(rows)],
  );
  return toAmount(back);
}

/** Takes the refunds of a note without effect back; answers how many. */
export async function reverseRefunds(tx: Tx, noteId: string): Promise<number> {
  return tx.run(
    `update refund set status = 'reversed', reversed_at = now()
      where company_id = $1 and note_id = $2 and status = 'recorded'`,
    [tx.companyId, noteId],
  );
}
