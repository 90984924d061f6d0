/**
 * What `check --watch` remembers between two saves, and how it answers each event.
 */
import { relative } from "node:path";
import { UserError } from "../../base/errors.ts";
import { neutralise } from "../../base/neutralise.ts";
import type { Failure, Verdict } from "../../contract/verdict.ts";
import { noteLastHint } from "../../evidence/opened-hints.ts";
import { rungsOf } from "../../evidence/report/hints.ts";
import { groupVerdicts } from "../../evidence/report/report-order.ts";
import {
  evidenceSection,
  type FailedVerdict,
  repeatSection,
  verdictSection,
  whySection,
} from "../card/incident-card.ts";
import { rungLines } from "../card/rung-lines.ts";
import type { Door } from "../door.ts";
import { type Progress, showProgress } from "../show-progress.ts";
import type { Pen } from "../terminal/pen.ts";
import { writeDispute } from "./dispute.ts";
import { appendToLog, draftLine, type Mended } from "./learning-log.ts";
import type { RunEvent, Runner } from "./runner.ts";
import { arrivedLine, currentLine, keyLine, listLines, runSummary, type Seen, savedLine } from "./watch-view.ts";

export class Session {
  readonly #folder: string;
  readonly #only: string[] | undefined;
  readonly #runner: Runner;
  readonly #door: Door;
  /** The newest verdict on each check, in the order of the report, with the report that it came in. */
  #seen = new Map<string, Seen>();
  /** Verdicts of the run that is under way. */
  #arrived = new Map<string, Verdict>();
  #current: string | undefined;
  /** How many hints of a check were opened since it turned red. */
  readonly #rungs = new Map<string, number>();
  /** What is red, since when which files were saved. */
  readonly #red = new Map<string, { failure: Failure; files: Set<string> }>();
  #offered: Mended[] = [];
  #progress: Progress | undefined;

  constructor(given: { folder: string; only: string[] | undefined; runner: Runner; door: Door }) {
    this.#folder = given.folder;
    this.#only = given.only;
    this.#runner = given.runner;
    this.#door = given.door;
  }

  begin(): void {
    const pen = this.#pen();
    this.#print([
      "",
      `  ${pen.paint("dim", `watching ${relative(this.#door.resolve("."), this.#folder) || "this folder"} ${pen.glyph.dot} starting`)}`,
    ]);
    this.#start("fast", { setup: true });
  }

  saved(paths: string[], { setup }: { setup: boolean }): void {
    for (const { files } of this.#red.values()) for (const path of paths) files.add(path);
    this.#print(savedLine(paths, this.#pen()));
    this.#start("fast", { setup });
  }

  ran(event: RunEvent): void {
    if (event.type === "began") {
      this.#arrived = new Map();
      this.#progress?.end();
      this.#progress = showProgress(this.#door);
    } else if (event.type === "judge") {
      this.#progress?.see(event.event);
      if (event.event.type === "verdict") {
        const { verdict } = event.event;
        this.#arrived.set(verdict.check, verdict);
        const title = event.plan.checks.get(verdict.check)?.title.passed ?? verdict.check;
        this.#print(arrivedLine(verdict, this.#seen.get(verdict.check)?.verdict, title, this.#pen()));
      }
    } else if (event.type === "broke") this.#broke(event.error);
    else this.#ended(event);
  }

  async key(key: string): Promise<void> {
    if (this.#offered.length > 0) return this.#answerOffer(key);
    const pen = this.#pen();
    const current = this.#current === undefined ? undefined : this.#seen.get(this.#current);
    if (key === "enter") return this.#start("fast", { setup: false });
    if (key === "a") return this.#start("full", { setup: false });
    if (key === "l") return this.#print(listLines(this.#seen, pen));
    if (key === "?") return this.#print(["", keyLine(pen)]);
    if (!"hwernv".includes(key)) return;
    if (current?.verdict.verdict !== "failed") return this.#print(["", "  nothing is red"]);
    const verdict = current.verdict as FailedVerdict;
    const check = current.report.checks.get(verdict.check);
    if (!check) return;
    if (key === "h") this.#print(["", ...this.#nextRung(verdict, current)]);
    if (key === "w") this.#print(whySection(check, pen));
    if (key === "e")
      this.#print([
        "",
        ...verdictSection(verdict, check, pen),
        ...evidenceSection(verdict, current.report, pen),
        ...repeatSection(verdict, current.report, pen),
      ]);
    if (key === "r") this.#start("one", { setup: false, only: [verdict.check] });
    if (key === "n") this.#next();
    if (key === "v") await this.#dispute(verdict, current);
  }

  end(): void {
    this.#progress?.end();
  }

  #start(kind: "fast" | "one" | "full", { setup, only }: { setup: boolean; only?: string[] }): void {
    const chosen = only ?? this.#only;
    this.#runner.start({ kind, setup, ...(chosen ? { only: chosen } : {}) });
  }

  #ended({ request, report }: Extract<RunEvent, { type: "ended" }>): void {
    this.#progress?.end();
    this.#progress = undefined;
    const pen = this.#pen();
    for (const verdict of groupVerdicts(report).flatMap((group) => group.verdicts)) {
      const before = this.#seen.get(verdict.check);
      this.#seen.set(verdict.check, { verdict, report });
      this.#noteColour(verdict, before);
    }
    const everything = request.kind === "full";
    const { durationMs, called, recording } = report;
    this.#print(runSummary(report.verdicts, { durationMs, everything, called, seed: recording.seed }, pen));
    if (report.kept) this.#print([`  ${pen.paint("dim", "evidence")}  ${report.kept}`]);
    this.#choose();
    this.#offer();
  }

  /** Remembers what turned red, and what is green again. */
  #noteColour(verdict: Verdict, before: Seen | undefined): void {
    const id = verdict.check;
    if (verdict.verdict === "failed") {
      const since = this.#red.get(id);
      this.#red.set(id, { failure: since?.failure ?? verdict.failure, files: since?.files ?? new Set() });
    } else if (verdict.verdict === "passed") {
      const red = this.#red.get(id);
      const check = before?.report.checks.get(id);
      if (red) this.#offered.push({ id, check, failure: red.failure, files: [...red.files] });
      this.#red.delete(id);
      this.#rungs.delete(id);
    }
  }

  #choose(): void {
    const failed = this.#failed();
    if (this.#current === undefined || !failed.includes(this.#current)) this.#current = failed[0];
    this.#showCurrent();
  }

  #next(): void {
    const failed = this.#failed();
    const place = this.#current === undefined ? -1 : failed.indexOf(this.#current);
    this.#current = failed[(place + 1) % failed.length];
    const seen = this.#current === undefined ? undefined : this.#seen.get(this.#current);
    if (seen) this.#print(["", ...arrivedLine(seen.verdict, undefined, "", this.#pen())]);
    this.#showCurrent();
  }

  #showCurrent(): void {
    if (!this.#door.stdin.isTTY) return;
    const failed = this.#failed();
    const seen = this.#current === undefined ? undefined : this.#seen.get(this.#current);
    if (!seen) return;
    const place = failed.indexOf(this.#current as string) + 1;
    this.#print(currentLine(seen.verdict.check, { place, of: failed.length }, this.#pen()));
  }

  #failed(): string[] {
    return [...this.#seen].filter(([, { verdict }]) => verdict.verdict === "failed").map(([id]) => id);
  }

  #nextRung(verdict: FailedVerdict, { report }: Seen): string[] {
    const check = report.checks.get(verdict.check);
    if (!check) return [];
    const rungs = rungsOf(check, verdict.failure);
    const number = Math.min((this.#rungs.get(verdict.check) ?? 0) + 1, rungs.length);
    this.#rungs.set(verdict.check, number);
    if (number === rungs.length) noteLastHint(this.#folder, verdict.check);
    const rung = rungs[number - 1];
    return rung ? rungLines(rung, this.#pen()) : [];
  }

  async #dispute(verdict: Verdict, { report }: Seen): Promise<void> {
    const { note, recording } = await writeDispute(this.#folder, verdict, report);
    const pen = this.#pen();
    this.#print([
      "",
      `  ${pen.paint("dim", "written")}  ${this.#shown(note)}`,
      `           ${this.#shown(recording)}`,
      ...pen.wrap(
        "Say in the note which sentence of the contract allows what your program did, and report both files. The recording holds what your program answered and printed: look through it first.",
        { indent: 2 },
      ),
    ]);
  }

  /** From red to green: one line is asked for, and drafted already. */
  #offer(): void {
    if (!this.#door.stdin.isTTY) this.#offered = [];
    if (this.#offered.length === 0) return;
    const pen = this.#pen();
    this.#print([
      "",
      `  ${pen.paint("green", "From red to green.")} A line for your log (.seaworthy/log.md):`,
      ...this.#offered.flatMap((mended) => pen.wrap(neutralise(draftLine(mended, today())), { indent: 4 })),
      `  ${pen.paint("cyan", "y")} ${pen.paint("dim", "append it")}   ${pen.paint("cyan", "any other key")} ${pen.paint("dim", "leave it")}`,
    ]);
  }

  async #answerOffer(key: string): Promise<void> {
    const offered = this.#offered;
    this.#offered = [];
    if (key !== "y") return this.#print([`  ${this.#pen().paint("dim", "not written")}`]);
    const path = await appendToLog(
      this.#folder,
      offered.map((mended) => draftLine(mended, today())),
    );
    this.#print([`  ${this.#pen().paint("dim", "written")}  ${this.#shown(path)}`]);
  }

  #broke(error: unknown): void {
    this.#progress?.end();
    this.#progress = undefined;
    if (!(error instanceof UserError)) throw error;
    const pen = this.#pen();
    this.#print([
      `  ${pen.paint("red", "error:")} ${neutralise(error.message)}`,
      `  ${pen.paint("green", "fix:")} ${neutralise(error.fix).replaceAll("\n", "\n       ")}`,
      `  ${pen.paint("dim", "waiting for the next save")}`,
    ]);
  }

  #pen(): Pen {
    return this.#door.pen("stdout");
  }

  #print(lines: readonly string[]): void {
    if (lines.length === 0) return;
    this.#progress?.clear();
    this.#door.stdout.write(`${lines.join("\n")}\n`);
  }

  #shown(path: string): string {
    return relative(this.#door.resolve("."), path) || path;
  }
}

function today(): string {
  return new Date().toISOString().slice(0, 10);
}
