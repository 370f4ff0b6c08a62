import { zipSync } from 'fflate';

/** The earliest time a ZIP can hold, by local parts because ZIP stores no zone: the same bytes every time, anywhere. */
const FIXED_TIME = new Date(1980, 0, 1);

/**
 * The ZIP that SUNAT wants: one deflated XML at the root, of the same base name.
 * Deterministic, so that a resend is byte for byte the same.
 * @param fileName base name without extension, `20601234565-01-F001-1`
 */
export function zipXml(fileName: string, xml: Uint8Array): Buffer {
  return Buffer.from(zipSync({ [`${fileName}.xml`]: xml }, { level: 6, mtime: FIXED_TIME }));
}
