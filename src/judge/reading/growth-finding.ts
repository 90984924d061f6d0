/**
 * From what was measured while the tables grew to the finding of a check: which of these operations grow, by how much, and
 * what was proved to mend it. Pure.
 */
import { grouped } from "../../base/amounts.ts";
import type { Surface } from "../../contract/surface.ts";
import type { Failure, Finding } from "../../contract/verdict.ts";
import type { RecordingView } from "../check.ts";
import { shorten } from "./exchanges.ts";
import { type Explained, type Growth, type GrowthNote, growthNotesIn, growthOf, ms } from "./growth.ts";

export interface Asked {
  /** Those that the check is about. */
  isAbout(note: GrowthNote): boolean;
  /** Says why this one is not to be judged here: what it rests on grows already, and another check tells so. */
  restsOn?(note: GrowthNote, grows: (other: GrowthNote) => boolean, all: readonly GrowthNote[]): string | undefined;
  /** Why there is nothing to judge. */
  otherwise: string;
}

interface Judged {
  note: GrowthNote;
  entry: number;
  growth: Growth;
}

/** A list that is answered whole takes longer with each row, and the contract wants it so. */
export function withoutPages({ resources }: Surface): Finding | undefined {
  return resources.some(({ list, page }) => list && page)
    ? undefined
    : { verdict: "not-applicable", why: "no list of the contract comes in pages" };
}

export function judgeGrowth(view: RecordingView, { isAbout, restsOn, otherwise }: Asked): Finding {
  const { notes, reference } = growthNotesIn(view);
  const all = notes.map(({ note }) => note);
  const grows = (note: GrowthNote) => growthOf(note, reference).verdict !== "stays";
  const judged: Judged[] = [];
  const left: string[] = [];
  for (const { note, entry } of notes) {
    if (!isAbout(note) || note.samples.length < 2) continue;
    const reason = restsOn?.(note, grows, all);
    if (reason === undefined) judged.push({ note, entry, growth: growthOf(note, reference) });
    else left.push(reason);
  }
  const failures = judged.filter(({ growth }) => growth.verdict === "grows").map((one) => failureOf(one, view));
  const [failure, ...others] = oncePerCause(failures);
  if (failure) return { verdict: "failed", failure, ...(others.length > 0 ? { others: others.slice(0, 20) } : {}) };
  const unsure = judged.find(({ growth }) => growth.verdict === "unsure");
  if (unsure) return { verdict: "unclear", why: unsure.growth.why ?? "" };
  if (judged.length === 0) return { verdict: "unclear", why: left[0] ?? otherwise };
  return { verdict: "passed", measured: worstOf(judged) };
}

function failureOf({ note, entry, growth }: Judged, view: RecordingView): Failure & { cause: string } {
  const { explained } = note;
  const { first, last, firstMs, lastMs } = growth;
  const statement = explained && view.entry(explained.statement);
  const text = statement?.kind === "statement" ? shorten(statement.text.replace(/\s+/g, " ").trim(), 200) : undefined;
  const isDeep = note.what === "deep page";
  const seen = (status: number | undefined) =>
    status !== undefined && status < 300 ? "" : ` (answered ${status ?? "not at all"})`;
  const place = note.size === "small" && note.what !== "create" ? ", where few of them belong" : "";
  return {
    headline: isDeep
      ? `For ${note.line}, the database reads ${grouped(explained?.rowsRead ?? last.rows)} rows, for the first page ${grouped(explained?.rowsReadFirst ?? 0)}: it passes over all that come before.`
      : `${note.line} takes ${ms(firstMs)} with ${grouped(first.rows)} rows in the table and ${ms(lastMs)}${seen(last.status)} with ${grouped(last.rows)}${place}.`,
    expected: isDeep
      ? "as many rows read for every page, however far down it is"
      : "about the same time with a million rows as with a thousand",
    seen:
      explained && text
        ? `the database looked at ${grouped(explained.rowsRead)} rows for it: ${text}`
        : last.rowsSent !== undefined && last.rowsSent >= last.rows / 100
          ? `the database sent ${grouped(last.rowsSent)} rows to the program for it`
          : `${ms(lastMs)} instead of ${ms(firstMs)}`,
    entries: [entry, ...(explained ? [explained.statement] : []), first.exchange, last.exchange].filter((id) =>
      view.entry(id),
    ),
    cause: causeOf(note, explained, text),
    measured: {
      ...Object.fromEntries(
        note.samples.map((sample) => [
          isDeep ? `after ${grouped(sample.rows)} rows` : `with ${grouped(sample.rows)} rows`,
          ms(Math.min(...sample.timesMs)),
        ]),
      ),
      ...(explained?.far ? { [`the statement after ${grouped(explained.far.rows)} rows`]: ms(explained.far.ms) } : {}),
      ...(explained
        ? { "the statement by itself": ms(explained.beforeMs), "its plan": explained.plan.join("\n") }
        : {}),
      ...(explained?.advice
        ? {
            [explained.advice.does]:
              `${ms(explained.beforeMs)} → ${explained.advice.afterMs === 0 ? "nothing" : ms(explained.advice.afterMs)}`,
            "its plan then": explained.advice.plan.join("\n"),
          }
        : {}),
    },
  };
}

function causeOf(note: GrowthNote, explained: Explained | undefined, text: string | undefined): string {
  if (text !== undefined && /\boffset\b/i.test(text) && note.what === "deep page") return "offset";
  if (text !== undefined && /^select\s+count\s*\(/i.test(text)) return "count";
  const last = note.samples.at(-1);
  if ((last?.rowsSent ?? 0) >= (last?.rows ?? 0) / 100) return "all";
  return explained?.advice?.kind === "index" ? "index" : "scan";
}

/** The same statement under several requests is one fault. */
function oncePerCause<F extends Failure & { cause: string }>(failures: readonly F[]): F[] {
  const seen = new Set<string>();
  return failures
    .toSorted(
      (a, b) =>
        Number(b.measured?.["its plan then"] !== undefined) - Number(a.measured?.["its plan then"] !== undefined),
    )
    .filter(({ seen: what }) => {
      const key = what.replace(/\d[\d,]*/g, "");
      return !seen.has(key) && seen.add(key);
    });
}

function worstOf(judged: readonly Judged[]): Record<string, string> {
  const [worst] = judged.toSorted((a, b) => b.growth.lastMs / b.growth.firstMs - a.growth.lastMs / a.growth.firstMs);
  if (!worst) return {};
  const { note, growth } = worst;
  const [from, to] =
    note.what === "deep page"
      ? ["on the first page", `after ${grouped(growth.last.rows)} rows`]
      : [`with ${grouped(growth.first.rows)} rows`, `with ${grouped(growth.last.rows)}`];
  return { "grew most": note.line, [from as string]: ms(growth.firstMs), [to as string]: ms(growth.lastMs) };
}
