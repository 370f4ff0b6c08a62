import { OpenAPIHono } from '@hono/zod-openapi';
import { HubError, notFound } from '../domain/errors.ts';
import { toResponse } from './answer.ts';
import { registerCodec } from './codec/register.ts';
import type { AppDeps } from './deps.ts';
import { registerDocs } from './docs.ts';
import type { HubContext, HubEnv } from './env.ts';
import { compress } from './middleware/compress.ts';
import { requestId } from './middleware/request-id.ts';
import { requestLog } from './middleware/request-log.ts';
import { securityHeaders } from './middleware/security-headers.ts';
import { timeout } from './middleware/timeout.ts';
import { describeRoutes } from './openapi.ts';
import { handle } from './pipeline.ts';
import { asHubError, problemOf } from './problem.ts';
import type { Route } from './routes/define.ts';
import { routes as allRoutes } from './routes/index.ts';

/** `/products/{id}` in the documents is `/products/:id` in the router. */
const routerPath = (path: string): string => path.replaceAll(/\{(\w+)\}/g, ':$1');

function problem(c: HubContext, deps: AppDeps, thrown: unknown, headers: Record<string, string> = {}): Response {
  const { error, foreseen } = asHubError(thrown);
  c.set('problemCode', error.code);
  if (!foreseen) deps.logger.error({ request_id: c.get('requestId'), err: thrown }, 'unforeseen error');
  return toResponse(problemOf(error, c.get('requestId'), headers));
}

function wrongMethod(c: HubContext, deps: AppDeps, allowed: readonly string[]): Response {
  const error = new HubError('malformed', 'method_not_allowed', 'Este recurso no admite ese método.');
  return problem(c, deps, error, { Allow: allowed.join(', ') });
}

function register(app: OpenAPIHono<HubEnv>, deps: AppDeps, routes: readonly Route[]): void {
  const methods = new Map<string, string[]>();
  for (const route of routes) {
    const path = routerPath(route.path);
    const method = route.method.toUpperCase();
    methods.set(path, [...(methods.get(path) ?? []), ...(method === 'GET' ? ['GET', 'HEAD'] : [method])]);
    app.on(method, path, async (c) => {
      c.set('route', route.path);
      try {
        return toResponse(await handle(c, deps, route));
      } catch (error) {
        return problem(c, deps, error);
      }
    });
  }
  for (const [path, allowed] of methods) app.all(path, (c) => wrongMethod(c, deps, allowed));
}

/** The whole HTTP surface. Holds no state of its own: everything it needs is in `deps`. */
export function createApp(deps: AppDeps, routes: readonly Route[] = allRoutes): OpenAPIHono<HubEnv> {
  const app = new OpenAPIHono<HubEnv>();
  app.use(requestId, requestLog(deps), securityHeaders, compress, timeout(deps.timeoutMs));
  describeRoutes(app.openAPIRegistry, routes);
  register(app, deps, routes);
  registerDocs(app);
  registerCodec(app, deps);
  app.notFound((c) => problem(c, deps, notFound('Esta dirección no existe.')));
  app.onError((error, c) => problem(c, deps, error));
  return app;
}
