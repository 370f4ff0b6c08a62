import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Payload, PayloadCodec, SerializationContext } from '@temporalio/common';
import proto from '@temporalio/proto';
import { aesKey } from '../crypto/aes-key.ts';
import type { MasterKeys } from '../crypto/master-keys.ts';

const ENCODING = 'binary/encrypted';
const PURPOSE = 'hub/temporal-payload';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Names of the metadata entries; they stand in clear in Temporal's history and hold no personal data. */
const META = { encoding: 'encoding', keyId: 'encryption-key-id', aad: 'encryption-aad' } as const;

const PayloadMessage = proto.temporal.api.common.v1.Payload;

/** A payload that is damaged, or whose key is not in the ring. Says nothing of the content. */
export class PayloadError extends Error {
  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'PayloadError';
  }
}

/**
 * Where the payload belongs: namespace and workflow id. A schedule encodes under its base id and runs under
 * `<base>-<time>`, so the time is left out.
 */
function placeOf(context: SerializationContext | undefined): string {
  const base = context?.workflowId?.replace(/-\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/, '') ?? '';
  return `${context?.namespace ?? ''}/${base}`;
}

const text = (bytes: Uint8Array | null | undefined): string => Buffer.from(bytes ?? []).toString('utf8');

function encrypt(key: Buffer, kid: string, aad: string, payload: Payload): Payload {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', aesKey(key), nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.from(`${kid}\n${aad}`));
  const body = cipher.update(PayloadMessage.encode(payload).finish());
  return {
    metadata: { [META.encoding]: Buffer.from(ENCODING), [META.keyId]: Buffer.from(kid), [META.aad]: Buffer.from(aad) },
    data: Buffer.concat([nonce, body, cipher.final(), cipher.getAuthTag()]),
  };
}

function decrypt(masterKeys: MasterKeys, payload: Payload): Payload {
  const kid = text(payload.metadata?.[META.keyId]);
  const key = masterKeys.derive(kid, PURPOSE);
  if (!key) throw new PayloadError('The master key that encrypted the payload is not in the ring.');
  const data = Buffer.from(payload.data ?? []);
  if (data.length < NONCE_BYTES + TAG_BYTES) throw new PayloadError('The payload is cut.');
  const end = data.length - TAG_BYTES;
  const decipher = createDecipheriv('aes-256-gcm', aesKey(key), data.subarray(0, NONCE_BYTES), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAAD(Buffer.from(`${kid}\n${text(payload.metadata?.[META.aad])}`));
  decipher.setAuthTag(data.subarray(end));
  try {
    return PayloadMessage.decode(Buffer.concat([decipher.update(data.subarray(NONCE_BYTES, end)), decipher.final()]));
  } catch (cause) {
    throw new PayloadError('The payload does not fit its key or its metadata.', { cause });
  }
}

/**
 * Encrypts every payload that goes to Temporal with AES-256-GCM under a key derived from the active master key.
 * Key id and place travel in clear in the metadata and are authenticated. Decoding trusts that metadata alone: the Web
 * UI sends payloads without their workflow, and a replay has no id. What carries no encryption (typed into the command
 * line by an operator) passes as it is, since refusing it would stop the workflow for good.
 */
export function createPayloadCodec(masterKeys: MasterKeys): PayloadCodec {
  return {
    async encode(payloads, context) {
      const aad = placeOf(context);
      const key = masterKeys.deriveActive(PURPOSE);
      return payloads.map((payload) => encrypt(key, masterKeys.active, aad, payload));
    },
    async decode(payloads) {
      return payloads.map((payload) =>
        text(payload.metadata?.[META.encoding]) === ENCODING ? decrypt(masterKeys, payload) : payload,
      );
    },
  };
}
