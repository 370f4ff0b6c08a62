import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { HubError } from '../../domain/errors.ts';
import type { PrintDefinition, ThreadAnswer } from './types.ts';

export interface PdfRenderer {
  /**
   * The bytes of the PDF.
   * @throws HubError 503 `printing_busy` when too many wait; Error when it cannot be made (a fault of ours)
   */
  render(definition: PrintDefinition): Promise<Buffer>;
  /** Ends the threads; what still waits fails. */
  close(): Promise<void>;
}

export interface PdfRendererOptions {
  /** Threads at most; each is started when there is work for it. One less than the machine's cores by default. */
  readonly threads?: number;
  /** Documents that may wait for a thread. */
  readonly maxWaiting?: number;
  /** Milliseconds after which a thread is held to hang, and replaced. */
  readonly timeoutMs?: number;
  /** The thread's program; tests put their own. */
  readonly program?: URL;
}

interface Job {
  readonly definition: PrintDefinition;
  readonly resolve: (pdf: Buffer) => void;
  readonly reject: (error: Error) => void;
}

interface Thread {
  readonly worker: Worker;
  job: Job | undefined;
  timer: NodeJS.Timeout | undefined;
}

const HEAP_MB = 256;

/** A PDF takes 10 to 400 ms of pure computing: threads do it, so that the event loop stays free. */
export function createPdfRenderer(options: PdfRendererOptions = {}): PdfRenderer {
  const { threads = Math.max(1, availableParallelism() - 1), maxWaiting = 200, timeoutMs = 30_000 } = options;
  const program = options.program ?? new URL('./thread.ts', import.meta.url);
  const pool = new Set<Thread>();
  const waiting: Job[] = [];
  let closed = false;

  /** Frees the thread of its job, which the caller then settles. An idle thread does not keep the process alive. */
  function release(thread: Thread): Job | undefined {
    const { job, timer } = thread;
    clearTimeout(timer);
    thread.job = undefined;
    thread.worker.unref();
    return job;
  }

  function start(): Thread {
    const worker = new Worker(program, { resourceLimits: { maxOldGenerationSizeMb: HEAP_MB } });
    const thread: Thread = { worker, job: undefined, timer: undefined };
    worker.on('message', (answer: ThreadAnswer) => {
      const job = release(thread);
      if (answer.ok) job?.resolve(Buffer.from(answer.pdf.buffer, answer.pdf.byteOffset, answer.pdf.byteLength));
      else job?.reject(new Error(`The PDF could not be made: ${answer.fault}`));
      next();
    });
    const lost = (error: Error): void => {
      pool.delete(thread);
      release(thread)?.reject(error);
      if (!closed) next();
    };
    // An error is followed by the exit; whichever comes first fails the job, and its place is free again.
    worker.on('error', (error) => lost(new Error('The thread that made the PDF crashed', { cause: error })));
    worker.on('exit', () => lost(new Error('The thread that made the PDF ended')));
    pool.add(thread);
    return thread;
  }

  function give(thread: Thread, job: Job): void {
    thread.job = job;
    thread.worker.ref();
    thread.timer = setTimeout(() => void thread.worker.terminate(), timeoutMs);
    try {
      thread.worker.postMessage(job.definition);
    } catch (cause) {
      release(thread)?.reject(new Error('The definition is not plain data', { cause }));
      next();
    }
  }

  function next(): void {
    while (waiting.length > 0) {
      const idle = [...pool].find((thread) => thread.job === undefined) ?? (pool.size < threads ? start() : undefined);
      const job = idle && waiting.shift();
      if (!idle || !job) return;
      give(idle, job);
    }
  }

  return {
    render(definition) {
      if (closed) return Promise.reject(new Error('The renderer is closed'));
      if (waiting.length >= maxWaiting) return Promise.reject(busy());
      return new Promise((resolve, reject) => {
        waiting.push({ definition, resolve, reject });
        next();
      });
    },
    async close() {
      closed = true;
      for (const job of waiting.splice(0)) job.reject(new Error('The renderer is closed'));
      await Promise.all([...pool].map((thread) => thread.worker.terminate()));
    },
  };
}

function busy(): HubError {
  const detail = 'Hay demasiados comprobantes por imprimir. Intente de nuevo en unos segundos.';
  return new HubError('unavailable', 'printing_busy', detail, { retryAfter: 3 });
}
