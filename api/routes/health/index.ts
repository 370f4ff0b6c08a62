import { z } from 'zod';
import { ok } from '../../answer.ts';
import { runChecks } from '../../health.ts';
import { definePublicRoute, type Route } from '../define.ts';

const Health = z
  .object({
    status: z.enum(['ok', 'degraded', 'down']),
    checks: z.record(z.string(), z.enum(['ok', 'down'])).optional(),
  })
  .meta({ id: 'Health' });

const liveRoute = definePublicRoute({
  method: 'get',
  path: '/health/live',
  tag: 'operations',
  summary: 'The process answers',
  unlimited: true,
  answers: { 200: { description: 'Alive.', schema: Health } },
  handler: () => Promise.resolve(ok({ status: 'ok' })),
});

const readyRoute = definePublicRoute({
  method: 'get',
  path: '/health/ready',
  tag: 'operations',
  summary: 'The process can serve: its own parts only',
  unlimited: true,
  answers: { 200: { description: 'Ready.', schema: Health }, 503: { description: 'Not ready.', schema: Health } },
  handler: ({ deps }) => runChecks(deps.health.filter((check) => check.own)),
});

const deepRoute = definePublicRoute({
  method: 'get',
  path: '/health/deep',
  tag: 'operations',
  summary: 'Every dependency; `degraded` when only an outside system fails',
  unlimited: true,
  answers: { 200: { description: 'Served.', schema: Health }, 503: { description: 'Down.', schema: Health } },
  handler: ({ deps }) => runChecks(deps.health),
});

export const healthRoutes: readonly Route[] = [liveRoute, readyRoute, deepRoute];
