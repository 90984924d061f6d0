/** Passwords are kept as scrypt, each with a salt of its own, and with the cost beside it so that it can be raised later. */
import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from "node:crypto";

// OWASP Password Storage Cheat Sheet: N=2^14 wants p=5. One hash takes 16 MiB and a fifth of a second.
const cost = { N: 2 ** 14, r: 8, p: 5 };
const hashBytes = 32;

export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const hash = await derive(password, salt, cost);
  return `$scrypt$ln=${Math.log2(cost.N)},r=${cost.r},p=${cost.p}$${encode(salt)}$${encode(hash)}`;
}

export async function isRightPassword(password: string, kept: string): Promise<boolean> {
  const match = /^\$scrypt\$ln=(\d+),r=(\d+),p=(\d+)\$([^$]+)\$([^$]+)$/.exec(kept);
  if (!match) throw new Error("a kept password is not in our format");
  const [, ln, r, p, salt, hash] = match as unknown as [string, string, string, string, string, string];
  const wanted = Buffer.from(hash, "base64");
  const given = await derive(password, Buffer.from(salt, "base64"), { N: 2 ** Number(ln), r: Number(r), p: Number(p) });
  return timingSafeEqual(wanted, given);
}

/** Somebody who is not there takes as long to refuse as somebody who is. */
export const nobodysPassword = hashPassword(randomBytes(16).toString("hex"));

function derive(password: string, salt: Buffer, options: ScryptOptions): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password, salt, hashBytes, options, (error, hash) => (error ? reject(error) : resolve(hash)));
  });
}

function encode(bytes: Buffer): string {
  return bytes.toString("base64").replace(/=+$/, "");
}
