import { z } from 'zod';
import { listAudit } from '../../../../services/audit/list-audit.ts';
import { listAnswer, pageOf, pageQuery } from '../../../paging.ts';
import { listOf } from '../../../schemas.ts';
import { defineRoute } from '../../define.ts';

const AuditEntry = z
  .object({
    id: z.uuid(),
    at: z.iso.datetime(),
    actor: z.object({ kind: z.string(), id: z.uuid().nullable() }),
    action: z.string(),
    entity: z.string(),
    entity_id: z.uuid().nullable(),
    reason: z.string().nullable(),
    request_id: z.string(),
    before: z.unknown().nullable(),
    after: z.unknown().nullable(),
  })
  .meta({ id: 'AuditEntry' });

const instant = z.iso.datetime({ offset: true });

export const listAuditRoute = defineRoute({
  method: 'get',
  path: '/api/v1/audit',
  tag: 'operations',
  summary: 'Who changed what',
  permission: 'audit:read',
  query: z.object({
    ...pageQuery,
    entity: z.string().max(60).optional(),
    entity_id: z.uuid().optional(),
    actor_id: z.uuid().optional(),
    action: z.string().max(80).optional(),
    from: instant.optional(),
    to: instant.optional(),
  }),
  answers: { 200: { description: 'Newest first.', schema: listOf(AuditEntry) } },
  async handler(call) {
    const page = await listAudit(call.deps.services, call.ctx, call.query, pageOf(call, 'audit'));
    return listAnswer(call, 'audit', page, (entry) => entry);
  },
});
