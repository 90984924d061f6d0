/**
 * The comparison as a small table: what was confirmed as a number, what was not by name and with the reason. Pure.
 */

import { count, duration } from "../../base/amounts.ts";
import { neutraliseLine } from "../../base/neutralise.ts";
import type { Evidence } from "../../contract/evidence.ts";
import type { ComparedClaim, Comparison, Outcome } from "../../evidence/compare-evidence.ts";
import type { Check } from "../../judge/check.ts";
import type { Pen } from "../terminal/pen.ts";
import type { Judged } from "../write-evidence.ts";

export interface Verification {
  path: string;
  claimed: Evidence;
  judged: Judged;
  /** What was judged again: "commit 3f2a1bc09d", or a folder. */
  place: string;
  /** Whether the files are those that the evidence names by their hash. */
  sameFiles: boolean;
  comparison: Comparison;
  checks: ReadonlyMap<string, Check>;
}

export function renderVerification(verification: Verification, pen: Pen): string {
  const { comparison } = verification;
  const shown = (["confirmed", "differs", "untold"] as const).filter(
    (outcome) => outcome === "confirmed" || comparison.claims.some((claim) => claim.outcome === outcome),
  );
  const lines = [
    "",
    ...head(verification, pen),
    "",
    ...shown.flatMap((outcome) => outcomeLines(outcome, verification, pen)),
    ...otherLines(verification, pen),
    ...noteLines(verification, pen),
    "",
    pen.paint("dim", pen.glyph.line.repeat(pen.width)),
    ...conclusion(verification, pen),
    "",
  ];
  return `${lines.join("\n")}\n`;
}

function head({ claimed, judged, place }: Verification, pen: Pen): string[] {
  const { title, version } = claimed.contract;
  const name = neutraliseLine(`${title} ${version}${claimed.project === null ? "" : ` (${claimed.project})`}`);
  const row = (label: string, text: string) =>
    `  ${pen.paint("dim", pen.pad(label, 10))}${pen.cut(pen.say(text), pen.width - 12)}`;
  return [
    `  ${pen.paint("bold", pen.cut(name, pen.width - 2))}`,
    row(
      "then",
      `${minute(claimed.beganAt)} · seed ${neutraliseLine(claimed.seed)} · judge ${neutraliseLine(claimed.judge)}`,
    ),
    row(
      "now",
      `${minute(judged.recording.beganAt)} · seed ${judged.recording.seed} · judge ${judged.recording.judge} · ${duration(judged.durationMs)}`,
    ),
    row("from", neutraliseLine(place)),
  ];
}

function minute(time: string): string {
  return `${time.slice(0, 10)} ${time.slice(11, 16)} UTC`;
}

const words: Record<Outcome, string> = { confirmed: "confirmed", differs: "differs", untold: "could not be told" };

function outcomeLines(outcome: Outcome, { comparison, checks }: Verification, pen: Pen): string[] {
  const claims = comparison.claims.filter((claim) => claim.outcome === outcome);
  const look = {
    confirmed: [pen.glyph.passed, "green"],
    differs: [pen.glyph.failed, "red"],
    untold: [pen.glyph.unclear, "yellow"],
  } as const;
  const [glyph, colour] = claims.length === 0 ? [pen.glyph.notApplicable, "dim" as const] : look[outcome];
  const line = `  ${pen.paint(colour, glyph)} ${pen.pad(words[outcome], 20)}${String(claims.length).padStart(4)} of ${comparison.claims.length}`;
  return [line, ...(outcome === "confirmed" ? [] : claims.flatMap((claim) => claimLines(claim, checks, pen)))];
}

function claimLines(
  { check, outcome, why = "" }: ComparedClaim,
  checks: ReadonlyMap<string, Check>,
  pen: Pen,
): string[] {
  const title = checks.get(check)?.title[outcome === "differs" ? "failed" : "passed"] ?? check;
  const [firstLine = ""] = why.split("\n");
  return [
    ...pen.wrap(title, { indent: 6 }),
    ...pen.wrap(neutraliseLine(firstLine), { indent: 8 }).map((line) => pen.paint("dim", line)),
    pen.paint("dim", `        --only ${check}`),
  ];
}

/** What had not passed claims nothing; a reader wants to know all the same. */
function otherLines({ comparison }: Verification, pen: Pen): string[] {
  const failed = comparison.others.filter(({ was }) => was === "failed");
  if (failed.length === 0) return [];
  const mended = failed.filter(({ now }) => now === "passed").length;
  const text = `${count(failed.length, "check")} had failed then, and claimed nothing${mended > 0 ? `; ${mended} of them passed now` : ""}.`;
  return ["", ...pen.wrap(text, { indent: 2 }).map((line) => pen.paint("dim", line))];
}

function noteLines({ claimed, sameFiles, comparison }: Verification, pen: Pen): string[] {
  const starts = comparison.claims.find(({ check }) => check === "program-starts-and-answers");
  const notes = [
    ...(claimed.subject.dirty || claimed.subject.commit === null
      ? [
          "What was judged was never committed. Its files are still here and unchanged, so they were judged again; nobody else can do that.",
        ]
      : []),
    ...(sameFiles ? [] : ["The files at that commit are not quite those that were judged: their hash is another one."]),
    ...(starts?.outcome === "differs" && claimed.subject.commit !== null
      ? ["If it needs installed packages, say so in seaworthy.yaml (setup: npm ci): a fresh checkout has none."]
      : []),
  ];
  return notes.flatMap((note) => [
    "",
    ...pen.wrap(`note: ${note}`, { indent: 2 }).map((line) => pen.paint("yellow", line)),
  ]);
}

function conclusion({ comparison: { claims, confirmed, differs } }: Verification, pen: Pen): string[] {
  const say = (style: "green" | "red" | "yellow", text: string, more: string) =>
    pen.wrap(`${pen.paint(style, text)} ${more}`, { indent: 2 });
  if (differs) return say("red", "Differs.", "The evidence claims more than a second run could show.");
  if (confirmed) return say("green", "Confirmed.", "Everything that the evidence claims was shown again.");
  if (claims.length === 0) return say("yellow", "Nothing to confirm.", "No check had passed.");
  return say(
    "yellow",
    "Not told.",
    "Nothing speaks against it, but not everything could be shown again. Try once more on a quieter machine.",
  );
}
