import type { z } from 'zod';
import { invalid } from '../../domain/errors.ts';
import { validateIdentityDocument } from '../../domain/identity/identity-document.ts';
import type { Tx } from '../../db/tx.ts';
import { uuidv7 } from '../../platform/ids.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { change } from '../change.ts';
import { authorise, type ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import { bindResource } from '../idempotency/bind-resource.ts';
import { parseInput } from '../input.ts';
import { insertRow } from '../rows.ts';
import { alreadyExists, uniqueIssue } from '../unique-issue.ts';
import {
  CreateCustomer,
  type CustomerRow,
  documentIndex,
  documentIndexes,
  sealColumn,
  showCustomer,
} from './customer.ts';
import type { ReadCustomer } from './read-customers.ts';

/**
 * A buyer, unique by document. The document is checked as SUNAT does (check digit of a RUC, eight digits of a DNI).
 * @throws HubError 409 `already_exists` at `/document_number`, 422
 */
export async function createCustomer(
  deps: ServiceDeps,
  ctx: ServiceContext,
  input: z.input<typeof CreateCustomer>,
): Promise<ReadCustomer> {
  authorise(ctx, 'customers:write');
  const data = parseInput(CreateCustomer, input);
  const issues = validateIdentityDocument(data.document_type, data.document_number, '');
  if (issues.length > 0) throw invalid(issues);
  return uniqueIssue({ customer_document_key: '/document_number' }, () =>
    change(deps, ctx, async (tx, cipher) => {
      await refuseKnown(tx, documentIndexes(cipher, data.document_number));
      const id = uuidv7();
      const columns = {
        document_type: data.document_type,
        document_number: sealColumn(cipher, id, 'document_number', data.document_number),
        document_number_index: documentIndex(cipher, data.document_number),
        name: data.name,
        email: sealColumn(cipher, id, 'email', data.email),
        phone: sealColumn(cipher, id, 'phone', data.phone),
        address: sealColumn(cipher, id, 'address', data.address),
      };
      const row = await insertRow<CustomerRow>(tx, 'customer', columns, id);
      const after = showCustomer(row, cipher, false);
      await writeAudit(tx, ctx, cipher, { action: 'customer.create', entity: 'customer', entityId: id, after });
      await bindResource(tx, ctx, id);
      return { view: after, version: row.version };
    }),
  );
}

/** The unique index compares under one key; only while a rotation is under way there are rows under another. */
async function refuseKnown(tx: Tx, indexes: readonly Buffer[]): Promise<void> {
  if (indexes.length === 1) return;
  const known = await tx.sql(
    'select 1 from customer where company_id = $1 and document_number_index = any($2::bytea[])',
    [tx.companyId, indexes],
  );
  if (known.length > 0) throw alreadyExists('/document_number');
}
