import { randomUUID } from 'node:crypto';

import { serve } from '@hono/node-server';
import { Client, Connection } from '@temporalio/client';
import { Hono } from 'hono';

import { BARE_QUEUE, EMPTY } from './names.ts';

/** The least a route can do that starts a process: no authentication, no database, an empty workflow. */
const [address = '', namespace = '', port = ''] = process.argv.slice(2);
const connection = await Connection.connect({ address });
const client = new Client({ connection, namespace });
const app = new Hono();

app.post('/start', async (context) => {
  await context.req.json();
  const workflowId = `bench/${randomUUID()}`;
  await client.workflow.start(EMPTY, { taskQueue: BARE_QUEUE, workflowId });
  return context.json({ workflow_id: workflowId }, 202);
});

const server = serve({ fetch: app.fetch, port: Number(port), hostname: '127.0.0.1' });
process.once('SIGTERM', () => {
  server.close();
  void connection.close().then(() => process.exit(0));
});
