import { afterAll, describe, expect, test } from '@jest/globals';
import { ApplicationFailure, type Payload } from '@temporalio/common';
import { WorkflowUpdateRPCTimeoutOrCancelledError } from '@temporalio/client';
import {
  decodeFromPayloadsAtIndex,
  decodeOptionalFailureToOptionalError,
  encodeErrorToFailure,
  encodeToPayloadsWithContext,
  loadDataConverter,
} from '@temporalio/common/lib/internal-non-workflow/index.js';
import fc from 'fast-check';
import { HubError } from '../../domain/errors.ts';
import { newMasterKey, parseMasterKeys } from '../crypto/master-keys.ts';
import { createLogger } from '../log/logger.ts';
import { createApiTemporal, createRelayTemporal, mapTemporalError } from './client.ts';
import { createPayloadCodec, PayloadError } from './codec.ts';
import { dataConverter } from './data-converter.ts';
import { bridgeLogger } from './runtime.ts';
import { codecCall } from './wire-payloads.ts';

const older = newMasterKey('2025');
const newer = newMasterKey('2026');
const keys = parseMasterKeys(older);
const codec = createPayloadCodec(keys);
const context = { type: 'workflow', namespace: 'default', workflowId: 'c1/sale/s1' } as const;

const payload = (data: Uint8Array): Payload => ({ metadata: { encoding: Buffer.from('json/plain') }, data });
const one = async (payloads: Promise<Payload[]>): Promise<Payload> => {
  const [first] = await payloads;
  if (!first) throw new Error('no payload');
  return first;
};

describe('the payload codec', () => {
  test('gives back any payload, without its context', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array(), fc.string(), async (data, workflowId) => {
        const sealed = await codec.encode([payload(data)], { ...context, workflowId });
        const opened = await one(codec.decode(sealed));
        expect(Buffer.from(opened.data ?? [])).toEqual(Buffer.from(data));
        expect(Buffer.from(opened.metadata?.['encoding'] ?? []).toString()).toBe('json/plain');
      }),
    );
  });

  test('leaves nothing in clear but encoding, key id and place', async () => {
    const sealed = await one(codec.encode([payload(Buffer.from('"20601234567"'))], context));
    const meta = Object.entries(sealed.metadata ?? {}).map(([key, value]) => [key, Buffer.from(value).toString()]);
    expect(Object.fromEntries(meta)).toEqual({
      encoding: 'binary/encrypted',
      'encryption-key-id': '2025',
      'encryption-aad': 'default/c1/sale/s1',
    });
    expect(Buffer.from(sealed.data ?? []).toString('latin1')).not.toMatch(/20601234567|json/);
  });

  test('binds scheduled runs to the id of their schedule', async () => {
    const workflowId = 'c1/summary-2026-11-25T05:00:00Z';
    const sealed = await one(codec.encode([payload(Buffer.from('1'))], { ...context, workflowId }));
    expect(Buffer.from(sealed.metadata?.['encryption-aad'] ?? []).toString()).toBe('default/c1/summary');
  });

  test('refuses a payload with any byte of data, key id or place changed or cut', async () => {
    const sealed = await one(codec.encode([payload(Buffer.from('"x"'))], context));
    const data = Buffer.from(sealed.data ?? []);
    for (let at = 0; at < data.length; at += 1) {
      const changed = Buffer.from(data);
      changed[at] = (changed[at] ?? 0) ^ 1;
      await expect(codec.decode([{ ...sealed, data: changed }])).rejects.toThrow(PayloadError);
      await expect(codec.decode([{ ...sealed, data: data.subarray(0, at) }])).rejects.toThrow(PayloadError);
    }
    for (const [key, value] of [
      ['encryption-aad', 'default/c1/sale/s2'],
      ['encryption-key-id', '2024'],
    ] as const) {
      const metadata = { ...sealed.metadata, [key]: Buffer.from(value) };
      await expect(codec.decode([{ metadata, data }])).rejects.toThrow(PayloadError);
    }
  });

  test('rotates by key id: old payloads open, new ones are sealed by the new key', async () => {
    const sealed = await codec.encode([payload(Buffer.from('1'))], context);
    const rotated = createPayloadCodec(parseMasterKeys(`${newer},${older}`));
    expect(Buffer.from((await one(rotated.decode(sealed))).data ?? []).toString()).toBe('1');
    const again = await one(rotated.encode([payload(Buffer.from('1'))], context));
    expect(Buffer.from(again.metadata?.['encryption-key-id'] ?? []).toString()).toBe('2026');
    await expect(createPayloadCodec(parseMasterKeys(newer)).decode(sealed)).rejects.toThrow('not in the ring');
  });

  test('passes what an operator sent without encryption', async () => {
    const plain = payload(Buffer.from('1'));
    expect(await one(codec.decode([plain]))).toBe(plain);
  });
});

test('the codec protocol opens what the Web UI sends in base64, and refuses any other body', async () => {
  const wire = await codecCall(codec, 'encode', {
    payloads: [{ metadata: { encoding: 'anNvbi9wbGFpbg==' }, data: 'IngiCg==' }],
  });
  expect(wire.payloads[0]?.metadata['encoding']).toBe(Buffer.from('binary/encrypted').toString('base64'));
  expect(await codecCall(codec, 'decode', JSON.parse(JSON.stringify(wire)))).toEqual({
    payloads: [{ metadata: { encoding: 'anNvbi9wbGFpbg==' }, data: 'IngiCg==' }],
  });
  expect(await codecCall(codec, 'decode', { payloads: [] })).toEqual({ payloads: [] });
  for (const body of [undefined, null, [], {}, { payloads: 1 }, { payloads: [1] }, { payloads: [{ data: 1 }] }]) {
    await expect(codecCall(codec, 'decode', body)).rejects.toThrow(HubError);
  }
});

test('values and failures go through the data converter encrypted and come back whole', async () => {
  const converter = loadDataConverter(dataConverter(keys));
  const payloads = await encodeToPayloadsWithContext(converter, context, [{ total: '118.00' }]);
  expect(Buffer.from(payloads?.[0]?.data ?? []).toString('latin1')).not.toContain('118.00');
  expect(await decodeFromPayloadsAtIndex(converter, 0, payloads, context)).toEqual({ total: '118.00' });

  const failure = await encodeErrorToFailure(converter, ApplicationFailure.nonRetryable('rechazado 2335'), context);
  expect(failure.message).toBe('Encoded failure');
  expect(Buffer.from(failure.encodedAttributes?.data ?? []).toString('latin1')).not.toContain('2335');
  expect(JSON.stringify({ ...failure, encodedAttributes: null })).not.toContain('2335');
  const error = await decodeOptionalFailureToOptionalError(converter, failure, context);
  expect(error?.message).toBe('rechazado 2335');
});

describe('a Temporal that is away', () => {
  const options = { address: '127.0.0.1:1', namespace: 'default', dataConverter: dataConverter(keys) };
  const api = createApiTemporal(options);
  const relay = createRelayTemporal(options);
  afterAll(async () => {
    await api.close();
    await relay.close();
  });

  test('is told to the caller as unavailable, with when to try again', async () => {
    const start = api.call((client) =>
      client.workflow.start('x', { workflowId: 'c1/sale/s1', taskQueue: 'hub', args: [] }),
    );
    await expect(start).rejects.toThrow(expect.objectContaining({ kind: 'unavailable', retryAfter: 2 }));
    const query = api.call((client) => client.workflow.getHandle('x').query('stage'));
    await expect(query).rejects.toThrow(HubError);
  });

  test('is told apart from errors of the call itself', () => {
    for (const code of [4, 8, 14]) {
      expect(mapTemporalError(new Error('outer', { cause: { message: 'inner', code } }))).toBeInstanceOf(HubError);
    }
    expect(mapTemporalError(new WorkflowUpdateRPCTimeoutOrCancelledError('late'))).toBeInstanceOf(HubError);
    const missing = { message: 'not found', code: 5 };
    expect(mapTemporalError(missing)).toBe(missing);
  });
});

test("Temporal's log lines keep ids and errors, and drop everything that may hold arguments", () => {
  const lines: unknown[] = [];
  const write = (line: string): void => void lines.push(JSON.parse(line));
  const bridge = bridgeLogger(createLogger({ level: 'info', name: 'worker', destination: { write } }));
  bridge.info('Activity started', { workflowId: 'c1/sale/s1', attempt: 2, args: ['20601234567'] });
  bridge.error('failed', { error: new Error('cannot send') });
  bridge.debug('unseen');
  expect(lines).toEqual([
    expect.objectContaining({ component: 'temporal', workflow_id: 'c1/sale/s1', attempt: 2, msg: 'Activity started' }),
    expect.objectContaining({ level: 'error', err: expect.objectContaining({ message: 'cannot send' }) }),
  ]);
  expect(JSON.stringify(lines)).not.toContain('20601234567');
});
