import type { Tx } from '../../db/tx.ts';
import type { CompanyCipher } from '../../platform/crypto/envelope.ts';
import { uuidv7 } from '../../platform/ids.ts';
import { openAttention } from '../attention/open-attention.ts';
import { writeAudit } from '../audit/write-audit.ts';
import type { ServiceContext } from '../context.ts';

/** The attention entry of a company whose documents cannot go to SUNAT; one for the company, not one a sale. */
export const GATE_ATTENTION = 'sunat_configuration';

/**
 * Whether the company's documents may go to SUNAT now. Shared lock: who opens the gate waits for those who are just
 * noting that they wait, so that no one is left behind a gate that has opened.
 */
export async function isGateOpen(tx: Tx): Promise<boolean> {
  const [gate] = await tx.sql<{ state: string }>('select state from sunat_gate where company_id = $1 for share', [
    tx.companyId,
  ]);
  return gate?.state !== 'closed';
}

/**
 * Closes the company's gate for an error of its own set-up (password, certificate, profile) and tells a person once.
 * The documents that meet the same error behind a closed gate change nothing, and stand in no audit.
 */
export async function closeSunatGate(
  tx: Tx,
  ctx: ServiceContext,
  cipher: CompanyCipher,
  cause: { readonly code: string; readonly description: string },
): Promise<void> {
  const [code, reason] = [cause.code.slice(0, 40), cause.description.slice(0, 500)];
  const closed = await tx.run(
    `insert into sunat_gate (id, company_id, state, code, reason) values ($1, $2, 'closed', $3, $4)
     on conflict (company_id) do update set state = 'closed', code = excluded.code, reason = excluded.reason, updated_at = now()
       where (sunat_gate.state, sunat_gate.code) is distinct from ('closed', excluded.code)`,
    [uuidv7(), tx.companyId, code, reason],
  );
  if (closed > 0)
    await writeAudit(tx, ctx, cipher, {
      ...{ action: 'sunat_gate.close', entity: 'company', entityId: tx.companyId },
      after: { code, reason },
    });
  await openAttention(tx, ctx, {
    kind: 'company',
    severity: 'critical',
    code: GATE_ATTENTION,
    detail: `SUNAT no acepta la configuración de la empresa (${cause.code}): ${cause.description}`.slice(0, 500),
    subjectId: tx.companyId,
    options: ['retry'],
  });
}
