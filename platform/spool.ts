import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { type FileHandle, open, unlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const CIPHER = 'aes-256-ctr';
const CHUNK_BYTES = 64 * 1024;
const IDLE_MS = 60_000;

/** A text too large for memory: written whole first, then read once. */
export interface Spool {
  write(bytes: Uint8Array): Promise<void>;
  /** Bytes written so far. */
  size(): number;
  /** The bytes in their order; the spool is gone when they end, are cancelled or are not asked for during a minute. */
  read(idleMs?: number): ReadableStream<Uint8Array<ArrayBuffer>>;
  discard(): Promise<void>;
}

/**
 * Opens one on the machine's disk. The file has no name any more when this answers, so that nothing is left of it
 * whatever dies, and what stands in it is encrypted under a key that only this process has ever had.
 */
export async function openSpool(): Promise<Spool> {
  const path = join(tmpdir(), `spool-${randomBytes(16).toString('hex')}`);
  const file = await open(path, 'wx+', 0o600);
  await unlink(path);
  const [key, iv] = [randomBytes(32), randomBytes(16)];
  const cipher = createCipheriv(CIPHER, key, iv);
  let size = 0;
  let closed: Promise<void> | undefined;
  const discard = (): Promise<void> => (closed ??= file.close());
  return {
    ...{ size: () => size, discard },
    async write(bytes) {
      const sealed = cipher.update(bytes);
      await file.appendFile(sealed);
      size += sealed.byteLength;
    },
    read: (idleMs = IDLE_MS) => reading(file, createDecipheriv(CIPHER, key, iv), discard, idleMs),
  };
}

function reading(
  file: FileHandle,
  decipher: ReturnType<typeof createDecipheriv>,
  discard: () => Promise<void>,
  idleMs: number,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  let position = 0;
  let timer: NodeJS.Timeout | undefined;
  const end = async (): Promise<void> => {
    clearTimeout(timer);
    await discard();
  };
  return new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      start(controller) {
        // Who asks for the headers only, or hangs up in a way that nobody hears of, must not keep the file open.
        timer = setTimeout(() => {
          controller.error(new Error('Nobody read the spool'));
          void discard();
        }, idleMs).unref();
      },
      async pull(controller) {
        timer?.refresh();
        const { bytesRead, buffer } = await file.read(Buffer.alloc(CHUNK_BYTES), 0, CHUNK_BYTES, position);
        position += bytesRead;
        if (bytesRead > 0) return controller.enqueue(new Uint8Array(decipher.update(buffer.subarray(0, bytesRead))));
        await end();
        controller.close();
      },
      cancel: end,
    },
    { highWaterMark: 0 },
  );
}
