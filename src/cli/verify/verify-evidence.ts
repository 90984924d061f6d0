/**
 * From an evidence document to whether a second run bears it out: find the program as it was, judge it again, compare.
 */

import { stat } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { UserError } from "../../base/errors.ts";
import type { Evidence } from "../../contract/evidence.ts";
import { compareEvidence } from "../../evidence/compare-evidence.ts";
import { newestEvidence, readEvidence } from "../../evidence/read-evidence.ts";
import { judge } from "../../judge/judge.ts";
import { loadChecks } from "../../judge/registries.ts";
import type { Door } from "../door.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import { type Plan, planJudgement } from "../plan-judgement.ts";
import { newSeed } from "../run-check.ts";
import { showProgress } from "../show-progress.ts";
import type { Judged } from "../write-evidence.ts";
import { type Found, findSubject } from "./find-subject.ts";
import { renderVerification, type Verification } from "./render-verification.ts";

export interface VerifyOptions {
  /** The program's folder in a clone. */
  in?: string;
  seed?: string;
  json?: true;
}

export async function verifyEvidence(word: string, options: VerifyOptions, door: Door): Promise<ExitCode> {
  const path = await findDocument(word, door);
  const claimed = await readEvidence(path);
  const home = options.in === undefined ? (homeOf(path) ?? door.resolve(".")) : door.resolve(options.in);
  const checks = await loadChecks();
  const found = await findSubject({ claimed, home, signal: door.signal });
  try {
    const plan = await planAgain(found, claimed, new Set(checks.keys()), door);
    const judged = await judgeAgain(plan, options.seed ?? newSeed(), door);
    const verification: Verification = {
      path,
      claimed,
      judged,
      place: found.place,
      sameFiles: found.tree === claimed.subject.tree,
      comparison: compareEvidence({ claimed, seen: judged }),
      checks,
    };
    door.stdout.write(options.json ? asJson(verification) : renderVerification(verification, door.pen("stdout")));
    return exitCodeOf(verification);
  } finally {
    await found.remove();
  }
}

async function findDocument(word: string, door: Door): Promise<string> {
  const path = door.resolve(word);
  if (!(await stat(path).catch(() => undefined))?.isDirectory()) return path;
  const newest = await newestEvidence(path);
  if (newest !== undefined) return newest;
  throw new UserError("no-evidence", `${path} has no evidence in .seaworthy/evidence`, {
    fix: `\`${door.called} check\` in the program's folder makes some`,
  });
}

/** Evidence lies in <home>/.seaworthy/evidence/, unless somebody took it elsewhere. */
function homeOf(path: string): string | undefined {
  const ours = dirname(dirname(path));
  return basename(ours) === ".seaworthy" ? dirname(ours) : undefined;
}

/** Only the checks that the evidence speaks of, as far as this version has them. */
async function planAgain(found: Found, claimed: Evidence, known: ReadonlySet<string>, door: Door): Promise<Plan> {
  const only = claimed.verdicts.map(({ check }) => check).filter((check) => known.has(check));
  if (only.length === 0) {
    throw new UserError("nothing-to-verify", "the evidence has no verdict that this version of Seaworthy knows", {
      fix: `use the version that wrote it (${claimed.judge})`,
    });
  }
  const plan = await planJudgement(found.folder, { only }, door).catch((error) => {
    throw inTheirWords(error, found);
  });
  const { title } = plan.surface;
  if ((plan.project ?? null) !== claimed.project || title !== claimed.contract.title) {
    throw new UserError(
      "another-contract",
      `the evidence is about ${claimed.contract.title}, but ${found.place} is held to ${title}`,
      {
        fix: "the document was changed after it was written, or it belongs to another folder: give that one with --in",
      },
    );
  }
  return plan;
}

async function judgeAgain(plan: Plan, seed: string, door: Door): Promise<Judged> {
  const progress = showProgress(door);
  try {
    // By name, so that those of a production run are not left out.
    const only = [...plan.checks.keys()];
    for await (const event of judge(plan, { seed, only, signal: door.signal })) {
      progress.see(event);
      if (event.type === "judged") return event;
    }
  } catch (error) {
    if (!(error instanceof UserError) || error.code !== "setup-failed") throw error;
    throw new UserError("cannot-verify", `as it was judged, the program cannot be set up: ${error.message}`, {
      fix: "everything that a fresh clone needs belongs into `setup` of seaworthy.yaml; then check, commit and verify again",
      cause: error,
    });
  } finally {
    progress.end();
  }
  throw new Error("the judge ended without a judgement");
}

/** The temporary folder is gone when the message is read: it is named by what was in it. */
function inTheirWords(error: unknown, found: Found): unknown {
  if (!(error instanceof UserError) || !found.temporary) return error;
  const message = error.message.replaceAll(found.folder, found.place);
  return new UserError(error.code, message, {
    fix: "commit what is missing, check again and verify that",
    cause: error,
  });
}

function exitCodeOf({ comparison }: Verification): ExitCode {
  if (comparison.differs) return exitCodes.failed;
  return comparison.confirmed ? exitCodes.ok : exitCodes.noVerdict;
}

function asJson({ claimed, judged, sameFiles, comparison, path }: Verification): string {
  const { claims, others, confirmed, differs } = comparison;
  const document = {
    format: "seaworthy-verification/1",
    evidence: path,
    result: differs ? "differs" : confirmed ? "confirmed" : "untold",
    commit: claimed.subject.commit,
    sameFiles,
    seed: judged.recording.seed,
    judge: judged.recording.judge,
    durationMs: Math.round(judged.durationMs),
    claims,
    others,
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
