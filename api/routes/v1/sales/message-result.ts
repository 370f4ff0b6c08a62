import { conflict, invalid } from '../../../../domain/errors.ts';
import type { MessageResult } from '../../../../workflows/sale-to-cdr/contract.ts';

/** Lets an accepted message pass. @throws HubError 422 with the faulty fields, or 409, as the process answered */
export function checkAccepted(result: MessageResult): void {
  if (result.accepted) return;
  const { code, detail, issues } = result;
  if (issues && issues.length > 0) throw invalid(issues, code, detail);
  throw conflict(code, detail);
}
