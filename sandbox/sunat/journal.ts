import { closeSync, existsSync, fsyncSync, ftruncateSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Append-only lines of JSON; `append` is done only when the line is on the disk. */
export interface Journal {
  /** What stood in the file when it was opened, oldest first. */
  readonly past: readonly unknown[];
  /** Durable once the promise is fulfilled; lines that come in together share one fsync. */
  append(record: object): Promise<void>;
  /** Empties the file and starts it again with these records. */
  restart(records: readonly object[]): Promise<void>;
  close(): Promise<void>;
}

interface Waiting {
  readonly line: string;
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

/** Opens the journal, cutting off a line that a kill left half written. */
export async function openJournal(path: string): Promise<Journal> {
  mkdirSync(dirname(path), { recursive: true });
  const past = recover(path);
  const file = await open(path, 'a');
  let waiting: Waiting[] = [];
  let turn: Promise<void> = Promise.resolve();
  const flush = async (): Promise<void> => {
    const batch = waiting;
    waiting = [];
    if (batch.length > 0) await writeBatch(file, batch);
  };
  const enqueue = (work: () => Promise<void>): Promise<void> => {
    turn = turn.then(work, work);
    return turn;
  };
  return {
    past,
    append: (record) =>
      new Promise((done, failed) => {
        waiting.push({ line: `${JSON.stringify(record)}\n`, done, failed });
        if (waiting.length === 1) void enqueue(flush);
      }),
    restart: (records) =>
      enqueue(async () => {
        await file.truncate(0);
        await file.appendFile(records.map((record) => `${JSON.stringify(record)}\n`).join(''));
        await file.datasync();
      }),
    close: async () => {
      await enqueue(flush);
      await file.close();
    },
  };
}

async function writeBatch(file: FileHandle, batch: readonly Waiting[]): Promise<void> {
  try {
    await file.appendFile(batch.map((one) => one.line).join(''));
    await file.datasync();
    for (const one of batch) one.done();
  } catch (error) {
    for (const one of batch) one.failed(error);
  }
}

function recover(path: string): unknown[] {
  if (!existsSync(path)) return [];
  const bytes = readFileSync(path);
  const whole = bytes.lastIndexOf(0x0a) + 1;
  if (whole < bytes.length) {
    const file = openSync(path, 'r+');
    ftruncateSync(file, whole);
    fsyncSync(file);
    closeSync(file);
  }
  const lines = bytes.toString('utf8', 0, whole).split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as unknown);
}
