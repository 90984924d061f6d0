/**
 * The JSON in an archive: a whole file, or line by line, some hundred at a time.
 */
import { BrokenZip, type ZipEntry } from "../../base/read-zip.ts";

export interface NumberedLine {
  /** From 1. */
  number: number;
  value: unknown;
}

/** As many lines as one statement takes. */
const linesAtOnce = 500;
/** The longest line is the evidence of a run in which everything failed; it was taken in with this limit, too. */
const mostBytesALine = 8 * 1024 * 1024;

export async function* linesOf(entry: ZipEntry): AsyncGenerator<NumberedLine[]> {
  let lines: NumberedLine[] = [];
  let number = 0;
  for await (const text of textLines(entry)) {
    number++;
    if (text.trim() === "") continue;
    lines.push({ number, value: parse(text, `${entry.name} is damaged in line ${number}`) });
    if (lines.length < linesAtOnce) continue;
    yield lines;
    lines = [];
  }
  if (lines.length > 0) yield lines;
}

/** `person.json` and the like: a page or two of text. */
export async function wholeOf(entry: ZipEntry): Promise<unknown> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of entry.read()) {
    bytes += piece.length;
    if (bytes > mostBytesALine) throw new BrokenZip(`holds a ${entry.name} that is too long`);
    pieces.push(piece);
  }
  return parse(decode(Buffer.concat(pieces), entry.name), `holds a ${entry.name} that is no JSON`);
}

async function* textLines(entry: ZipEntry): AsyncGenerator<string> {
  let pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of entry.read()) {
    let from = 0;
    for (let at = piece.indexOf(newline); at !== -1; at = piece.indexOf(newline, from)) {
      yield decode(Buffer.concat([...pieces, piece.subarray(from, at)]), entry.name);
      pieces = [];
      bytes = 0;
      from = at + 1;
    }
    pieces.push(piece.subarray(from));
    bytes += piece.length - from;
    if (bytes > mostBytesALine) throw new BrokenZip(`has a line in ${entry.name} that is too long`);
  }
  if (bytes > 0) yield decode(Buffer.concat(pieces), entry.name);
}

const newline = 0x0a;

function decode(bytes: Buffer, name: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new BrokenZip(`holds a ${name} that is not UTF-8`);
  }
}

function parse(text: string, otherwise: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new BrokenZip(otherwise);
  }
}
