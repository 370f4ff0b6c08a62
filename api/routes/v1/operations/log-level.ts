import { z } from 'zod';
import { logLevels } from '../../../../platform/log/logger.ts';
import { authoriseOperator } from '../../../../services/context.ts';
import { ok } from '../../../answer.ts';
import { defineOperatorRoute } from '../../define.ts';

const LogLevel = z.strictObject({ level: z.enum(logLevels) }).meta({ id: 'LogLevel' });

export const getLogLevelRoute = defineOperatorRoute({
  method: 'get',
  path: '/api/v1/operations/log-level',
  tag: 'operations',
  summary: "This process's log level (operator)",
  answers: { 200: { description: 'The level in force.', schema: LogLevel } },
  handler: ({ deps }) => Promise.resolve(ok({ level: deps.logLevel.get() })),
});

export const setLogLevelRoute = defineOperatorRoute({
  method: 'put',
  path: '/api/v1/operations/log-level',
  tag: 'operations',
  summary: "Change this process's log level without a restart (operator)",
  body: LogLevel,
  answers: { 200: { description: 'The level in force.', schema: LogLevel } },
  handler({ deps, ctx, body, requestId }) {
    authoriseOperator(ctx);
    deps.logLevel.set(body.level);
    deps.logger.warn({ request_id: requestId, level: body.level }, 'log level changed');
    return Promise.resolve(ok({ level: deps.logLevel.get() }));
  },
});
