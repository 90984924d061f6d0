/**
 * From what the person asked for to what the judge needs: surface, subject, checks and scenarios.
 */
import { relative } from "node:path";
import { UserError } from "../base/errors.ts";
import { readManifest } from "../catalog/read-manifest.ts";
import { readProject } from "../catalog/read-project.ts";
import type { Surface } from "../contract/surface.ts";
import type { Check } from "../judge/check.ts";
import type { Subject } from "../judge/events.ts";
import { loadChecks, loadScenarios } from "../judge/registries.ts";
import type { Scenario } from "../judge/scenario.ts";
import type { Door } from "./door.ts";
import type { Step } from "./reporter.ts";
import { requireScenarios, selectChecks } from "./select-checks.ts";

export interface Plan {
  surface: Surface;
  project: string | undefined;
  subject: Subject;
  /** Those that were asked for. */
  checks: ReadonlyMap<string, Check>;
  scenarios: ReadonlyMap<string, Scenario>;
  steps: readonly Step[];
  /** Absolute; undefined for an address without a folder. */
  folder: string | undefined;
  /** The words after `check` that name the subject, for lines to paste. */
  target: string[];
  /** As the person knows it. */
  name: string;
}

export interface PlanOptions {
  url?: string;
  project?: string;
  only?: string[];
  skip?: string[];
}

export async function planJudgement(word: string, options: PlanOptions, door: Door): Promise<Plan> {
  const checks = selectChecks(await loadChecks(), options.only, door.called);
  const scenarios = await loadScenarios();
  requireScenarios(options.skip, { checks: await loadChecks(), scenarios }, door.called);
  const url = options.url === undefined ? undefined : addressFrom(options.url);
  const folder = door.resolve(word);
  if (url !== undefined && options.project !== undefined) {
    const { surface, steps } = await readProject(options.project);
    const subject: Subject = { kind: "address", url };
    const target = ["--url", url, "--project", options.project];
    return {
      surface,
      project: options.project,
      subject,
      checks,
      scenarios,
      steps,
      folder: undefined,
      target,
      name: url,
    };
  }
  const { surface, subject, project } = await readManifest(folder, { url });
  const steps = project === undefined ? [] : (await readProject(project)).steps;
  const here = relative(door.resolve("."), folder) === "";
  return {
    surface,
    project,
    subject,
    checks,
    scenarios,
    steps,
    folder,
    target: [...(here ? [] : [word]), ...(url === undefined ? [] : ["--url", url])],
    name: url ?? (here ? (folder.split("/").at(-1) ?? folder) : word),
  };
}

function addressFrom(text: string): string {
  const fix = "give it as --url http://localhost:3000";
  let url: URL;
  try {
    url = new URL(/^[a-z]+:\/\//i.test(text) ? text : `http://${text}`);
  } catch (cause) {
    throw new UserError("bad-address", `'${text}' is no address of a program`, { fix, cause });
  }
  if (url.protocol !== "http:" && url.protocol !== "https:") {
    throw new UserError("bad-address", `'${text}' is not an http address`, { fix });
  }
  return url.href.replace(/\/$/, "");
}
