import { createServer } from 'node:http';
import type { Registry } from 'prom-client';

export interface MetricsServerOptions {
  /** 0 for any free port. */
  readonly port: number;
  readonly host?: string;
  readonly registry: Registry;
  /** More metrics in Prometheus' text form, e.g. Temporal's own; when it fails, it is left out. */
  readonly extra?: () => Promise<string>;
}

export interface MetricsServer {
  /** The whole address, with the path. */
  readonly url: string;
  close(): Promise<void>;
}

async function render(options: MetricsServerOptions): Promise<string> {
  const [own, extra] = await Promise.all([
    options.registry.metrics(),
    options.extra ? options.extra().catch(() => '# the additional metrics could not be read\n') : '',
  ]);
  return `${own.trimEnd()}\n${extra}`;
}

/** Serves `GET /metrics` on a port of its own, apart from the public API. */
export async function startMetricsServer(options: MetricsServerOptions): Promise<MetricsServer> {
  const host = options.host ?? '127.0.0.1';
  const server = createServer((request, response) => {
    if (request.method !== 'GET' || request.url?.split('?')[0] !== '/metrics') {
      response.writeHead(404).end();
      return;
    }
    render(options).then(
      (text) => response.writeHead(200, { 'content-type': options.registry.contentType }).end(text),
      () => response.writeHead(500).end(),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, host, resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : options.port;
  return {
    url: `http://${host}:${port}/metrics`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Fetches another exporter's page (Temporal's Core has one of its own), for `extra`. */
export async function scrape(url: string, timeoutMs = 1000): Promise<string> {
  const response = await fetch(url, { signal: AbortSignal.timeout(timeoutMs) });
  if (!response.ok) throw new Error(`The exporter answered ${response.status}.`);
  return response.text();
}
