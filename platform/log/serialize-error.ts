/** An error as a log line shows it. */
export interface SerializedError {
  readonly type: string;
  readonly message: string;
  readonly code?: string | number;
  /** Names of database objects only, never values. */
  readonly constraint?: string;
  readonly table?: string;
  readonly stack?: string;
  readonly cause?: SerializedError;
}

const MAX_CAUSES = 5;
const MAX_MESSAGE = 500;

const text = (error: object, key: string): string | undefined => {
  const value: unknown = Reflect.get(error, key);
  return typeof value === 'string' ? value : undefined;
};

/**
 * Messages of the database and of the ORM repeat statements and values, which are personal data: of those only the
 * class, SQLSTATE and the names of table and constraint are kept. Our own messages hold no values.
 */
function messageOf(error: object, type: string): string {
  if (text(error, 'severity') !== undefined) return `database refused: SQLSTATE ${text(error, 'code') ?? 'unknown'}`;
  const message = text(error, 'message') ?? '';
  const own = type.endsWith('Exception') ? (message.split(' - ').at(-1) ?? '') : message;
  return (own.split('\n')[0] ?? '').slice(0, MAX_MESSAGE);
}

/** Frames only: the head of a stack repeats the message. */
function framesOf(error: object): string | undefined {
  const frames = text(error, 'stack')
    ?.split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 20);
  return frames?.length ? frames.join('\n') : undefined;
}

/** Makes an error plain, with its causes; `clean` is applied to each message. Anything else comes back as its type. */
export function serializeError(
  error: unknown,
  clean: (message: string) => string = (message) => message,
  depth = 0,
): SerializedError {
  if (typeof error !== 'object' || error === null) return { type: typeof error, message: clean(String(error)) };
  const type = text(error, 'name') ?? text(error, 'type') ?? 'Error';
  const code: unknown = Reflect.get(error, 'code');
  const cause: unknown = Reflect.get(error, 'cause') ?? Reflect.get(error, 'previous');
  const [constraint, table, stack] = [text(error, 'constraint'), text(error, 'table'), framesOf(error)];
  return {
    type,
    message: clean(messageOf(error, type)),
    ...(typeof code === 'string' || typeof code === 'number' ? { code } : {}),
    ...(constraint === undefined ? {} : { constraint }),
    ...(table === undefined ? {} : { table }),
    ...(stack === undefined ? {} : { stack }),
    ...(cause !== undefined && cause !== null && depth < MAX_CAUSES
      ? { cause: serializeError(cause, clean, depth + 1) }
      : {}),
  };
}
