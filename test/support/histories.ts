import { fileURLToPath } from 'node:url';
import { parseMasterKeys } from '../../platform/crypto/envelope.ts';
import { dataConverter } from '../../platform/temporal/data-converter.ts';

/** Golden histories, one for each branch of a process. */
export const HISTORIES = fileURLToPath(new URL('../histories/', import.meta.url));

/** Their key: they must open in every checkout. It protects nothing. */
export const historyConverter = dataConverter(parseMasterKeys(`golden:${Buffer.alloc(32, 7).toString('base64')}`));
