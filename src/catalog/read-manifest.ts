/**
 * Reads `seaworthy.yaml`: which contract a program is held to, and how it is started.
 */
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { UserError } from "../base/errors.ts";
import { type Manifest, manifestSchema, type Subject } from "../contract/manifest.ts";
import { hintsSchema } from "../contract/project.ts";
import type { Surface } from "../contract/surface.ts";
import { deriveSurface, hintMistakes } from "./derive-surface.ts";
import { errorOf, mistakeAt, readAs } from "./mistakes.ts";
import { readOpenapi } from "./read-openapi.ts";
import { readProject } from "./read-project.ts";
import { readYamlFile, type YamlFile } from "./yaml-file.ts";

export interface ReadManifest {
  manifest: Manifest;
  subject: Subject;
  surface: Surface;
  /** Id of our project; undefined for the learner's own API. */
  project: string | undefined;
}

/** `url` is where the program already runs; a manifest needs no `start` then. */
export async function readManifest(folder: string, { url }: { url?: string | undefined } = {}): Promise<ReadManifest> {
  const yaml = await readFileIn(folder);
  const read = readAs(manifestSchema, yaml);
  if ("mistakes" in read) throw errorOf("manifest-mistakes", read.mistakes, exampleFix);
  const manifest = read.value;
  const surface = await surfaceOf(manifest, yaml, folder);
  return { manifest, subject: subjectOf(manifest, yaml, folder, url), surface, project: manifest.project };
}

const names = ["seaworthy.yaml", "seaworthy.yml"];
const exampleFix = "a whole one is:\nproject: crud\nstart: npm start";

async function readFileIn(folder: string): Promise<YamlFile> {
  if (!existsSync(folder)) {
    throw new UserError("no-such-folder", `there is no folder ${folder}`, { fix: "give the folder of your program" });
  }
  const file = names.map((name) => join(folder, name)).find((path) => existsSync(path));
  if (file === undefined) {
    throw new UserError("no-manifest", `${folder} has no seaworthy.yaml, which says how your program is started`, {
      fix: `make one there; ${exampleFix}`,
    });
  }
  const yaml = await readYamlFile(file).catch((error: NodeJS.ErrnoException) => {
    throw new UserError("manifest-not-readable", `${file} cannot be read (${error.code})`, {
      fix: "make it a text file that you may read",
      cause: error,
    });
  });
  if (Array.isArray(yaml)) throw errorOf("manifest-mistakes", yaml, exampleFix);
  return yaml;
}

async function surfaceOf(manifest: Manifest, yaml: YamlFile, folder: string): Promise<Surface> {
  if (manifest.project !== undefined) {
    if (manifest.hints) {
      const mistake = mistakeAt(
        yaml,
        ["hints"],
        `\`hints\` are for an API of your own; the project ${manifest.project} has its own`,
      );
      throw errorOf("manifest-mistakes", [mistake], "take `hints` out");
    }
    return (await readProject(manifest.project)).surface;
  }
  const openapi = await readOpenapi(resolve(folder, manifest.openapi ?? ""));
  const hints = readAs(hintsSchema, yaml, manifest.hints ?? {}, ["hints"]);
  const mistakes =
    "mistakes" in hints
      ? hints.mistakes
      : hintMistakes(openapi, hints.value).map(({ path, message }) => mistakeAt(yaml, ["hints", ...path], message));
  if (mistakes.length > 0 || "mistakes" in hints) throw errorOf("manifest-mistakes", mistakes, "correct these hints");
  return deriveSurface(openapi, hints.value);
}

function subjectOf(manifest: Manifest, yaml: YamlFile, folder: string, url: string | undefined): Subject {
  const absolute = resolve(folder);
  if (url !== undefined) return { kind: "address", url, folder: absolute };
  const { start, setup, migrate, migrateDown, env = {} } = manifest;
  if (start === undefined) {
    throw errorOf(
      "manifest-mistakes",
      [mistakeAt(yaml, [], "`start` is missing: the command that starts your program")],
      "add `start: npm start`, or give the address of a program that runs with --url",
    );
  }
  return {
    kind: "folder",
    folder: absolute,
    start,
    ...(setup === undefined ? {} : { setup }),
    ...(migrate === undefined ? {} : { migrate }),
    ...(migrateDown === undefined ? {} : { migrateDown }),
    env,
  };
}
