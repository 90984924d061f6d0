/**
 * What a kept value is to a password that is known: the password itself, something that leads back to it, a digest that is
 * computed in a microsecond, or one that was made slow on purpose. Pure.
 *
 * By the value's own format where it has one; otherwise only what can be proved, by computing it again.
 */
import { createHash, createHmac, getHashes, pbkdf2, scrypt } from "node:crypto";

export type KeptAs =
  | { as: "plain" }
  | { as: "reversible"; how: string }
  | { as: "fast"; algorithm: string; salted: boolean }
  /** Slow, but none of the four that a contract may name: bcrypt, scrypt, Argon2, PBKDF2. */
  | { as: "other"; algorithm: string }
  | {
      as: "stretched";
      algorithm: "bcrypt" | "scrypt" | "Argon2" | "PBKDF2";
      cost: string;
      enough: boolean;
      least: string;
    };

/**
 * The least that is accepted. OWASP's Password Storage Cheat Sheet asks for more of scrypt and PBKDF2 (N=2^17 or its
 * equivalents; 600,000 of SHA-256), but these are the defaults of widely used libraries of the last years, and thousands of times
 * what a fast hash costs. https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html
 */
const least = {
  bcryptRounds: 10,
  /** N·r·p. Node's own default: N=2^14, r=8, p=1. */
  scryptBlocks: 2 ** 14 * 8,
  /** Memory in KiB times passes. OWASP's smallest are some 36,000. */
  argon2Work: 16_384,
  /** passlib's own default; what tutorials copy (1,000, 4,096, 10,000) is less. */
  pbkdf2Iterations: 29_000,
};

/** What the value says of itself; undefined for one that says nothing. */
export function readFormat(value: string): KeptAs | undefined {
  const of = (pattern: RegExp) => pattern.exec(value);
  // {bcrypt}$2a$10$… is Spring's, bcrypt$$2b$12$… and bcrypt_sha256$$2b$… are Django's.
  const rounds = of(/\$2[abxy]?\$(\d\d)\$[./A-Za-z0-9]{53}/);
  if (rounds) return bcrypt(Number(rounds[1]));
  // passlib's, which hands bcrypt a SHA-256: $bcrypt-sha256$v=2,t=2b,r=12$… and, before version 1.7.3, $bcrypt-sha256$2b,12$….
  const hashedFirst = of(/\$bcrypt-sha256\$(?:v=2,t=2[ab],r=|2[ab],)(\d{1,2})\$/);
  if (hashedFirst) return bcrypt(Number(hashedFirst[1]));
  const argon = of(/\$?argon2(?:id|i|d)\$(?:v=\d+\$)?m=(\d+),t=(\d+)/);
  if (argon) return argon2(Number(argon[1]), Number(argon[2]));
  const phcScrypt = of(/\$scrypt\$ln=(\d+),r=(\d+),p=(\d+)/);
  if (phcScrypt) return scryptOf(2 ** Number(phcScrypt[1]), Number(phcScrypt[2]), Number(phcScrypt[3]));
  // scrypt:32768:8:1$… is Werkzeug's, scrypt$16384$8$1$… and scrypt$salt$16384$8$1$… (Django's) are others'.
  const plainScrypt = of(/^\{?scrypt\}?[:$](?:[^$:]*[$:])?N?=?(\d{2,})[:$,;]r?=?(\d+)[:$,;]p?=?(\d+)/i);
  if (plainScrypt) return scryptOf(nOf(Number(plainScrypt[1])), Number(plainScrypt[2]), Number(plainScrypt[3]));
  // $s0$e0801$…: log2(N), r and p as hexadecimal digits.
  const packed = of(/^\$s0\$([0-9a-f]+)([0-9a-f]{2})([0-9a-f]{2})\$/i);
  if (packed) {
    const [n = 0, r = 0, p = 0] = packed.slice(1).map((digits) => Number.parseInt(digits, 16));
    return scryptOf(2 ** n, r, p);
  }
  const iterations = of(/^[{$]?pbkdf2[-_:]?(?:hmac)?[-_:]?(?:sha-?\d+)?(?:[-_]\d+)?\}?[:$](?:i=|iterations=)?(\d+)/i);
  if (iterations) return pbkdf2Of(Number(iterations[1]), "");
  const identity = readIdentity(value);
  if (identity !== undefined) return pbkdf2Of(identity, "");
  const crypt = of(/^\$(1|5|6|y|7|md5|sha1|apr1)\$/)?.[1];
  if (crypt !== undefined) return cryptNames[crypt];
  return undefined;
}

/** ASP.NET Identity's bytes: 1, the digest, the iterations, the salt's length (four bytes each), the salt of 16, the key of 32. */
function readIdentity(value: string): number | undefined {
  if (!/^AQAAAA[A-Za-z0-9+/]{74,78}={0,2}$/.test(value)) return undefined;
  const bytes = Buffer.from(value, "base64");
  return bytes.length === 61 && bytes.readUInt32BE(1) <= 2 && bytes.readUInt32BE(9) === 16
    ? bytes.readUInt32BE(5)
    : undefined;
}

const cryptNames: Record<string, KeptAs> = {
  "1": { as: "fast", algorithm: "MD5 (md5crypt)", salted: true },
  md5: { as: "fast", algorithm: "MD5", salted: true },
  apr1: { as: "fast", algorithm: "MD5 (apr1)", salted: true },
  sha1: { as: "fast", algorithm: "SHA-1", salted: true },
  "5": { as: "other", algorithm: "sha256crypt" },
  "6": { as: "other", algorithm: "sha512crypt" },
  y: { as: "other", algorithm: "yescrypt" },
  // crypt's own mark of scrypt: its cost is packed into letters that few programs write.
  "7": { as: "stretched", algorithm: "scrypt", cost: "packed", enough: true, least: "" },
};

/** What can be computed at once: whether the value is the password, or leads back to it, or is a fast digest of it. */
export function proveCheap(
  password: string,
  value: string,
  row: readonly string[],
  pepper?: string,
): KeptAs | undefined {
  // A column of bytes holds letters too.
  const texts = [
    value,
    ...piecesOf(value)
      .flatMap(bytesOf)
      .map((bytes) => bytes.toString("latin1")),
  ];
  if (value.includes(password)) return { as: "plain" };
  const ways = Object.entries(waysBack(password));
  const how = ways.find(([, form]) => texts.some((text) => text.toLowerCase().includes(form.toLowerCase())));
  if (how) return { as: "reversible", how: how[0] };
  if (texts.some((text) => text.includes(password))) return { as: "plain" };
  const wanted = new Set(digestsIn(value).map((bytes) => bytes.toString("hex")));
  if (wanted.size === 0) return undefined;
  const salts = saltsIn([value, ...row]);
  for (const algorithm of fastAlgorithms) {
    const hash = (...parts: (Buffer | string)[]) => {
      const digest = createHash(algorithm);
      for (const part of parts) digest.update(part);
      return digest.digest();
    };
    const isWanted = (bytes: Buffer) => wanted.has(bytes.toString("hex"));
    const once = hash(password);
    if ([once, hash(once), hash(once.toString("hex"))].some(isWanted)) return { as: "fast", algorithm, salted: false };
    for (const salt of [...salts, ...(pepper === undefined ? [] : [Buffer.from(pepper)])]) {
      const salted = [
        hash(salt, password),
        hash(password, salt),
        hash(salt, ":", password),
        hash(password, ":", salt),
        hash(salt, "$", password),
        hash(salt, once),
        hash(salt, once.toString("hex")),
        createHmac(algorithm, salt).update(password).digest(),
        createHmac(algorithm, password).update(salt).digest(),
      ];
      if (salted.some(isWanted)) return { as: "fast", algorithm, salted: true };
    }
  }
  return undefined;
}

/**
 * Whether it is scrypt or PBKDF2 in bare bytes, with the salt beside it, and at what cost: by trying what is usual. Slow, as it has
 * to be; `goOn` is asked before each try.
 */
export async function proveStretched(
  password: string,
  value: string,
  row: readonly string[],
  goOn: () => boolean,
): Promise<KeptAs | undefined> {
  const pairs = pairsIn(value, row);
  for (const attempt of attempts([value, ...row], new Set(pairs.map(({ hash }) => hash.length)))) {
    for (const { hash, salt } of pairs) {
      if (!goOn()) return undefined;
      const derived = await derive(password, salt, hash.length, attempt);
      if (!derived?.equals(hash)) continue;
      return "N" in attempt ? scryptOf(attempt.N, 8, attempt.p) : pbkdf2Of(attempt.iterations, attempt.digest);
    }
  }
  return undefined;
}

type Attempt = { N: number; p: number } | { iterations: number; digest: string };

/**
 * First with the numbers that lie beside it, then what is usual, the cheap before the dear; PBKDF2 with a digest of another length than
 * what is kept comes last.
 */
function attempts(row: readonly string[], lengths: ReadonlySet<number>): Attempt[] {
  const texts = row.flatMap((text) => text.match(/(?<![\w.-])\d{1,8}(?![\w.-])/g) ?? []);
  const numbers = [...new Set(texts.map(Number))];
  const fitting = Object.keys(digestLengths).filter((digest) => lengths.has(digestLengths[digest] ?? 0));
  const others = Object.keys(digestLengths).filter((digest) => !fitting.includes(digest));
  const pbkdf2s = (rounds: number[], digests: string[]) =>
    rounds.flatMap((iterations) => digests.map((digest) => ({ iterations, digest })));
  const usual = [1_000, 10_000, 100_000, 4_096, 210_000, 600_000, 310_000, 120_000, 65_536, 260_000, 390_000];
  return [
    ...numbers.filter(isPowerOfTwo).map((N) => ({ N, p: 1 })),
    ...pbkdf2s(
      numbers.filter((n) => n >= 500 && n <= 5_000_000),
      [...fitting, ...others],
    ),
    ...[2 ** 14, 2 ** 15].map((N) => ({ N, p: 1 })),
    ...pbkdf2s(usual, fitting),
    ...[2 ** 10, 2 ** 12, 2 ** 13, 2 ** 16, 2 ** 17].map((N) => ({ N, p: 1 })),
    { N: 2 ** 14, p: 5 },
    ...pbkdf2s(usual, others),
  ];
}

const digestLengths: Record<string, number> = { sha256: 32, sha512: 64, sha1: 20 };

/** Whether the value could be a digest of anything: long enough, and made of nothing but bytes, hex or base64. */
export function looksLikeDigest(value: string): boolean {
  return digestsIn(value).length > 0;
}

const fastAlgorithms = [
  "md5",
  "sha1",
  "sha224",
  "sha256",
  "sha384",
  "sha512",
  "sha3-256",
  "sha3-512",
  "ripemd160",
  "blake2b512",
].filter((name) => getHashes().includes(name));

function waysBack(password: string): Record<string, string> {
  const bytes = Buffer.from(password);
  const rotated = password.replace(/[a-z]/gi, (letter) => {
    const base = letter <= "Z" ? 65 : 97;
    return String.fromCharCode(((letter.charCodeAt(0) - base + 13) % 26) + base);
  });
  return {
    base64: bytes.toString("base64").replace(/=+$/, ""),
    base64url: bytes.toString("base64url"),
    hexadecimal: bytes.toString("hex"),
    "the letters backwards": [...password].reverse().join(""),
    rot13: rotated,
  };
}

/** Parts of a value, between the signs that people put between parts. */
function piecesOf(value: string): string[] {
  return [...new Set([value, ...value.split(/[$:|,;#.]/)])].filter((piece) => piece !== "");
}

function bytesOf(piece: string): Buffer[] {
  const hex = /^(?:\\x|0x)?((?:[0-9a-f]{2}){4,})$/i.exec(piece)?.[1];
  if (hex !== undefined) return [Buffer.from(hex, "hex")];
  return /^[A-Za-z0-9+/_-]{8,}={0,2}$/.test(piece) ? [Buffer.from(piece, "base64")] : [];
}

/** The lengths of the usual digests and of what is derived from passwords; ids of 16 bytes are uuids as well. */
function digestsIn(value: string): Buffer[] {
  if (/^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(value)) return [];
  return piecesOf(value)
    .flatMap(bytesOf)
    .filter(({ length }) => length >= 16 && length <= 128);
}

/** In the order of likelihood; a row has few cells, but a long text in it could have many pieces. */
const mostSalts = 24;

function saltsIn(row: readonly string[]): Buffer[] {
  const pieces = row.flatMap(piecesOf).filter((piece) => piece.length <= 256);
  const all = [...pieces.flatMap(bytesOf), ...pieces.map((piece) => Buffer.from(piece))];
  return [...new Map(all.map((salt) => [salt.toString("hex"), salt])).values()].slice(0, mostSalts);
}

/** What may be hash and salt to each other: in two cells, in two pieces of one, or one after the other in the same bytes. */
function pairsIn(value: string, row: readonly string[]): { hash: Buffer; salt: Buffer }[] {
  const isUuid = (text: string) => /^[0-9a-f]{8}-[0-9a-f]{4}-/i.test(text);
  // Who keeps the hash as bytes keeps the salt so: of the other cells only those of bytes, where there are any.
  const cells = row.filter((cell) => !isUuid(cell) && cell !== value);
  const inBytes = value.startsWith("\\x") ? cells.filter((cell) => cell.startsWith("\\x")) : [];
  const pieces = [...new Set([value, ...(inBytes.length > 0 ? inBytes : cells)].flatMap(piecesOf))];
  const hashes = digestsIn(value);
  const salts = pieces.flatMap((piece) => {
    const [bytes] = bytesOf(piece);
    if (!bytes || bytes.length < 8 || bytes.length > 64) return [];
    return [bytes, ...(piece.startsWith("\\x") ? [] : [Buffer.from(piece)])].map((salt) => ({ salt, bytes }));
  });
  const beside = hashes.flatMap((hash) =>
    salts.filter(({ bytes }) => !bytes.equals(hash)).map(({ salt }) => ({ hash, salt })),
  );
  const joined = hashes
    .filter(({ length }) => length >= 32)
    .flatMap((both) => [
      { salt: both.subarray(0, 16), hash: both.subarray(16) },
      { hash: both.subarray(0, -16), salt: both.subarray(-16) },
    ]);
  return [...beside, ...joined].slice(0, mostPairs);
}

/** Each costs some 50 ms for each cost that is tried. */
const mostPairs = 6;

function bcrypt(rounds: number): KeptAs {
  const enough = rounds >= least.bcryptRounds;
  return { as: "stretched", algorithm: "bcrypt", cost: `cost ${rounds}`, enough, least: `cost ${least.bcryptRounds}` };
}

function argon2(memoryKib: number, passes: number): KeptAs {
  const enough = memoryKib * passes >= least.argon2Work;
  const cost = `m=${memoryKib}, t=${passes}`;
  return {
    as: "stretched",
    algorithm: "Argon2",
    cost,
    enough,
    least: "m=19456 (19 MiB), t=2, or less memory and more passes",
  };
}

function scryptOf(N: number, r: number, p: number): KeptAs {
  const enough = N * r * p >= least.scryptBlocks;
  return { as: "stretched", algorithm: "scrypt", cost: `N=${N}, r=${r}, p=${p}`, enough, least: "N=16384, r=8, p=1" };
}

function pbkdf2Of(iterations: number, digest: string): KeptAs {
  const enough = iterations >= least.pbkdf2Iterations;
  const cost = `${iterations} iterations${digest === "" ? "" : ` of ${digest}`}`;
  return { as: "stretched", algorithm: "PBKDF2", cost, enough, least: `${least.pbkdf2Iterations} iterations` };
}

/** Some write N, some its logarithm. */
function nOf(given: number): number {
  return given < 32 ? 2 ** given : given;
}

function isPowerOfTwo(n: number): boolean {
  return n >= 256 && n <= 2 ** 17 && Number.isInteger(Math.log2(n));
}

/** Undefined for parameters that OpenSSL refuses. */
function derive(password: string, salt: Buffer, bytes: number, attempt: Attempt): Promise<Buffer | undefined> {
  return new Promise((resolve) => {
    const done = (error: Error | null, key: Buffer) => resolve(error ? undefined : key);
    try {
      if ("N" in attempt) scrypt(password, salt, bytes, { N: attempt.N, r: 8, p: attempt.p, maxmem: 2 ** 28 }, done);
      else pbkdf2(password, salt, attempt.iterations, bytes, attempt.digest, done);
    } catch {
      resolve(undefined);
    }
  });
}
