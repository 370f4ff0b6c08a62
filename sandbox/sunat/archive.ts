import { crc32, inflateRawSync } from 'node:zlib';
import { Refusal } from './returns.ts';

const MAX_XML_BYTES = 20 * 1024 * 1024;
const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const LOCAL_ENTRY = 0x04034b50;

interface Entry {
  readonly name: string;
  readonly method: number;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
  readonly offset: number;
}

/**
 * The one XML of a file as `sendBill` and `sendSummary` take it: base64 of a ZIP with exactly one file.
 * @throws Refusal 0155 empty, 0156 corrupt, 0157 no file, 0158 several, 0159 name of the XML, 0160 empty XML, 0161 names differ.
 */
export function unpack(contentFile: string, base: string): Buffer {
  const zip = Buffer.from(contentFile, 'base64');
  if (zip.length === 0) throw new Refusal('0155');
  const files = directory(zip).filter((entry) => !entry.name.endsWith('/'));
  const [only] = files;
  if (only === undefined) throw new Refusal('0157');
  if (files.length > 1) throw new Refusal('0158', `${files.length} archivos`);
  const named = /^([12]\d{10}-(?:01|03|07|08|09|20|31|40|RC|RA|RR)-[A-Z0-9]{1,8}-\d{1,8})\.(xml|XML)$/.exec(only.name);
  if (named === null) throw new Refusal('0159', only.name);
  if (named[1] !== base) throw new Refusal('0161', only.name);
  const xml = extract(zip, only);
  if (xml.length === 0) throw new Refusal('0160', only.name);
  return xml;
}

function directory(zip: Buffer): Entry[] {
  const end = findEnd(zip);
  if (end < 0) throw new Refusal('0156');
  const count = zip.readUInt16LE(end + 10);
  const entries: Entry[] = [];
  let at = zip.readUInt32LE(end + 16);
  for (let i = 0; i < count; i++) {
    if (at + 46 > zip.length || zip.readUInt32LE(at) !== DIRECTORY_ENTRY) throw new Refusal('0156');
    const nameLength = zip.readUInt16LE(at + 28);
    entries.push({
      name: zip.toString('utf8', at + 46, at + 46 + nameLength),
      method: zip.readUInt16LE(at + 10),
      crc: zip.readUInt32LE(at + 16),
      packed: zip.readUInt32LE(at + 20),
      size: zip.readUInt32LE(at + 24),
      offset: zip.readUInt32LE(at + 42),
    });
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return entries;
}

function findEnd(zip: Buffer): number {
  const lowest = Math.max(0, zip.length - 22 - 0xffff);
  for (let at = zip.length - 22; at >= lowest; at--) if (zip.readUInt32LE(at) === END_OF_DIRECTORY) return at;
  return -1;
}

function extract(zip: Buffer, entry: Entry): Buffer {
  const { offset } = entry;
  if (entry.size > MAX_XML_BYTES || offset + 30 > zip.length || zip.readUInt32LE(offset) !== LOCAL_ENTRY) {
    throw new Refusal('0156', entry.name);
  }
  const start = offset + 30 + zip.readUInt16LE(offset + 26) + zip.readUInt16LE(offset + 28);
  const packed = zip.subarray(start, start + entry.packed);
  const bytes = inflate(packed, entry);
  if (bytes.length !== entry.size || crc32(bytes) !== entry.crc) throw new Refusal('0156', entry.name);
  return bytes;
}

function inflate(packed: Buffer, entry: Entry): Buffer {
  if (entry.method === 0) return packed;
  if (entry.method !== 8) throw new Refusal('0156', entry.name);
  try {
    return inflateRawSync(packed, { maxOutputLength: MAX_XML_BYTES });
  } catch {
    throw new Refusal('0156', entry.name);
  }
}
