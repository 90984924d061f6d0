/**
 * JSON Web Tokens (RFC 7519) in their compact signed form (RFC 7515), taken apart and put together. Pure.
 */
import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { Json } from "../../contract/json.ts";

export interface Jwt {
  header: { [member: string]: Json };
  payload: { [claim: string]: Json };
  /** As they stand in the token. */
  parts: { header: string; payload: string; signature: string };
}

/** Undefined for everything else, such as an opaque token with two dots in it. */
export function parseJwt(token: string): Jwt | undefined {
  const [header = "", payload = "", signature = "", ...more] = token.split(".");
  if (more.length > 0 || signature === "") return undefined;
  const [head, claims] = [decode(header), decode(payload)];
  if (!head || !claims || typeof head.alg !== "string") return undefined;
  return { header: head, payload: claims, parts: { header, payload, signature } };
}

/** Signed by HMAC with this key, by the algorithm that the header names; with "none" there is no signature. */
export function signJwt(header: Jwt["header"], payload: Jwt["payload"], key: Uint8Array | string): string {
  const input = `${encode(header)}.${encode(payload)}`;
  return `${input}.${hmacOf(header.alg, input, key)?.toString("base64url") ?? ""}`;
}

export function encode(value: Json): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}

/** Whether the token was signed with this key. False for algorithms that are no HMAC. */
export function isSignedWith({ header, parts }: Jwt, key: Uint8Array | string): boolean {
  const expected = hmacOf(header.alg, `${parts.header}.${parts.payload}`, key);
  const given = Buffer.from(parts.signature, "base64url");
  return expected !== undefined && expected.length === given.length && timingSafeEqual(expected, given);
}

/**
 * What a program may honestly make a key of out of one setting: its characters, what they stand for in base64 or hex, or a
 * digest of them.
 */
export function keysFrom(secret: string): (Uint8Array | string)[] {
  const digests = ["sha256", "sha384", "sha512"].map((name) => createHash(name).update(secret).digest());
  return [
    secret,
    Buffer.from(secret, "base64"),
    Buffer.from(secret, "hex"),
    ...digests,
    ...digests.flatMap((digest) => [digest.toString("hex"), digest.toString("base64")]),
  ].filter((key) => key.length > 0);
}

/**
 * Keys that stand in tutorials, in the documentation of libraries and at the top of every word list for guessing:
 * https://github.com/wallarm/jwt-secrets. A few dozen are enough to prove that a guess succeeds.
 */
const words = [
  "",
  ..."secret secretkey secret_key secret-key mysecret my-secret my_secret mysecretkey my-secret-key my_secret_key".split(
    " ",
  ),
  ..."supersecret super-secret super_secret supersecretkey super-secret-key super_secret_key topsecret shhhhh shhhhhared-secret".split(
    " ",
  ),
  ..."jwt jwtsecret jwt-secret jwt_secret JWT_SECRET jwtsecretkey jwt-secret-key jwt_secret_key your-secret your_secret".split(
    " ",
  ),
  ..."your-secret-key your_secret_key yoursecret yoursecretkey your-256-bit-secret your-384-bit-secret your-512-bit-secret".split(
    " ",
  ),
  ..."your_jwt_secret your-jwt-secret my-jwt-secret changeme change-me change_me changeit change-this please-change-me".split(
    " ",
  ),
  ..."change-me-in-production dev dev-secret dev_secret dev-secret-key development development-secret test test-secret testsecret".split(
    " ",
  ),
  ..."local local-secret default default-secret default_secret fallback fallback-secret insecure insecure-secret not-so-secret".split(
    " ",
  ),
  ..."password passw0rd password123 123456 12345678 123456789 1234567890 qwerty admin root token tokensecret token-secret".split(
    " ",
  ),
  ..."key private privatekey private-key session sessionsecret session-secret keyboard-cat app appsecret app-secret".split(
    " ",
  ),
  ..."abc123 hello helloworld foo foobar foo-bar bar letmein undefined null none todo example example-secret hmac-secret".split(
    " ",
  ),
  "keyboard cat",
  "secret123",
  "very-secret",
  "verysecret",
  "a-string-secret-at-least-256-bits-long",
  "09d25e094faa6ca2556c818166b7a9563b93f7099f6f0f4caa6cf63b88e8d3e7",
];

/** The word that the token was signed with, if it is one that everybody tries. */
export function guessedKey(jwt: Jwt): string | undefined {
  return words.find((word) => isSignedWith(jwt, word));
}

function hmacOf(algorithm: Json | undefined, input: string, key: Uint8Array | string): Buffer | undefined {
  const bits = /^HS(256|384|512)$/.exec(String(algorithm))?.[1];
  return bits === undefined ? undefined : createHmac(`sha${bits}`, key).update(input).digest();
}

function decode(part: string): { [member: string]: Json } | undefined {
  if (!/^[A-Za-z0-9_-]+$/.test(part)) return undefined;
  try {
    const value: Json = JSON.parse(Buffer.from(part, "base64url").toString());
    return typeof value === "object" && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
