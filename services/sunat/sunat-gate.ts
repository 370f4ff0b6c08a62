import type { Tx } from '../../db/tx.ts';
import type { CompanyCipher } from '../../platform/crypto/envelope.ts';
import { uuidv7 } from '../../platform/ids.ts';
import { openAttention } from '../attention/open-attention.ts';
import { writeAudit } from '../audit/write-audit.ts';
import type { ServiceContext } from '../context.ts';

/** The two ways to SUNAT: receipts and guías, each under credentials of its own. */
export type SunatChannel = 'cpe' | 'gre';

/** The attention entries of a company whose documents cannot go to SUNAT; one for the company, not one a sale. */
export const GATE_ATTENTION = { cpe: 'sunat_configuration', gre: 'gre_configuration' } as const;

/**
 * Whether the company's documents may go to SUNAT now. Shared lock: who opens the gate waits for those who are just
 * noting that they wait, so that no one is left behind a gate that has opened.
 */
export async function isGateOpen(tx: Tx, channel: SunatChannel = 'cpe'): Promise<boolean> {
  const [gate] = await tx.sql<{ state: string }>(
    'select state from sunat_gate where company_id = $1 and channel = $2 for share',
    [tx.companyId, channel],
  );
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
  channel: SunatChannel = 'cpe',
): Promise<void> {
  const [code, reason] = [cause.code.slice(0, 40), cause.description.slice(0, 500)];
  const closed = await tx.run(
    `insert into sunat_gate (id, company_id, channel, state, code, reason) values ($1, $2, $5, 'closed', $3, $4)
     on conflict (company_id, channel) do update set state = 'closed', code = excluded.code, reason = excluded.reason, updated_at = now()
       where (sunat_gate.state, sunat_gate.code) is distinct from ('closed', excluded.code)`,
    [uuidv7(), tx.companyId, code, reason, channel],
  );
  if (closed > 0)
    await writeAudit(tx, ctx, cipher, {
      ...{ action: 'sunat_gate.close', entity: 'company', entityId: tx.companyId },
      after: { code, reason, ...(channel === 'gre' && { channel }) },
    });
  await openAttention(tx, ctx, {
    kind: 'company',
    severity: 'critical',
    code: GATE_ATTENTION[channel],
    detail:
      `SUNAT no acepta la configuración de la empresa${channel === 'gre' ? ' para guías' : ''} (${cause.code}): ${cause.description}`.slice(
        0,
        500,
      ),
    subjectId: tx.companyId,
    options: ['retry'],
  });
}
