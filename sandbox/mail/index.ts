import { setTimeout as delay } from 'node:timers/promises';
import { listen } from '../sunat/http.ts';
import { createFaultQueue } from './faults.ts';
import { createMailRouter } from './router.ts';
import { listenSmtp } from './smtp.ts';
import { openMailStore } from './store.ts';

export interface MailSandboxOptions {
  /** Folder of what is caught; made when missing. The same folder brings the same mails back. */
  readonly dataDir: string;
  /** Ports on 127.0.0.1; 0 takes a free one. */
  readonly smtpPort: number;
  readonly httpPort: number;
}

/** A running catcher: where mail goes, and where it is read and controlled. */
export interface MailSandbox {
  readonly smtpUrl: string;
  readonly url: string;
  close(): Promise<void>;
}

/** Starts an SMTP server that keeps every mail on the disk and lets none out, with a page to read them. */
export async function createMailSandbox(options: MailSandboxOptions): Promise<MailSandbox> {
  const store = await openMailStore(options.dataDir);
  const faults = createFaultQueue();
  const stopping = new AbortController();
  const sleep = (ms: number) => delay(ms, undefined, { signal: stopping.signal });
  const smtp = await listenSmtp({ port: options.smtpPort, store, faults, now: () => new Date(), sleep });
  const web = await listen(options.httpPort, createMailRouter({ store, faults }));
  return {
    smtpUrl: `smtp://127.0.0.1:${smtp.port}`,
    url: web.url,
    close: async () => {
      stopping.abort();
      await Promise.all([smtp.close(), web.close()]);
      await store.close();
    },
  };
}
