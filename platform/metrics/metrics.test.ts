import { afterEach, expect, test } from '@jest/globals';
import { createMetrics, type MetricsServer, scrape, startMetricsServer } from './metrics.ts';

let server: MetricsServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

test('one page shows requests, pools, SUNAT calls, sales and the oldest unsent document', async () => {
  const metrics = createMetrics({ service: 'api' });
  metrics.http.observe('GET', '/api/v1/sales/{id}', 200, 0.02);
  metrics.sunat.observe('sendBill', 'accepted', 0.3);
  metrics.sunat.breaker('beta', 'open');
  metrics.watchPools(() => ({ app: { totalCount: 5, idleCount: 2, waitingCount: 1 }, relay: undefined }));
  metrics.watchSales({
    salesByState: async () => ({ issued: 3 }),
    notesByState: async () => ({ received: 2 }),
    oldestUnsentSeconds: async () => 42,
  });
  server = await startMetricsServer({ port: 0, registry: metrics.registry });
  const page = await scrape(server.url);
  for (const line of [
    'hub_http_request_duration_seconds_count{service="api",method="GET",route="/api/v1/sales/{id}",status="200"} 1',
    'hub_sunat_call_duration_seconds_count{service="api",operation="sendBill",outcome="accepted"} 1',
    'hub_sunat_breaker_state{endpoint="beta",service="api"} 2',
    'hub_database_pool_connections{pool="app",state="used",service="api"} 3',
    'hub_database_pool_connections{pool="app",state="waiting",service="api"} 1',
    'hub_sales{state="issued",service="api"} 3',
    'hub_notes{state="received",service="api"} 2',
    'hub_oldest_unsent_document_seconds{service="api"} 42',
    'process_cpu_seconds_total',
  ]) {
    expect(page).toContain(line);
  }
  expect(page).not.toContain('pool="relay"');
});

test('a database that cannot be asked costs its own gauge only, and is counted', async () => {
  const metrics = createMetrics({ service: 'worker' });
  let down = false;
  const read = async (): Promise<Record<string, number>> => {
    if (down) throw new Error('down');
    return { issued: 3 };
  };
  metrics.watchSales({
    salesByState: read,
    notesByState: async () => ({}),
    oldestUnsentSeconds: async () => undefined,
  });
  expect(await metrics.registry.metrics()).toContain('hub_sales{state="issued",service="worker"} 3');
  down = true;
  await metrics.registry.metrics();
  const page = await metrics.registry.metrics();
  expect(page).not.toContain('hub_sales{');
  expect(page).toContain('hub_oldest_unsent_document_seconds{service="worker"} 0');
  expect(page).toContain('hub_metrics_read_failures_total{metric="hub_sales",service="worker"}');
});

test('the additional page is appended, and left out when it fails; other paths are 404', async () => {
  const { registry } = createMetrics({ service: 'worker' });
  let extra = async (): Promise<string> => 'temporal_x 1\n';
  server = await startMetricsServer({ port: 0, registry, extra: () => extra() });
  expect(await scrape(server.url)).toContain('\ntemporal_x 1\n');
  extra = () => Promise.reject(new Error('gone'));
  expect(await scrape(server.url)).toContain('process_cpu');
  await expect(scrape(server.url.replace('/metrics', '/'))).rejects.toThrow('404');
});

test('a port that is taken is an error of the start', async () => {
  const { registry } = createMetrics({ service: 'a' });
  server = await startMetricsServer({ port: 0, registry });
  await expect(startMetricsServer({ port: Number(new URL(server.url).port), registry })).rejects.toThrow('EADDRINUSE');
});
