import { createMiddleware } from 'hono/factory';
import type { AppDeps, RequestLine } from '../deps.ts';
import type { HubEnv } from '../env.ts';

/** One line a request and one observation for the metrics. The route's template stands for the path: it names nobody. */
export const requestLog = (deps: Pick<AppDeps, 'logger' | 'observe'>) =>
  createMiddleware<HubEnv>(async (c, next) => {
    const started = performance.now();
    await next();
    const companyId = c.get('companyId');
    const code = c.get('problemCode');
    const line: RequestLine = {
      request_id: c.get('requestId'),
      ...(companyId !== undefined && { company_id: companyId }),
      method: c.req.method,
      route: c.get('route') ?? 'unmatched',
      status: c.res.status,
      ms: Math.round((performance.now() - started) * 10) / 10,
      ...(code !== undefined && { code }),
    };
    deps.observe(line);
    if (line.status >= 500) deps.logger.warn(line, 'request');
    else deps.logger.info(line, 'request');
  });
