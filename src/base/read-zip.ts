/**
 * Reads ZIP files that nobody vouches for (APPNOTE.TXT 6.3.10): the list of what is in them first, then one entry after the
 * other in pieces. Nothing is written anywhere, and nothing is unpacked further than its reader asks.
 */
import { crc32, createInflateRaw } from "node:zlib";

export interface ZipEntry {
  name: string;
  /** As the list says; an entry that unpacks to more is broken. */
  bytes: number;
  /** Unpacked, in pieces of at most 64 KiB. Throws a {@link BrokenZip} where it is not what the list said. */
  read(): AsyncIterable<Uint8Array>;
}

/** What is wrong with the file, as the end of a sentence that begins with its name. */
export class BrokenZip extends Error {}

/** Records and their sizes without what follows them: end of directory, entry of the directory, head of an entry. */
const end = { mark: 0x06054b50, bytes: 22 };
const listed = { mark: 0x02014b50, bytes: 46 };
const head = { mark: 0x04034b50, bytes: 30 };

export function readZip(file: Buffer): ZipEntry[] {
  const at = findEnd(file);
  const count = file.readUInt16LE(at + 10);
  let place = file.readUInt32LE(at + 16);
  const entries: ZipEntry[] = [];
  for (let i = 0; i < count; i++) {
    if (place + listed.bytes > file.length || file.readUInt32LE(place) !== listed.mark)
      throw new BrokenZip("has a damaged list of what is in it");
    const flags = file.readUInt16LE(place + 8);
    const method = file.readUInt16LE(place + 10);
    const lengths = [28, 30, 32].map((offset) => file.readUInt16LE(place + offset)) as [number, number, number];
    const name = file.toString("utf8", place + listed.bytes, place + listed.bytes + lengths[0]);
    if (flags & 1) throw new BrokenZip("is encrypted");
    if (method !== 0 && method !== 8) throw new BrokenZip(`packs ${short(name)} in a way that is not read here`);
    if (entries.some((entry) => entry.name === name)) throw new BrokenZip(`holds ${short(name)} twice`);
    const packed = {
      name,
      method,
      crc: file.readUInt32LE(place + 16),
      packedBytes: file.readUInt32LE(place + 20),
      bytes: file.readUInt32LE(place + 24),
      head: file.readUInt32LE(place + 42),
    };
    entries.push({ name, bytes: packed.bytes, read: () => unpack(file, packed) });
    place += listed.bytes + lengths[0] + lengths[1] + lengths[2];
  }
  return entries;
}

/** A comment of up to 65,535 bytes may follow it. */
function findEnd(file: Buffer): number {
  const first = Math.max(0, file.length - end.bytes - 0xffff);
  for (let at = file.length - end.bytes; at >= first; at--) if (file.readUInt32LE(at) === end.mark) return at;
  throw new BrokenZip("is no ZIP file, or only the beginning of one");
}

interface Packed {
  name: string;
  method: number;
  crc: number;
  packedBytes: number;
  bytes: number;
  head: number;
}

async function* unpack(file: Buffer, { name, method, crc, packedBytes, bytes, head: at }: Packed) {
  const broken = new BrokenZip(`holds ${short(name)} damaged`);
  if (at + head.bytes > file.length || file.readUInt32LE(at) !== head.mark) throw broken;
  const from = at + head.bytes + file.readUInt16LE(at + 26) + file.readUInt16LE(at + 28);
  if (from + packedBytes > file.length) throw broken;
  const packed = file.subarray(from, from + packedBytes);
  let seen = 0;
  let sum = 0;
  for await (const piece of method === 0 ? [packed] : inflate(packed, broken)) {
    seen += piece.length;
    if (seen > bytes) throw broken;
    sum = crc32(piece, sum);
    yield piece;
  }
  if (seen !== bytes || sum !== crc) throw broken;
}

async function* inflate(packed: Buffer, broken: BrokenZip): AsyncGenerator<Uint8Array> {
  const stream = createInflateRaw({ chunkSize: 64 * 1024 });
  stream.end(packed);
  try {
    for await (const piece of stream) yield piece;
  } catch {
    throw broken;
  } finally {
    stream.destroy();
  }
}

/** A name may be anything, of any length. */
const short = (name: string) => JSON.stringify(name.length > 60 ? `${name.slice(0, 60)}…` : name);
