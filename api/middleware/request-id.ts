import { createMiddleware } from 'hono/factory';
import { uuidv7 } from '../../platform/ids.ts';
import type { HubEnv } from '../env.ts';

/** What may come in from outside: it ends up in log lines and memos, so only short plain tokens pass. */
const SANE = /^[A-Za-z0-9][A-Za-z0-9._:-]{7,99}$/;

/** Takes over a sane `X-Request-Id`, makes one otherwise, and always returns it. */
export const requestId = createMiddleware<HubEnv>(async (c, next) => {
  const given = c.req.header('x-request-id');
  const id = given !== undefined && SANE.test(given) ? given : uuidv7();
  c.set('requestId', id);
  await next();
  c.res.headers.set('X-Request-Id', id);
});
