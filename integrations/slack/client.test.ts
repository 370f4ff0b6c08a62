import { createServer } from 'node:http';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createSlackClient } from './client.ts';

const bodies: string[] = [];
let status = 200;
const server = createServer((request, response) => {
  let body = '';
  request.on('data', (part: Buffer) => {
    body += part.toString();
  });
  request.on('end', () => {
    bodies.push(body);
    response.writeHead(status).end('ok');
  });
});
let url = '';

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/hook`;
});
afterAll(() => {
  server.close();
});

test('a line reaches the webhook with its markup escaped', async () => {
  status = 200;
  await createSlackClient(url).send('F001-1 <rechazado> & esperando');
  expect(bodies.at(-1)).toContain('F001-1 &lt;rechazado&gt; &amp; esperando');
});

test('a webhook that fails rejects, so that the outbox tries again', async () => {
  status = 500;
  await expect(createSlackClient(url).send('x')).rejects.toThrow();
});
