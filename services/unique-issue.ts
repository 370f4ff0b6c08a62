import { conflict, type HubError } from '../domain/errors.ts';
import { violatedConstraint } from '../platform/database-pool.ts';

/**
 * Turns the violation of a named unique constraint into 409 `already_exists` at its field. The constraint decides,
 * not a look-up before it: two requests at once cannot both pass.
 */
export async function uniqueIssue<T>(pointers: Readonly<Record<string, string>>, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const pointer = pointers[violatedConstraint(error) ?? ''];
    if (pointer === undefined) throw error;
    throw alreadyExists(pointer);
  }
}

/** 409 `already_exists` at a field. */
export function alreadyExists(pointer: string): HubError {
  const detail = 'Ya existe un registro con este valor.';
  return conflict('already_exists', detail, [{ pointer, code: 'already_exists', detail }]);
}
