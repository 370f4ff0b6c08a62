/**
 * Reading of caught values by shape, not by class: a library's error may come from another copy of its package or
 * from another realm, where `instanceof` is false.
 */
export interface ErrorLike {
  readonly name: string;
  readonly message: string;
  readonly stack?: string;
  readonly code?: string | number;
  /** Of a refused database statement. */
  readonly constraint?: string;
}

const property = (value: object, key: string): unknown => Reflect.get(value, key);

/** The error's readable parts, or undefined for a thrown value that is no error. */
export function asError(value: unknown): ErrorLike | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const message = property(value, 'message');
  if (typeof message !== 'string') return undefined;
  const [name, stack] = [property(value, 'name'), property(value, 'stack')];
  const [code, constraint] = [property(value, 'code'), property(value, 'constraint')];
  return {
    name: typeof name === 'string' ? name : 'Error',
    message,
    ...(typeof stack === 'string' ? { stack } : {}),
    ...(typeof code === 'string' || typeof code === 'number' ? { code } : {}),
    ...(typeof constraint === 'string' ? { constraint } : {}),
  };
}

/** The code of an error (`ENOENT`, `23505`, gRPC's 14), if it has one. */
export const errorCode = (value: unknown): string | number | undefined => asError(value)?.code;

/**
 * The error and what caused it, outermost first: along `cause`, the ORM's `previous`, and the errors of an
 * AggregateError (a refused connection to a name with two addresses is one).
 */
export function errorChain(value: unknown): readonly ErrorLike[] {
  const seen = new Set<unknown>();
  const found: ErrorLike[] = [];
  const visit = (item: unknown): void => {
    if (typeof item !== 'object' || item === null || seen.has(item) || seen.size > 32) return;
    seen.add(item);
    const error = asError(item);
    if (error) found.push(error);
    visit(property(item, 'cause'));
    visit(property(item, 'previous'));
    const errors = property(item, 'errors');
    if (Array.isArray(errors)) errors.forEach(visit);
  };
  visit(value);
  return found;
}
