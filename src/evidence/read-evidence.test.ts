import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { UserError } from "../base/errors.ts";
import { example } from "../judge/check-examples.ts";
import { readEvidence, readRecording } from "./read-evidence.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "seaworthy-read-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const recording = JSON.stringify(example((r) => r.scenario("first-contact")));

const file = (name: string, content: string | Uint8Array) => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};
const problemOf = async (reading: Promise<unknown>) => {
  const error = await reading.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(UserError);
  const { code, message, fix } = error as UserError;
  expect(message + fix).not.toContain("\n");
  return { code, message, fix };
};

test("a recording is read plain or packed", async () => {
  expect(await readRecording(file("plain.json", recording))).toEqual(JSON.parse(recording));
  expect(await readRecording(file("packed.json.gz", gzipSync(recording)))).toEqual(JSON.parse(recording));
});

test.each([
  ["a missing file", () => join(folder, "nothing.json"), "cannot-read-file"],
  ["a folder", () => folder, "cannot-read-file"],
  ["text", () => file("text.json", "hello\nthere"), "not-json"],
  ["an empty file", () => file("empty.json", ""), "not-json"],
  ["other JSON", () => file("package.json", '{"name":"x"}'), "not-a-seaworthy-document"],
  ["a JSON list", () => file("list.json", "[]"), "not-a-seaworthy-document"],
  ["a later format", () => file("later.json", '{"format":"seaworthy-evidence/9"}'), "unknown-format"],
  ["a recording instead", () => file("recording.json", recording), "wrong-document"],
  ["damaged evidence", () => file("cut.json", '{"format":"seaworthy-evidence/1","seed":1}'), "damaged-document"],
  ["a broken archive", () => file("broken.json.gz", gzipSync(recording).subarray(0, 40)), "cannot-read-file"],
  ["no archive at all", () => file("no.json.gz", recording), "cannot-read-file"],
])("%s is named for what it is, in one line, with what to do", async (_, path, code) => {
  expect(await problemOf(readEvidence(path()))).toMatchObject({ code, fix: expect.stringMatching(/.+/) });
});

test("a small archive that unpacks to far too much is given up", async () => {
  const bomb = file("bomb.json.gz", gzipSync(Buffer.alloc(201 * 1024 * 1024), { level: 1 }));
  expect(await problemOf(readRecording(bomb))).toMatchObject({ code: "file-too-large" });
});
