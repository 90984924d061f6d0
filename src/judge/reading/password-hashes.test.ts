import { createHash, createHmac, pbkdf2Sync, randomBytes, scryptSync } from "node:crypto";
import { describe, expect, test } from "vitest";
import { looksLikeDigest, proveCheap, proveStretched, readFormat } from "./password-hashes.ts";

const password = "correcthorse-BATTERY7";
const always = () => true;

/** As ASP.NET Identity keeps it. */
function identity(iterations: number): string {
  const bytes = Buffer.alloc(61, 7);
  bytes[0] = 1;
  bytes.writeUInt32BE(2, 1);
  bytes.writeUInt32BE(iterations, 5);
  bytes.writeUInt32BE(16, 9);
  return bytes.toString("base64");
}

describe("a format that says what it is", () => {
  test.each([
    ["$2b$12$R9h/cIPz0gi.URNNX3kh2OPST9/PgBkqquzi.Ss7KIUgO2t0jWMUW", "bcrypt", true],
    ["{bcrypt}$2a$04$R9h/cIPz0gi.URNNX3kh2OPST9/PgBkqquzi.Ss7KIUgO2t0jWMUW", "bcrypt", false],
    ["bcrypt_sha256$$2b$12$R9h/cIPz0gi.URNNX3kh2OPST9/PgBkqquzi.Ss7KIUgO2t0jWMUW", "bcrypt", true],
    ["$bcrypt-sha256$v=2,t=2b,r=10$oFWr5mWmCaBzjatGxWnf9e$5.jNOp6JwD.sAmqxEMjsCSqPVno9QJW", "bcrypt", true],
    ["$bcrypt-sha256$2b,10$pJdtHmPscBgrqYNKJPgfau$ArU7bpEFuF.oLOeWlFW0ohFR89TyOjG", "bcrypt", true],
    ["$bcrypt-sha256$v=2,t=2b,r=4$oFWr5mWmCaBzjatGxWnf9e$5.jNOp6JwD.sAmqxEMjsCSqPVno9QJW", "bcrypt", false],
    ["$argon2id$v=19$m=65536,t=3,p=4$c29tZXNhbHQ$RdescudvJCsgt3ub+b4dWRWJTmaaJObG", "Argon2", true],
    ["argon2$argon2id$v=19$m=102400,t=2,p=8$c29tZXNhbHQ$RdescudvJCsgt3ub", "Argon2", true],
    ["$argon2id$v=19$m=64,t=1,p=1$c29tZXNhbHQ$RdescudvJCsgt3ub+b4dWRWJTmaaJObG", "Argon2", false],
    ["$scrypt$ln=14,r=8,p=5$c2FsdA$aGFzaA", "scrypt", true],
    ["scrypt:32768:8:1$DbPoEqbkQ1$0d4a3c", "scrypt", true],
    ["scrypt$16384$8$1$c2FsdA$aGFzaA", "scrypt", true],
    ["scrypt$saltsalt$16384$8$5$64$aGFzaA", "scrypt", true],
    ["scrypt$1024$8$1$c2FsdA$aGFzaA", "scrypt", false],
    ["$s0$e0801$epIxT/h6HbbwHaehFnh/bw==$7H0vsXlY8UxxyW/BWx/9GuY7jEvGjT71", "scrypt", true],
    ["pbkdf2_sha256$600000$salt$hash", "PBKDF2", true],
    ["pbkdf2:sha256:260000$salt$hash", "PBKDF2", true],
    ["$pbkdf2-sha512$210000$salt$hash", "PBKDF2", true],
    ["$pbkdf2-sha256$i=600000,l=32$salt$hash", "PBKDF2", true],
    ["$pbkdf2-sha256$29000$salt$hash", "PBKDF2", true],
    ["pbkdf2_sha256$1000$salt$hash", "PBKDF2", false],
    [identity(100_000), "PBKDF2", true],
    [identity(10_000), "PBKDF2", false],
  ])("%s", (value, algorithm, enough) => {
    expect(readFormat(value)).toMatchObject({ as: "stretched", algorithm, enough });
  });

  test("md5crypt is fast, and sha512crypt is none of the four", () => {
    expect(readFormat("$1$abc$xyz")).toMatchObject({ as: "fast" });
    expect(readFormat("$6$rounds=5000$abc$xyz")).toMatchObject({ as: "other" });
  });
});

describe("what is computed at once", () => {
  test("the password itself, and what leads back to it", () => {
    expect(proveCheap(password, `plain:${password}`, [])).toEqual({ as: "plain" });
    expect(proveCheap(password, Buffer.from(password).toString("base64"), [])).toMatchObject({ as: "reversible" });
    const bytes = Buffer.from(Buffer.from(password).toString("base64")).toString("hex");
    expect(proveCheap(password, `\\x${bytes}`, [])).toEqual({ as: "reversible", how: "base64" });
    expect(proveCheap(password, `\\x${Buffer.from(password).toString("hex")}`, [])).toMatchObject({ as: "reversible" });
  });

  test("fast digests, plain and with the salts that lie beside them", () => {
    const sha = (text: string) => createHash("sha256").update(text).digest("hex");
    expect(proveCheap(password, sha(password), [])).toMatchObject({ as: "fast", salted: false });
    expect(proveCheap(password, sha(`ali@x.org${password}`), ["ali@x.org"])).toMatchObject({
      as: "fast",
      salted: true,
    });
    expect(proveCheap(password, `s4lt:${sha(`s4lt${password}`)}`, [])).toMatchObject({ as: "fast", salted: true });
    const keyed = createHmac("sha512", "the key").update(password).digest("base64");
    expect(proveCheap(password, keyed, [], "the key")).toMatchObject({ as: "fast" });
    expect(proveCheap(password, sha("another password"), ["ali@x.org"])).toBeUndefined();
  });
});

describe("bare bytes", () => {
  const salt = randomBytes(16);

  test("scrypt with the salt in a column of its own", async () => {
    const hash = scryptSync(password, salt, 64, { N: 2 ** 15, r: 8, p: 1, maxmem: 2 ** 27 });
    const found = await proveStretched(
      password,
      `\\x${hash.toString("hex")}`,
      [`\\x${salt.toString("hex")}`, "ali"],
      always,
    );
    expect(found).toMatchObject({ algorithm: "scrypt", enough: true, cost: "N=32768, r=8, p=1" });
  });

  test("scrypt with the salt's letters as salt, in one text", async () => {
    const letters = salt.toString("hex");
    const found = await proveStretched(
      password,
      `${letters}:${scryptSync(password, letters, 64).toString("hex")}`,
      [],
      always,
    );
    expect(found).toMatchObject({ algorithm: "scrypt", enough: true });
  });

  test("PBKDF2 with its iterations beside it, and one that is too cheap", async () => {
    const derived = (rounds: number) => pbkdf2Sync(password, salt, rounds, 32, "sha512").toString("base64");
    const row = [salt.toString("base64")];
    expect(await proveStretched(password, derived(123_456), [...row, "123456"], always)).toMatchObject({
      enough: true,
    });
    expect(await proveStretched(password, derived(1_000), row, always)).toMatchObject({
      algorithm: "PBKDF2",
      enough: false,
    });
  }, 60_000);

  test("PBKDF2 in two columns of bytes, with nothing that says its cost", async () => {
    const hash = `\\x${pbkdf2Sync(password, salt, 210_000, 64, "sha512").toString("hex")}`;
    const row = ["usr_0123456789abcdef01234567", "AliGarden", hash, `\\x${salt.toString("hex")}`];
    let tries = 0;
    const found = await proveStretched(password, hash, row, () => tries++ < 30);
    expect(found).toMatchObject({ algorithm: "PBKDF2", enough: true, cost: "210000 iterations of sha512" });
  }, 60_000);

  test("salt and hash in the same bytes", async () => {
    const both = Buffer.concat([salt, scryptSync(password, salt, 32)]).toString("base64");
    expect(await proveStretched(password, both, [], always)).toMatchObject({ algorithm: "scrypt" });
  });
});

test("what could be a digest, and what could not", () => {
  expect(looksLikeDigest(randomBytes(32).toString("base64"))).toBe(true);
  expect(looksLikeDigest("ali-abcdefghij@example.com")).toBe(false);
  expect(looksLikeDigest("2026-03-01T08:00:00.123456+00:00")).toBe(false);
  expect(looksLikeDigest("0190b5a0-7e1c-7bb4-a1cb-1f2b3c4d5e6f")).toBe(false);
});
