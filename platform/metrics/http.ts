import { Histogram, type Registry } from 'prom-client';

export interface HttpMetrics {
  /** `route` is the route's pattern, never the path: ids would make a time series each. */
  observe(method: string, route: string, status: number, seconds: number): void;
}

/** Duration and count of HTTP requests by method, route and status. */
export function createHttpMetrics(registry: Registry): HttpMetrics {
  const duration = new Histogram({
    name: 'hub_http_request_duration_seconds',
    help: 'Time from the request to its answer.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers: [registry],
  });
  return { observe: (method, route, status, seconds) => duration.observe({ method, route, status }, seconds) };
}
