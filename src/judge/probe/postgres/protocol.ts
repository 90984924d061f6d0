/**
 * The bytes of PostgreSQL's protocol 3 that the proxy has to know, as pure code: what opens a connection, which messages
 * exist, how texts and values lie in them, and the one message that we write ourselves. No sockets, no state.
 *
 * Source: PostgreSQL 18, chapter 54, "Message Formats". Protocol 3.2 only makes the cancel key longer, which passes through.
 */

/** Of one statement, 64 KiB are kept: a thousand rows of a bulk insert, and enough to compare the structure of any other. */
const keptTextBytes = 64 * 1024;
/** Of one parameter, 8 KiB are kept: the longest honest text of the contracts is far below, only hostile input is longer. */
const keptParameterBytes = 8 * 1024;

/** Stands at the end of whatever was cut, and alone for a text that the proxy has not seen or kept. */
export const cutMark = "…";

const codeOf = (letter: string) => letter.charCodeAt(0);

/** Messages of the program that mean something to us. */
export const asks = {
  query: codeOf("Q"),
  parse: codeOf("P"),
  bind: codeOf("B"),
  execute: codeOf("E"),
  describe: codeOf("D"),
  close: codeOf("C"),
  sync: codeOf("S"),
  copyDone: codeOf("c"),
  copyFail: codeOf("f"),
  functionCall: codeOf("F"),
} as const;

/** Messages of the database that mean something to us. */
export const answers = {
  dataRow: codeOf("D"),
  readyForQuery: codeOf("Z"),
  commandComplete: codeOf("C"),
  emptyQuery: codeOf("I"),
  portalSuspended: codeOf("s"),
  parseComplete: codeOf("1"),
  bindComplete: codeOf("2"),
  closeComplete: codeOf("3"),
  rowDescription: codeOf("T"),
  noData: codeOf("n"),
  error: codeOf("E"),
  copyIn: codeOf("G"),
  copyOut: codeOf("H"),
  copyBoth: codeOf("W"),
} as const;

/**
 * How many bytes of the body of each message are looked at; 0: only that it came matters; absent: no such message, so
 * these are not the bytes of a PostgreSQL client. Longer bodies are cut there, never buffered whole.
 */
export const keptOfAsks = sizes("BCDEFHPQSXcdfp", {
  B: 1024 * 1024,
  P: 2 * keptTextBytes,
  Q: keptTextBytes + 1,
  E: 1024,
  C: 1024,
});

export const keptOfAnswers = sizes("123ACDEGHIKNRSTVWZcdnstv", { C: 64, E: 64 * 1024, Z: 1 });

export type Opening = "startup" | "encryption" | "cancel" | "unknown";

/** A startup packet is at most 10,000 bytes long (MAX_STARTUP_PACKET_LENGTH of the server). */
const longestOpening = 10_000;

/** What the first packet of a connection asks for and how long it is; undefined until enough has come to tell. */
export function readOpening(bytes: Buffer): { opening: Opening; length: number } | undefined {
  if (bytes.length < 8) return undefined;
  const length = bytes.readInt32BE(0);
  if (length < 8 || length > longestOpening) return { opening: "unknown", length: bytes.length };
  if (bytes.length < length) return undefined;
  return { opening: openingOf(bytes.readInt32BE(4)), length };
}

/** The database that a startup packet asks for; by default it has the user's name (PostgreSQL 18, chapter 54.7). */
export function databaseOf(startup: Buffer): string | undefined {
  const words = startup.toString("utf8", 8, startup.readInt32BE(0)).split("\0");
  const valueAfter = (name: string) => words.find((_, i) => i % 2 === 1 && words[i - 1] === name);
  return valueAfter("database") || valueAfter("user");
}

function openingOf(code: number): Opening {
  if (code === 80877102) return "cancel";
  if (code === 80877103 || code === 80877104) return "encryption";
  return code >>> 16 === 3 ? "startup" : "unknown";
}

/** Answer to a request for TLS or GSS encryption: not here, go on in plain text. */
export const noEncryption = Buffer.from("N");

/** The ErrorResponse of a server that will not have this connection. */
export function fatalError({ sqlState, message }: { sqlState: string; message: string }): Buffer {
  const fields = Buffer.from(`SFATAL\0VFATAL\0C${sqlState}\0M${message}\0\0`);
  const bytes = Buffer.alloc(5 + fields.length);
  bytes.write("E");
  bytes.writeInt32BE(4 + fields.length, 1);
  fields.copy(bytes, 5);
  return bytes;
}

const codeField = codeOf("C");
const messageField = codeOf("M");

/** Code and message of an ErrorResponse. */
export function readError(bytes: Buffer, start: number, end: number): { code: string; message: string } {
  const error = { code: "", message: "" };
  for (let at = start; at < end && bytes[at] !== 0; ) {
    const close = endOfString(bytes, at, end);
    if (bytes[at] === codeField) error.code = bytes.toString("utf8", at + 1, close);
    if (bytes[at] === messageField) error.message = textOf(bytes, at + 1, close, keptParameterBytes);
    at = close + 1;
  }
  return error;
}

/** The statement that begins here and ends with a NUL, cut at 64 KiB. */
export function readStatementText(bytes: Buffer, start: number, end: number): string {
  return textOf(bytes, start, endOfString(bytes, start, end), keptTextBytes);
}

/** Where the string that begins here ends: the place of its NUL, or `end` when it is cut. */
export function endOfString(bytes: Buffer, start: number, end: number): number {
  const nul = bytes.indexOf(0, start);
  return nul === -1 || nul > end ? end : nul;
}

/**
 * The values of a Bind, from the place behind the two names. Text as it is, NULL as null, binary as `\x…`; each cut at
 * 8 KiB. A value that lies behind the kept part of the message is only the mark.
 */
export function readParameters(bytes: Buffer, start: number, end: number): (string | null)[] {
  if (start + 2 > end) return [];
  const formats = readInt16(bytes, start);
  const firstFormat = start + 2;
  const count = readInt16(bytes, firstFormat + 2 * formats);
  let at = firstFormat + 2 * formats + 2;
  const values: (string | null)[] = [];
  for (let i = 0; i < count; i++) {
    if (at + 4 > end) {
      values.push(cutMark);
      continue;
    }
    const length = readInt32(bytes, at);
    at += 4;
    if (length < 0) {
      values.push(null);
      continue;
    }
    const binary = formats > 0 && bytes[firstFormat + 2 * (formats === 1 ? 0 : i) + 1] === 1;
    const last = Math.min(at + length, end);
    const value = binary ? hexOf(bytes, at, last) : textOf(bytes, at, last, keptParameterBytes);
    values.push(last < at + length && !value.endsWith(cutMark) ? value + cutMark : value);
    at += length;
  }
  return values;
}

/** At most `limit` bytes as UTF-8, never cut inside a character. */
function textOf(bytes: Buffer, start: number, end: number, limit: number): string {
  if (end - start <= limit) return bytes.toString("utf8", start, end);
  let last = start + limit;
  while (last > start && ((bytes[last] as number) & 0xc0) === 0x80) last--;
  return bytes.toString("utf8", start, last) + cutMark;
}

function hexOf(bytes: Buffer, start: number, end: number): string {
  const limit = keptParameterBytes / 2;
  if (end - start <= limit) return `\\x${bytes.toString("hex", start, end)}`;
  return `\\x${bytes.toString("hex", start, start + limit)}${cutMark}`;
}

/** By hand: Buffer.readInt32BE checks its arguments, which costs more than the reading at a million messages a second. */
export function readInt32(bytes: Uint8Array, at: number): number {
  return (
    ((bytes[at] as number) << 24) |
    ((bytes[at + 1] as number) << 16) |
    ((bytes[at + 2] as number) << 8) |
    (bytes[at + 3] as number)
  );
}

function readInt16(bytes: Uint8Array, at: number): number {
  return ((bytes[at] as number) << 8) | (bytes[at + 1] as number);
}

/** By code of the letter; -1 for letters that are no message. */
function sizes(known: string, keptBytes: Record<string, number>): Int32Array {
  const table = new Int32Array(256).fill(-1);
  for (const letter of known) table[codeOf(letter)] = keptBytes[letter] ?? 0;
  return table;
}
