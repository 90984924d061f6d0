/**
 * A failed check as an incident card: what happened, the evidence, how to repeat it, why it matters, what still holds, and the
 * hints. Only what was observed is claimed.
 */
import { neutralise, neutraliseLine } from "../../base/neutralise.ts";
import { prose } from "../../base/prose.ts";
import type { EvidenceRow, IncidentCard, Part } from "../../contract/report.ts";
import type { Failure, Verdict } from "../../contract/verdict.ts";
import type { Check } from "../../judge/check.ts";
import { curlLines } from "./curl-lines.ts";
import { entryRows } from "./entry-parts.ts";
import { evidenceEntries, type ShownEvidence } from "./evidence-entries.ts";
import { figuresOf } from "./figures.ts";
import { chosenBy, rungsOf } from "./hints.ts";
import type { JudgedRun } from "./judged-run.ts";
import { markedText, type Room } from "./marked.ts";
import { checkCommand } from "./repeat.ts";
import { stillHolding } from "./still-holding.ts";

export type FailedVerdict = Extract<Verdict, { verdict: "failed" }>;

/** One is read whole, more are a list. */
const mostOthers = 10;
/** A sentence of a check quotes values of the run. */
const sentenceLength = 1_000;

/** `textLength`: of each piece of foreign text. */
export function incidentCard(verdict: FailedVerdict, run: JudgedRun, textLength: number): IncidentCard {
  const { check: id, failure, others = [] } = verdict;
  const check = run.checks.get(id);
  if (!check) throw new Error(`the run has a verdict of an unknown check ${id}`);
  const shown = evidenceEntries(failure, run.recording);
  return {
    check: id,
    title: check.title.failed,
    severity: check.severity,
    headline: sentence(failure.headline),
    expected: sentence(failure.expected),
    seen: sentence(failure.seen),
    measured: figuresOf(failure.measured),
    rows: rowsOf(shown, failure, textLength),
    leftOut: shown.leftOut,
    logWasSilent: shown.logWasSilent ?? null,
    span: spanOf(shown),
    others: others.slice(0, mostOthers).map(({ headline }) => sentence(headline)),
    otherCount: others.length,
    repeat: repeatOf(verdict, run),
    why: prose(check.why),
    references: check.references.map(({ name, url }) => ({ name, url })),
    holds: holdsOf(verdict, run),
    hints: hintsOf(check, failure),
  };
}

function sentence(text: string): string {
  const safe = neutraliseLine(text);
  return safe.length > sentenceLength ? `${safe.slice(0, sentenceLength)} …` : safe;
}

function rowsOf({ entries }: ShownEvidence, { mark = [] }: Failure, textLength: number): EvidenceRow[] {
  const severalCopies = new Set(entries.map((entry) => entry.instance)).size > 1;
  return entries.flatMap((entry) =>
    entryRows(entry, mark).map(({ at, what, parts }) => ({
      entry: entry.id,
      at: at ?? null,
      what,
      instance: severalCopies ? entry.instance : "",
      parts: parts.flatMap(({ tone, text, marks, aside }) => [
        { tone, content: markedText(text, marks, roomFor(what, tone, textLength)) },
        ...(aside === undefined
          ? []
          : [{ tone: "note" as const, content: markedText(aside, [], { length: textLength }) }]),
      ]),
    })),
  );
}

/** Bodies of HTTP are put in lines; a log has its own. What was found is for the check, and only begun here. */
function roomFor(what: string, tone: Part["tone"], textLength: number): Room {
  if (what === "found") return { length: Math.min(textLength, 240) };
  const isMessage = tone === "body" && (what === "request" || what === "answer");
  return isMessage ? { length: textLength, lines: what === "request" ? 12 : 18 } : { length: textLength };
}

function spanOf({ entries }: ShownEvidence): IncidentCard["span"] {
  const [first] = entries;
  if (!first) return null;
  const ends = entries.map((entry) => entry.at + ("durationMs" in entry ? (entry.durationMs ?? 0) : 0));
  return { from: first.at, to: Math.max(...ends), scenario: first.scenario };
}

function repeatOf({ check, failure }: FailedVerdict, run: JudgedRun): IncidentCard["repeat"] {
  const address = run.holding ?? run.evidence.subject.url ?? null;
  const { lines, caveat } = curlLines(failure, run.recording, address ?? undefined);
  return {
    command: neutralise(checkCommand(run, { only: check })),
    curl: lines,
    caveat: caveat ?? null,
    address,
  };
}

function holdsOf(verdict: FailedVerdict, run: JudgedRun): IncidentCard["holds"] {
  const { shown, more } = stillHolding(verdict, run);
  return { titles: shown.map(({ title }) => title.passed), more };
}

function hintsOf(check: Check, failure: Failure): IncidentCard["hints"] {
  return { chosen: chosenBy(check, failure), rungs: rungsOf(check, failure) };
}
