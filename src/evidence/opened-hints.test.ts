import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { helpWith, noteLastHint } from "./opened-hints.ts";

const newFolder = async () => {
  const folder = await mkdtemp(join(tmpdir(), "seaworthy-hints-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
};

test("a pass after the last hint is guided; a failure, and what needed no hint, are not", async () => {
  const folder = await newFolder();
  await noteLastHint(folder, "deleted-stays-deleted");
  await noteLastHint(folder, "obeys-port");
  const help = await helpWith(folder, [
    { check: "deleted-stays-deleted", verdict: "passed" },
    { check: "obeys-port", verdict: "unclear", why: "it did not start" },
    { check: "text-is-kept-exactly", verdict: "passed" },
  ]);
  expect(help).toEqual(["guided: deleted-stays-deleted"]);
});

test("opening the same hint again writes nothing", async () => {
  const folder = await newFolder();
  for (let time = 0; time < 3; time++) await noteLastHint(folder, "obeys-port");
  expect(await readFile(join(folder, ".seaworthy", "opened-hints"), "utf8")).toBe("obeys-port\n");
});

test("a folder that was never judged has no help to tell of, and one that cannot be written to stays quiet", async () => {
  expect(await helpWith(await newFolder(), [{ check: "obeys-port", verdict: "passed" }])).toEqual([]);
  await noteLastHint("/dev/null/nowhere", "obeys-port");
});
