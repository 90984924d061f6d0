import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type InstalledPackage, installPackage } from "./installed-package.ts";

/** Compiling, packing and installing take 15 s on a quiet machine; a registry may be slow. */
const limitMs = 240_000;

let installed: InstalledPackage;
beforeAll(async () => {
  // As on machines that run no install scripts: what PostgreSQL needs is made on first use.
  installed = await installPackage({ flags: ["--ignore-scripts"] });
}, limitMs);
afterAll(() => installed?.remove());

test("the package holds what is run, read and licensed, and nothing else", () => {
  const { packed, sources } = installed;
  const content = sources.filter((path) => path.startsWith("content/") && !path.endsWith(".test.ts"));
  expect(packed.filter((path) => path.startsWith("content/")).sort()).toEqual(content.sort());
  expect(packed).toEqual(expect.arrayContaining(["LICENSE", "README.md", "content/LICENSE", "dist/cli/main.js"]));
  expect(packed.filter((path) => !/^(dist\/|content\/|package\.json$|README\.md$|LICENSE$)/.test(path))).toEqual([]);
  expect(packed).toEqual(expect.arrayContaining(["dist/web/index.html", "dist/server/migrations/0001-ground.sql"]));
  const built = /\.(js|d\.ts)$|^dist\/(web|report)\/|^dist\/server\/migrations\/[\w-]+\.sql$/;
  expect(packed.filter((path) => path.startsWith("dist/") && !built.test(path))).toEqual([]);
  expect(packed.filter((path) => /\.test\./.test(path))).toEqual([]);
});

test("every module of the house is in it", () => {
  const modules = installed.sources.filter((path) => /^src\/.*(?<!\.test)\.ts$/.test(path));
  const compiled = modules.map((path) => path.replace(/^src\//, "dist/").replace(/\.ts$/, ".js"));
  expect(installed.packed).toEqual(expect.arrayContaining(compiled));
});

test("it tells its version, and finds all that it needs on this machine", { timeout: limitMs }, async () => {
  const { version } = JSON.parse(readFileSync(resolve("package.json"), "utf8"));
  expect(await installed.seaworthy("--version")).toEqual({ code: 0, stdout: `${version}\n`, stderr: "" });
  const { code, stdout } = await installed.seaworthy("doctor");
  expect(stdout).toContain("supplied with Seaworthy");
  expect(code).toBe(0);
});

test("a starter that it makes runs at once and passes its first check", { timeout: limitMs }, async () => {
  expect(await installed.seaworthy("new", "crud", "my-api", "--stack", "javascript")).toMatchObject({ code: 0 });
  const { code, stdout, stderr } = await installed.seaworthy(
    "check",
    "my-api",
    "--only",
    "program-starts-and-answers",
    "--json",
  );
  expect(stderr).toBe("");
  expect(JSON.parse(stdout).verdicts).toMatchObject([{ check: "program-starts-and-answers", verdict: "passed" }]);
  expect(code).toBe(0);
});

test("its demonstration goes from red to green", { timeout: limitMs }, async () => {
  const { code, stdout, stderr } = await installed.seaworthy("demo");
  expect(stderr).toBe("");
  expect(stdout).toMatch(
    /✗ Acknowledged writes are lost[\s\S]+Two lines to change[\s\S]+✓ What was acknowledged survives/,
  );
  expect(code).toBe(0);
});
