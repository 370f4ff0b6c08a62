import { parentPort } from 'node:worker_threads';

/** A rendering thread that does what the document's title says: for the tests of the pool. */
parentPort?.on('message', ({ info }: { info: { title: string } }) => {
  if (info.title === 'crash') throw new Error('as asked');
  if (info.title === 'exit') process.exit(3);
  if (info.title === 'memory')
    for (const kept: number[][] = []; ; ) kept.push(Array.from({ length: 100_000 }, () => 1));
  if (info.title === 'hang') for (;;);
  if (info.title === 'refuse') parentPort?.postMessage({ ok: false, fault: 'refused' });
  else parentPort?.postMessage({ ok: true, pdf: Buffer.from(`made ${info.title}`) });
});
