import type { OpenAPIHono, RouteConfig } from '@hono/zod-openapi';
import { z } from 'zod';
import type { HubEnv } from './env.ts';
import type { DocumentedAnswer, Route } from './routes/define.ts';

type Registry = OpenAPIHono<HubEnv>['openAPIRegistry'];
type Responses = RouteConfig['responses'];

const FieldIssue = z
  .object({
    pointer: z.string().describe('JSON pointer (RFC 6901) into the body; `/limit` names a query parameter.'),
    code: z.string(),
    detail: z.string(),
    sunat_code: z.string().optional().describe("SUNAT's own return code where SUNAT would refuse the document."),
  })
  .meta({ id: 'FieldIssue' });

const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string().describe('Spanish, for people.'),
    code: z.string().describe('Stable, English, snake_case; see docs/api.md.'),
    request_id: z.string(),
    errors: z.array(FieldIssue).optional(),
  })
  .meta({ id: 'Problem', description: 'RFC 9457 problem document.' });

const PROBLEM_TEXTS: Readonly<Record<number, string>> = {
  400: 'Malformed JSON.',
  401: 'No valid credential.',
  403: 'The credential lacks the permission.',
  404: 'No such resource in this company.',
  409: 'The state does not allow it, or the same Idempotency-Key is still running.',
  412: 'If-Match names another version.',
  413: 'The body is larger than 1 MiB.',
  415: 'The body is not declared as JSON.',
  422: 'Invalid fields, each with its pointer.',
  428: 'If-Match is missing.',
  429: 'Too many requests; see Retry-After.',
  503: 'A dependency is down; see Retry-After.',
};

const problem = (status: number) => ({
  description: PROBLEM_TEXTS[status] ?? 'Problem.',
  content: { 'application/problem+json': { schema: Problem } },
});

function problemStatuses(route: Route): number[] {
  const keyed = route.access.kind !== 'public';
  const body = route.method !== 'get' && route.method !== 'delete';
  return [
    ...(keyed ? [401, 403] : []),
    ...(body ? [400, 413, 415, 422, 409] : []),
    ...(route.query ? [422] : []),
    ...(route.params ? [404] : []),
    ...(route.ifMatch ? [412, 428] : []),
    429,
    503,
  ];
}

function success({ description, schema, contentType }: DocumentedAnswer, route: Route): Responses[number] {
  if (!schema && contentType === undefined) return { description };
  const bytes = z.string().meta({ format: 'binary' });
  const headers = route.ifMatch || route.answers[200] ? { ETag: { schema: { type: 'string' as const } } } : undefined;
  return {
    description,
    content: { [contentType ?? 'application/json']: { schema: schema ?? bytes } },
    ...(headers && route.params && { headers }),
  };
}

function headersOf(route: Route): z.ZodObject | undefined {
  const shape = {
    ...(route.idempotent && {
      'Idempotency-Key': z.string().min(16).max(255).describe('Same key and body: the first answer again.'),
    }),
    ...(route.ifMatch && { 'If-Match': z.string().describe('The ETag that was read.') }),
    ...(route.wait && { Prefer: z.string().optional().describe('`wait=N`: hold the answer up to N (30) seconds.') }),
  };
  return Object.keys(shape).length > 0 ? z.object(shape) : undefined;
}

function queryOf(route: Route): z.ZodObject | undefined {
  const own = route.query instanceof z.ZodObject ? route.query.shape : {};
  const reveal = { reveal: z.enum(['true', 'false']).optional().describe('Shows personal data; audited.') };
  const shape = { ...own, ...(route.reveal && reveal) };
  return Object.keys(shape).length > 0 ? z.object(shape) : undefined;
}

function operationId(route: Route): string {
  const words = route.path
    .replace('/api/v1', '')
    .split(/[/{}.-]+/)
    .filter(Boolean);
  return [route.method, ...words].join('_');
}

function describeRoute(registry: Registry, route: Route): void {
  const responses: Responses = {};
  for (const status of problemStatuses(route)) responses[status] = problem(status);
  for (const [status, answer] of Object.entries(route.answers)) responses[Number(status)] = success(answer, route);
  const query = queryOf(route);
  const headers = headersOf(route);
  const permission = route.access.kind === 'company' ? route.access.permission : null;
  registry.registerPath({
    method: route.method,
    path: route.path,
    operationId: operationId(route),
    tags: [route.tag],
    summary: route.summary,
    ...(route.description !== undefined && { description: route.description }),
    ...(permission !== null && { 'x-permission': permission }),
    security: route.access.kind === 'public' ? [] : [{ bearer: [] }, { apiKey: [] }],
    request: {
      ...(route.params instanceof z.ZodObject && { params: route.params }),
      ...(query && { query }),
      ...(headers && { headers }),
      ...(route.body && { body: { required: true, content: { 'application/json': { schema: route.body } } } }),
    },
    responses,
  });
}

/** Puts every route into the OpenAPI document: what is served and what is documented is the same list. */
export function describeRoutes(registry: Registry, routes: readonly Route[]): void {
  registry.registerComponent('securitySchemes', 'bearer', { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' });
  registry.registerComponent('securitySchemes', 'apiKey', { type: 'apiKey', in: 'header', name: 'X-Api-Key' });
  for (const route of routes) describeRoute(registry, route);
}
