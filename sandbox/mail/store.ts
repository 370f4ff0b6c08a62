import { existsSync, mkdirSync } from 'node:fs';
import { open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { type Journal, openJournal } from '../sunat/journal.ts';

const recordSchema = z.object({
  id: z.int(),
  at: z.string(),
  from: z.string(),
  to: z.array(z.string()),
  subject: z.string(),
  messageId: z.string(),
  attachments: z.array(z.string()),
  bytes: z.int(),
});

/** One mail that was taken; a mail sent twice is two of them with one Message-ID. */
export type MailRecord = z.infer<typeof recordSchema>;

/** What was caught: one file a mail, and a journal of what stands in them. */
export interface MailStore {
  readonly mails: readonly MailRecord[];
  /** Keeps a mail; it is on the disk once the promise is fulfilled. */
  save(raw: Buffer, about: Omit<MailRecord, 'id' | 'bytes'>): Promise<MailRecord>;
  /** The mail as it came over the wire; undefined when there is none. */
  read(id: number): Promise<Buffer | undefined>;
  reset(): Promise<void>;
  close(): Promise<void>;
}

export async function openMailStore(dataDir: string): Promise<MailStore> {
  mkdirSync(dataDir, { recursive: true });
  const journal = await openJournal(join(dataDir, 'mail.jsonl'));
  const fileOf = (id: number): string => join(dataDir, `${id}.eml`);
  const past = journal.past.flatMap((line) => recordSchema.safeParse(line).data ?? []);
  return build(journal, fileOf, past);
}

function build(journal: Journal, fileOf: (id: number) => string, mails: MailRecord[]): MailStore {
  let last = mails.at(-1)?.id ?? 0;
  return {
    mails,
    async save(raw, about) {
      const record = { id: ++last, bytes: raw.length, ...about };
      const file = await open(fileOf(record.id), 'w');
      try {
        await file.writeFile(raw);
        await file.datasync();
      } finally {
        await file.close();
      }
      await journal.append(record);
      mails.push(record);
      return record;
    },
    async read(id) {
      if (!mails.some((mail) => mail.id === id) || !existsSync(fileOf(id))) return undefined;
      return readFile(fileOf(id));
    },
    async reset() {
      const old = mails.splice(0);
      await journal.restart([]);
      for (const { id } of old) await rm(fileOf(id), { force: true });
    },
    close: () => journal.close(),
  };
}
