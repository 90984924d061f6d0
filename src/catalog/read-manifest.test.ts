import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { readManifest } from "./read-manifest.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "seaworthy-manifest-"));
});
afterEach(() => rm(folder, { recursive: true }));

async function read(manifest: string, options = {}) {
  await writeFile(join(folder, "seaworthy.yaml"), manifest);
  return readManifest(folder, options);
}

const openapi = `openapi: 3.0.3
info: { title: Mine, version: "2" }
paths: { /notes: { get: { responses: { "200": { description: ok } } }, post: { responses: {} } } }`;

test("a project of ours brings its surface", async () => {
  const manifest =
    "project: crud\nsetup: npm ci\nstart: npm start\nenv: { DB: '$DATABASE_URL', HTTP_PORT: 80, DEBUG: true }\n";
  expect(await read(manifest)).toMatchObject({
    project: "crud",
    subject: {
      kind: "folder",
      folder,
      start: "npm start",
      setup: "npm ci",
      env: { DB: "$DATABASE_URL", HTTP_PORT: "80", DEBUG: "true" },
    },
    surface: { title: "Expenses" },
  });
});

test("an API of one's own is read from its file, with hints", async () => {
  await writeFile(join(folder, "api.yaml"), openapi);
  const given = await read(
    "openapi: api.yaml\nstart: ./run\nhints:\n  promises: [graceful-stop]\n  resources: { memo: { collection: /notes } }\n",
  );
  expect(given).toMatchObject({
    project: undefined,
    subject: { start: "./run", env: {} },
    surface: {
      title: "Mine",
      promises: ["port-and-database-from-environment", "graceful-stop"],
      resources: [{ name: "memo" }],
    },
  });
});

test("a program that runs somewhere needs no start", async () => {
  const url = "http://127.0.0.1:3000";
  expect(await read("project: crud", { url })).toMatchObject({ subject: { kind: "address", url, folder } });
});

describe("mistakes are told with their line and what to do", () => {
  test.each([
    ["an unknown word", "project: crud\nstrat: npm start", /line 2: knows no `strat`; did you mean `start`\?/],
    ["an empty command", "project: crud\nstart: ''", /line 2: `start` /],
    ["neither contract", "start: npm start", /exactly one of `project` and `openapi`/],
    ["both contracts", "project: crud\nopenapi: a.yaml\nstart: x", /exactly one of/],
    ["no start", "project: crud", /line 1: `start` is missing/],
    ["an unknown project", "project: crudd\nstart: x", /did you mean `crud`/],
    ["hints for a project of ours", "project: crud\nstart: x\nhints: {}", /line 3: `hints` are for an API of your own/],
    ["no YAML", "project: [crud", /is not YAML here/],
    ["nothing in it", "", /seaworthy.yaml/],
  ])("%s", async (_, manifest, message) => {
    const error = await read(manifest).catch((thrown) => thrown);
    expect(error.name).toBe("UserError");
    expect(error.message).toMatch(message);
    expect(error.fix).not.toBe("");
  });

  test("hints", async () => {
    await writeFile(join(folder, "api.yaml"), openapi);
    const hints = "hints:\n  helth: /x\n  promises: [gracefull-stop]\n  resources:\n    note: { colection: /notes }";
    const error = await read(`openapi: api.yaml\nstart: x\n${hints}`).catch((thrown) => thrown);
    expect(error.message).toMatch(/line 4: `hints` knows no `helth`; did you mean `health`/);
    expect(error.message).toMatch(/line 5: `hints.promises.0` is `gracefull-stop`; did you mean `graceful-stop`/);
    expect(error.message).toMatch(/line 7: `hints.resources.note` knows no `colection`; did you mean `collection`/);
  });

  test("no manifest, no folder", async () => {
    await expect(readManifest(folder)).rejects.toMatchObject({ code: "no-manifest" });
    await expect(readManifest(join(folder, "none"))).rejects.toMatchObject({ code: "no-such-folder" });
  });
});
