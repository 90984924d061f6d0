import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { contentFolder, readProject, readProjects } from "./read-project.ts";

let content: string;
beforeEach(async () => {
  content = await mkdtemp(join(tmpdir(), "seaworthy-content-"));
  for (const file of ["project.yaml", "openapi.yaml", "brief.md"]) {
    await cp(join(contentFolder, "projects/crud", file), join(content, "projects/crud", file));
  }
});
afterEach(() => rm(content, { recursive: true }));

async function edit(file: string, from: string, to: string) {
  const path = join(content, "projects/crud", file);
  const text = await readFile(path, "utf8");
  expect(text).toContain(from);
  await writeFile(path, text.replace(from, to));
}

test("all projects of ours can be read", async () => {
  const projects = await readProjects();
  expect(projects.map(({ id }) => id)).toContain("crud");
  for (const { brief, steps, surface } of projects) {
    expect(brief.length).toBeGreaterThan(1000);
    expect(steps.length).toBeGreaterThan(3);
    expect(surface.resources.length).toBeGreaterThan(0);
  }
});

test("every mistake is told at once, with file and line", async () => {
  await edit("project.yaml", "summary:", "sumary:");
  await edit("project.yaml", "- problem-json", "- problem-jsn");
  await edit(
    "openapi.yaml",
    '"4XX": { $ref: "#/components/responses/Problem" }',
    '"4XX": { $ref: "#/components/responses/Problm" }',
  );
  await writeFile(join(content, "projects/crud/brief.md"), "\n");
  await cp(join(content, "projects/crud/openapi.yaml"), join(content, "projects/second/openapi.yaml"));
  const error = await readProjects(content).catch((thrown) => thrown);
  expect(error).toMatchObject({ code: "content-mistakes" });
  expect(error.message.split("\n")).toEqual([
    "crud/brief.md: is empty",
    "crud/openapi.yaml, line 49: `#/components/responses/Problm` leads nowhere; did you mean `Problem`?",
    "crud/project.yaml, line 2: `summary` is missing",
    "crud/project.yaml, line 3: knows no `sumary`; did you mean `summary`?",
    "crud/project.yaml, line 8: `hints.promises.0` is `problem-jsn`; did you mean `problem-json`?",
    "second/brief.md: cannot be read (ENOENT)",
    "second/openapi.yaml, line 49: `#/components/responses/Problm` leads nowhere; did you mean `Problem`?",
    "second/project.yaml: cannot be read (ENOENT)",
  ]);
});

test("a check stands in one step only, and hints are about what there is", async () => {
  await edit("project.yaml", "obeys-database-url,", "obeys-port,");
  await edit("project.yaml", "health: /healthz", "health: /health");
  const error = await readProject("crud", content).catch((thrown) => thrown);
  expect(error.message).toMatch(/the check `obeys-port` is in two places/);
  expect(error.message).toMatch(/`health: \/health` is no path of the API/);
});

test("an unknown project is answered with the nearest", async () => {
  await expect(readProject("crut")).rejects.toMatchObject({
    code: "unknown-project",
    message: "there is no project `crut`; did you mean `crud`?",
  });
  await expect(readProject("../crud")).rejects.toMatchObject({ code: "unknown-project" });
});
