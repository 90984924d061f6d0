/**
 * Reads the projects in `content/projects/`: one folder each, whose name is the id. Every mistake in them is told at once.
 */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { UserError } from "../base/errors.ts";
import { nearest } from "../base/nearest.ts";
import { projectSchema, type Step } from "../contract/project.ts";
import type { Surface } from "../contract/surface.ts";
import { deriveSurface, hintMistakes } from "./derive-surface.ts";
import { errorOf, mistakeAt, readAs } from "./mistakes.ts";
import { type Openapi, readOpenapiFile } from "./read-openapi.ts";
import { type Mistake, readYamlFile, type YamlFile } from "./yaml-file.ts";

export interface Project {
  /** Name of its folder. Never changes and is never used again. */
  id: string;
  /** Absolute; starters lie in `starters/` in it. */
  folder: string;
  title: string;
  summary: string;
  /** Markdown. */
  brief: string;
  surface: Surface;
  /** The order of work. */
  steps: readonly Step[];
}

export const contentFolder = join(import.meta.dirname, "..", "..", "content");

/** All of them, in the order of their ids. */
export async function readProjects(content: string = contentFolder): Promise<Project[]> {
  const results = await Promise.all((await projectIds(content)).map((id) => readFolder(content, id)));
  const mistakes = results.flatMap((result) => (Array.isArray(result) ? result : []));
  if (mistakes.length > 0) throw contentError(mistakes, content);
  return results.filter((result): result is Project => !Array.isArray(result));
}

export async function readProject(id: string, content: string = contentFolder): Promise<Project> {
  const ids = await projectIds(content);
  if (!ids.includes(id)) {
    const close = nearest(id, ids);
    throw new UserError(
      "unknown-project",
      `there is no project \`${id}\`${close ? `; did you mean \`${close}\`?` : ""}`,
      {
        fix: `name one of these: ${ids.join(", ")}`,
      },
    );
  }
  const result = await readFolder(content, id);
  if (Array.isArray(result)) throw contentError(result, content);
  return result;
}

/** What to choose from, without reading their contracts, which takes ten times as long. */
export async function projectTitles(content: string = contentFolder): Promise<{ id: string; title: string }[]> {
  return Promise.all(
    (await projectIds(content)).map(async (id) => {
      const file = await readYamlFile(join(content, "projects", id, "project.yaml"));
      const { title } = (Array.isArray(file) ? {} : file.value) as { title?: unknown };
      return { id, title: typeof title === "string" ? title : id };
    }),
  );
}

async function projectIds(content: string): Promise<string[]> {
  const entries = await readdir(join(content, "projects"), { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

function contentError(mistakes: readonly Mistake[], content: string): UserError {
  return errorOf("content-mistakes", mistakes, "correct these files in content/projects/", join(content, "projects"));
}

async function readFolder(content: string, id: string): Promise<Project | Mistake[]> {
  const folder = join(content, "projects", id);
  const mistakes: Mistake[] = [];
  if (!/^[a-z][a-z0-9-]*$/.test(id))
    mistakes.push({ file: folder, message: "is no project id: lower-case words with hyphens are" });
  const read = async <T>(name: string, reader: (file: string) => Promise<T | Mistake[]>): Promise<T | undefined> => {
    const file = join(folder, name);
    const result = await reader(file).catch((error: NodeJS.ErrnoException): Mistake[] => [
      { file, message: `cannot be read (${error.code})` },
    ]);
    if (!Array.isArray(result)) return result;
    mistakes.push(...result);
    return undefined;
  };
  const [yaml, openapi, brief] = await Promise.all([
    read<YamlFile>("project.yaml", readYamlFile),
    read<Openapi>("openapi.yaml", readOpenapiFile),
    read<string>("brief.md", (file) => readFile(file, "utf8")),
  ]);
  if (brief?.trim() === "") mistakes.push({ file: join(folder, "brief.md"), message: "is empty" });
  const file = yaml && readProjectFile(yaml, openapi);
  if (file && "mistakes" in file) mistakes.push(...file.mistakes);
  if (mistakes.length > 0 || !file || "mistakes" in file || !openapi || brief === undefined) return mistakes;
  const { title, summary, hints, steps } = file.value;
  return { id, folder, title, summary, brief, surface: deriveSurface(openapi, hints), steps };
}

function readProjectFile(yaml: YamlFile, openapi: Openapi | undefined) {
  const read = readAs(projectSchema, yaml);
  if ("mistakes" in read) return read;
  const { hints, steps } = read.value;
  const mistakes = (openapi ? hintMistakes(openapi, hints) : []).map(({ path, message }) =>
    mistakeAt(yaml, ["hints", ...path], message),
  );
  const seen = new Set<string>();
  for (const [i, step] of steps.entries()) {
    for (const [j, check] of step.checks.entries()) {
      if (seen.has(check))
        mistakes.push(mistakeAt(yaml, ["steps", i, "checks", j], `the check \`${check}\` is in two places`));
      seen.add(check);
    }
  }
  return mistakes.length > 0 ? { mistakes } : read;
}
