import { fileURLToPath } from 'node:url';
import type { DataConverter } from '@temporalio/common';
import type { MasterKeys } from '../crypto/master-keys.ts';
import { createPayloadCodec } from './codec.ts';

/** For `bundleWorkflowCode({ failureConverterPath })`; client and worker get it from `dataConverter`. */
export const failureConverterPath = fileURLToPath(new URL('./failure-converter.ts', import.meta.url));

/** The data converter that client and worker must share: JSON payloads and failures, both encrypted. */
export function dataConverter(masterKeys: MasterKeys): DataConverter {
  return { payloadCodecs: [createPayloadCodec(masterKeys)], failureConverterPath };
}
