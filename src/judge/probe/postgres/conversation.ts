/**
 * Follows one connection between a program and PostgreSQL from both sides, and says which statements crossed it, with
 * what values, how many rows came back and what became of them. Pure: bytes and times go in, statements come out.
 *
 * Every message of the program that the database answers is a step in a queue, and answers belong to the oldest step:
 * that is what keeps pipelined statements apart (PostgreSQL 18, chapter 54.2, "Message Flow"). What it does not
 * understand it lets be: {@link Conversation.stopped} turns true and nothing more is said about this connection.
 *
 * - A simple Query is one statement, whatever number of commands is in its text; so is each Execute.
 * - A Parse that is lost is a lost statement. A Parse or Bind that fails is a failed one; what the database then passes over until Sync is `failed` without
 *   an error of its own.
 * - A text is "…" when the program runs a statement that was prepared by SQL (PREPARE) or so long ago that it was let go.
 */
import type { NewEntry } from "../../recorder.ts";
import { MessageSplitter } from "./message-splitter.ts";
import {
  answers,
  asks,
  cutMark,
  endOfString,
  keptOfAnswers,
  keptOfAsks,
  readError,
  readParameters,
  readStatementText,
} from "./protocol.ts";
import { StepQueue, step } from "./step-queue.ts";

export type NewStatement = Extract<NewEntry, { kind: "statement" }>;

/** Drivers cache some hundreds of statements a connection; one that never closes them must not take our memory. */
const mostPrepared = 5_000;
const mostPreparedCharacters = 8 * 1024 * 1024;
const mostPortals = 1_000;
/** Far beyond any driver's pipeline. */
const mostSteps = 100_000;
/** Statements wait for the next ReadyForQuery to say how the transaction stands; a stream without Sync must not pile up. */
const mostUnsaid = 1_000;

interface Prepared {
  readonly name: string;
  readonly text: string;
  readonly at: number;
  /** What had the name before, for the case that this Parse fails. */
  replaced: Prepared | undefined;
}

interface Portal {
  readonly statement: Prepared;
  readonly parameters: (string | null)[];
  readonly at: number;
}

/** A Query or an Execute under way. */
interface Run {
  readonly portal: Portal | undefined;
  readonly protocol: "simple" | "extended";
  readonly text: string;
  readonly at: number;
  rows: number;
  outcome: "done" | "failed" | "lost";
  durationMs: number | undefined;
  error: { code: string; message: string } | undefined;
}

type Thing = Prepared | Portal | Run;

export class Conversation {
  readonly #connection: number;
  readonly #onStatement: (statement: NewStatement) => void;
  readonly #subject: MessageSplitter;
  readonly #database: MessageSplitter;
  readonly #steps = new StepQueue<Thing>();
  #at = 0;
  #unnamed: Prepared | undefined;
  #unnamedPortal: Portal | undefined;
  readonly #prepared = new Map<string, Prepared>();
  #preparedCharacters = 0;
  readonly #portals = new Map<string, Portal>();
  #copyingIn = false;
  #copyingOut = false;
  /** The database passes over everything until Sync, after the failure of a step of this statement. */
  #skipping: Prepared | true | undefined;
  readonly #unsaid: Run[] = [];

  constructor(connection: number, onStatement: (statement: NewStatement) => void) {
    this.#connection = connection;
    this.#onStatement = onStatement;
    this.#subject = new MessageSplitter(keptOfAsks, this.#fromSubject.bind(this));
    this.#database = new MessageSplitter(keptOfAnswers, this.#fromDatabase.bind(this));
    this.#steps.push(step.startup);
  }

  get stopped(): boolean {
    return this.#subject.stopped || this.#database.stopped;
  }

  /** Logged in, and waiting for an answer of the database. */
  get isAsked(): boolean {
    const kind = this.#steps.head();
    return kind !== -1 && kind !== step.startup;
  }

  /** Bytes of the program after its startup packet, as they came at that time (ms of the recording). */
  fromSubject(chunk: Buffer, at: number): void {
    if (this.stopped) return;
    this.#at = at;
    this.#subject.push(chunk);
    if (this.stopped || this.#steps.length > mostSteps) this.#stop();
  }

  fromDatabase(chunk: Buffer, at: number): void {
    if (this.stopped) return;
    this.#at = at;
    this.#database.push(chunk);
    if (this.stopped) this.#stop();
  }

  /** The connection is over: what was not answered is lost. */
  ended(): void {
    if (!this.stopped) this.#stop();
  }

  #stop(): void {
    this.#subject.stopped = true;
    this.#database.stopped = true;
    this.#say(undefined);
    let parsed: Prepared | undefined;
    for (let kind = this.#steps.head(); kind !== -1; kind = this.#steps.head()) {
      const thing = this.#steps.shift();
      if (kind === step.query || kind === step.execute) this.#unsaid.push(thing as Run);
      if (kind === step.parse) parsed = thing as Prepared;
      if (kind === step.execute && (thing as Run).portal?.statement === parsed) parsed = undefined;
    }
    // Of drivers that have a statement parsed, and wait, before they send the rest.
    if (parsed)
      this.#unsaid.push(this.#run("extended", parsed.text, { statement: parsed, parameters: [], at: parsed.at }));
    this.#say(undefined);
    this.#prepared.clear();
    this.#portals.clear();
  }

  #fromSubject(type: number, bytes: Buffer, start: number, end: number): void {
    switch (type) {
      case asks.query:
        this.#ask(step.query, this.#run("simple", readStatementText(bytes, start, end), undefined));
        break;
      case asks.parse:
        this.#parse(bytes, start, end);
        break;
      case asks.bind:
        this.#bind(bytes, start, end);
        break;
      case asks.execute:
        this.#execute(bytes, start, end);
        break;
      case asks.describe:
        this.#ask(step.describe);
        break;
      case asks.close:
        this.#close(bytes, start, end);
        break;
      case asks.sync:
        if (this.#copyingIn) break;
        this.#skipping = undefined;
        this.#steps.push(step.sync);
        break;
      case asks.copyDone:
      case asks.copyFail:
        if (this.#copyingIn) this.#copyingIn = false;
        else this.#steps.push(step.copyEnd);
        break;
      case asks.functionCall:
        this.#ask(step.functionCall);
    }
  }

  #ask(kind: number, thing?: Thing): void {
    if (this.#skipping === undefined) this.#steps.push(kind, thing);
    else if (kind === step.query) this.#passOver(thing as Run);
  }

  #parse(bytes: Buffer, start: number, end: number): void {
    const nameEnd = endOfString(bytes, start, end);
    const name = nameEnd === start ? "" : bytes.toString("latin1", start, nameEnd);
    const text = readStatementText(bytes, nameEnd + 1, end);
    const prepared: Prepared = { name, text, at: this.#at, replaced: undefined };
    const replaced = this.#prepared.get(name);
    if (name === "") {
      this.#unnamed = prepared;
    } else if (this.#skipping === undefined || !replaced) {
      prepared.replaced = replaced;
      this.#keep(prepared);
    }
    this.#ask(step.parse, prepared);
  }

  #keep(prepared: Prepared): void {
    this.#forget(prepared.name);
    this.#prepared.set(prepared.name, prepared);
    this.#preparedCharacters += prepared.text.length;
    for (const name of this.#prepared.keys()) {
      if (this.#prepared.size <= mostPrepared && this.#preparedCharacters <= mostPreparedCharacters) break;
      this.#forget(name);
    }
  }

  #forget(name: string): void {
    const prepared = this.#prepared.get(name);
    if (!prepared) return;
    this.#prepared.delete(name);
    this.#preparedCharacters -= prepared.text.length;
  }

  #bind(bytes: Buffer, start: number, end: number): void {
    const portalEnd = endOfString(bytes, start, end);
    const nameEnd = endOfString(bytes, portalEnd + 1, end);
    const name = nameEnd === portalEnd + 1 ? "" : bytes.toString("latin1", portalEnd + 1, nameEnd);
    const statement = (name === "" ? this.#unnamed : this.#prepared.get(name)) ?? this.#unknown(name);
    const portal: Portal = { statement, parameters: readParameters(bytes, nameEnd + 1, end), at: this.#at };
    if (portalEnd === start) this.#unnamedPortal = portal;
    else this.#keepPortal(bytes.toString("latin1", start, portalEnd), portal);
    this.#ask(step.bind, portal);
  }

  #keepPortal(name: string, portal: Portal): void {
    this.#portals.delete(name);
    this.#portals.set(name, portal);
    for (const oldest of this.#portals.keys()) {
      if (this.#portals.size <= mostPortals) break;
      this.#portals.delete(oldest);
    }
  }

  #execute(bytes: Buffer, start: number, end: number): void {
    const nameEnd = endOfString(bytes, start, end);
    const portal =
      nameEnd === start ? this.#unnamedPortal : this.#portals.get(bytes.toString("latin1", start, nameEnd));
    const run = this.#run("extended", portal?.statement.text ?? cutMark, portal);
    if (this.#skipping === undefined) this.#steps.push(step.execute, run);
    else if (this.#skipping === true || this.#skipping !== portal?.statement) this.#passOver(run);
  }

  #close(bytes: Buffer, start: number, end: number): void {
    if (this.#skipping !== undefined) return;
    const name = bytes.toString("latin1", start + 1, endOfString(bytes, start + 1, end));
    if (bytes[start] === 80) this.#portals.delete(name);
    else this.#forget(name);
    this.#steps.push(step.close);
  }

  #fromDatabase(type: number, bytes: Buffer, start: number, end: number): void {
    switch (type) {
      case answers.dataRow: {
        const kind = this.#steps.head();
        if (kind === step.execute || kind === step.query) (this.#steps.thing() as Run).rows++;
        break;
      }
      case answers.readyForQuery:
        this.#ready(bytes[start] as number);
        break;
      case answers.commandComplete:
        this.#complete(bytes, start, end);
        break;
      case answers.emptyQuery:
      case answers.portalSuspended:
        if (this.#steps.head() === step.execute) this.#done(this.#steps.shift() as Run);
        break;
      case answers.parseComplete:
        if (this.#steps.head() === step.parse) (this.#steps.shift() as Prepared).replaced = undefined;
        break;
      case answers.bindComplete:
        this.#answered(step.bind);
        break;
      case answers.closeComplete:
        this.#answered(step.close);
        break;
      case answers.rowDescription:
      case answers.noData:
        this.#answered(step.describe);
        break;
      case answers.error:
        this.#failed(readError(bytes, start, end));
        break;
      case answers.copyIn:
        this.#copyingIn = this.#steps.head() !== -1 && !this.#steps.dropUntilCopyEnd();
        break;
      case answers.copyOut:
        this.#copyingOut = true;
        break;
      case answers.copyBoth: // replication, which no program of ours speaks
        this.#database.stopped = true;
    }
  }

  #answered(kind: number): void {
    if (this.#steps.head() === kind) this.#steps.shift();
  }

  #complete(bytes: Buffer, start: number, end: number): void {
    const kind = this.#steps.head();
    if (kind !== step.execute && kind !== step.query) return;
    const statement = this.#steps.thing() as Run;
    if (this.#copyingOut) {
      this.#copyingOut = false;
      statement.rows += rowsOfCopy(bytes.toString("latin1", start, endOfString(bytes, start, end)));
    }
    if (kind === step.execute) this.#done(this.#steps.shift() as Run);
  }

  #done(statement: Run): void {
    statement.outcome = statement.error ? "failed" : "done";
    statement.durationMs = inMicroseconds(this.#at - statement.at);
    this.#unsaid.push(statement);
    if (this.#unsaid.length > mostUnsaid) this.#say(undefined);
  }

  #passOver(statement: Run): void {
    statement.outcome = "failed";
    this.#unsaid.push(statement);
    if (this.#unsaid.length > mostUnsaid) this.#say(undefined);
  }

  #ready(status: number): void {
    this.#copyingIn = false;
    this.#copyingOut = false;
    for (let kind = this.#steps.head(); kind !== -1; kind = this.#steps.head()) {
      const thing = this.#steps.shift();
      if (kind === step.query) this.#done(thing as Run);
      if (kind === step.query || kind === step.sync || kind === step.startup || kind === step.functionCall) break;
      // Not what the protocol promises (we lost count, or the peer did): begin afresh at the next ReadyForQuery.
      if (kind === step.execute) this.#unsaid.push(thing as Run);
    }
    this.#say(status);
  }

  #failed(error: { code: string; message: string }): void {
    this.#copyingIn = false;
    const kind = this.#steps.head();
    if (kind === step.query) {
      const statement = this.#steps.thing() as Run;
      statement.error = error;
      statement.outcome = "failed";
    } else if (kind === step.sync) {
      // A deferred constraint speaks up when Sync commits, after the statement was called complete.
      const last = this.#unsaid.at(-1);
      if (last && last.outcome === "done") {
        last.error = error;
        last.outcome = "failed";
      }
    } else if (kind !== -1 && kind !== step.startup && kind !== step.functionCall) {
      this.#failedUntilSync(kind, error);
    }
  }

  /** The head failed, and the database passes over everything behind it until Sync. */
  #failedUntilSync(failedKind: number, error: { code: string; message: string }): void {
    const failed = this.#steps.thing();
    const undone: Prepared[] = [];
    let blamed = failedKind === step.describe || failedKind === step.close;
    let kind = failedKind;
    while (kind !== -1 && kind !== step.sync) {
      const thing = this.#steps.shift();
      if (kind === step.parse) undone.push(thing as Prepared);
      if (kind === step.query) this.#passOver(thing as Run);
      if (kind === step.execute) {
        const run = thing as Run;
        if (!blamed && (run === failed || run.portal === failed || run.portal?.statement === failed)) {
          blamed = true;
          run.error = error;
          this.#done(run);
        } else {
          this.#passOver(run);
        }
      }
      kind = this.#steps.head();
    }
    const portal = failedKind === step.bind ? (failed as Portal) : undefined;
    const statement = failedKind === step.parse ? (failed as Prepared) : portal?.statement;
    if (!blamed && statement) {
      // There was no Execute for it yet.
      const run = this.#run("extended", statement.text, portal ?? { statement, parameters: [], at: statement.at });
      run.error = error;
      this.#done(run);
    }
    for (const prepared of undone.reverse()) this.#unprepare(prepared);
    if (kind === -1) this.#skipping = statement ?? true;
  }

  #unprepare(prepared: Prepared): void {
    if (this.#prepared.get(prepared.name) !== prepared) return;
    this.#forget(prepared.name);
    if (prepared.replaced) this.#keep(prepared.replaced);
  }

  #unknown(name: string): Prepared {
    return { name, text: cutMark, at: this.#at, replaced: undefined };
  }

  #run(protocol: "simple" | "extended", text: string, portal: Portal | undefined): Run {
    const at = this.#at;
    return { portal, protocol, text, at, rows: 0, outcome: "lost", durationMs: undefined, error: undefined };
  }

  /** Hands out what is finished. How the transaction stands is true after the last of them only. */
  #say(status: number | undefined): void {
    const last = this.#unsaid.length - 1;
    if (last === -1) return;
    for (let i = 0; i <= last; i++) {
      const run = this.#unsaid[i] as Run;
      this.#onStatement({
        kind: "statement",
        at: inMicroseconds(run.at),
        connection: this.#connection,
        protocol: run.protocol,
        text: run.text,
        parameters: run.protocol === "simple" ? undefined : (run.portal?.parameters ?? []),
        rows: run.rows,
        durationMs: run.durationMs,
        error: run.error,
        outcome: run.outcome,
        transaction: i === last ? transactionOf(status) : undefined,
      });
    }
    this.#unsaid.length = 0;
  }
}

function transactionOf(status: number | undefined): "idle" | "open" | "failed" | undefined {
  if (status === 73) return "idle";
  if (status === 84) return "open";
  return status === 69 ? "failed" : undefined;
}

/** From the tag of CommandComplete, "COPY 5"; 0 for other tags. */
function rowsOfCopy(tag: string): number {
  return tag.startsWith("COPY ") ? Number(tag.slice(5)) || 0 : 0;
}

/** A recording with every digit of the clock is a third longer and says no more. */
function inMicroseconds(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}
