import pg from 'pg';

import { uuidv7 } from '../../platform/ids.ts';

/** One statement as it went to the server. */
export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
}

function statementOf([query, values]: readonly unknown[]): Statement {
  if (typeof query === 'string') return { text: query, values: Array.isArray(values) ? values : [] };
  const [text, own]: unknown[] =
    typeof query === 'object' && query !== null ? [Reflect.get(query, 'text'), Reflect.get(query, 'values')] : [];
  if (typeof text !== 'string') throw new Error('Una consulta sin texto no se puede repetir.');
  return { text, values: Array.isArray(own) ? own : [] };
}

/**
 * Writes down what `work` sends by any `pg` client of this process that connects meanwhile, so that the reference runs
 * the very statements of the verb and cannot fall behind it. `begin` says from when on.
 */
export async function recordStatements(work: (begin: () => void) => Promise<void>): Promise<readonly Statement[]> {
  const prototype = pg.Client.prototype;
  const original: unknown = Reflect.get(prototype, 'query');
  if (typeof original !== 'function') throw new Error('pg.Client no tiene query.');
  const statements: Statement[] = [];
  let recording = false;
  Object.assign(prototype, {
    query(this: pg.Client, ...args: unknown[]): unknown {
      if (recording) statements.push(statementOf(args));
      return Reflect.apply(original, this, args);
    },
  });
  try {
    await work(() => {
      recording = true;
    });
  } finally {
    Object.assign(prototype, { query: original });
  }
  return statements;
}

const UUID = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/g;

export interface Replay {
  readonly statements: readonly Statement[];
  /** The subject of the recorded run; each run puts its own in its place. */
  readonly subject: string;
  /** Ids that stay; every other one was made by the verb and is made anew. */
  readonly constants: ReadonlySet<string>;
}

function freshValue(value: unknown, replay: Replay, subject: string): unknown {
  if (typeof value !== 'string') return value;
  return value.replace(UUID, (id) => {
    if (id === replay.subject) return subject;
    return replay.constants.has(id) ? id : uuidv7();
  });
}

/** Runs the recorded transaction for another subject by bare `pg`, one round trip a statement. */
export async function replayTransaction(
  client: pg.ClientBase,
  replay: Replay,
  subject: string,
  prepared: boolean,
): Promise<void> {
  for (const [index, { text, values }] of replay.statements.entries()) {
    if (values.length === 0) await client.query(text);
    else {
      const own = values.map((value) => freshValue(value, replay, subject));
      await client.query(prepared ? { name: `bench-${index}`, text, values: own } : { text, values: own });
    }
  }
}
