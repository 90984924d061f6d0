/**
 * Which entries of the recording are shown for a failure: those that the check names, and what the program itself did
 * at the moment of the most telling exchange.
 */
import type { Entry, Exchange, Output, Recording } from "../../contract/recording.ts";
import type { Failure } from "../../contract/verdict.ts";
import { pathOf } from "./curl.ts";

export interface ShownEvidence {
  /** In the order of time. */
  entries: Entry[];
  /** Named by the check but left out, to keep the card readable. */
  leftOut: number;
  /** The program printed nothing at the moment of the exchange. Undefined when it could not have been seen. */
  logWasSilent: boolean | undefined;
}

/** Two hands full of entries are read; more is a log. The first shows how it began, the last are the most telling. */
const mostNamed = 8;
/** A logger may write before the answer is sent or after; 100 ms covers a busy machine. */
const sameMomentMs = 100;
const mostLogLines = 6;
const mostTurns = 3;
const mostStatements = 5;

export function evidenceEntries(failure: Failure, recording: Recording): ShownEvidence {
  const byId = new Map(recording.entries.map((entry) => [entry.id, entry]));
  const named = failure.entries.map((id) => byId.get(id)).filter((entry) => entry !== undefined);
  const kept = named.length <= mostNamed ? named : [named[0] as Entry, ...named.slice(-(mostNamed - 1))];
  const exchange = named.findLast((entry) => entry.kind === "exchange");
  const around = exchange ? momentOf(exchange, named, recording) : { log: [], statements: [], silent: false };
  const shown = new Set([...kept, ...turnsBetween(named, recording), ...around.log, ...around.statements]);
  return {
    entries: [...shown].sort((a, b) => a.at - b.at || a.id - b.id),
    leftOut: named.length - kept.length,
    logWasSilent:
      exchange && exchange.outcome !== "refused" && printsAnything(exchange, recording) ? around.silent : undefined,
  };
}

/**
 * What the judge did to the program between what is shown: without the kill, nobody understands why a row is gone. The
 * last ones, when there were many.
 */
function turnsBetween(named: Entry[], { entries }: Recording): Entry[] {
  const [first, last] = [named[0], named.at(-1)];
  if (!first || !last || first.instance === "") return [];
  const turns = entries.filter(
    (entry) =>
      entry.instance === first.instance &&
      entry.at > first.at &&
      entry.at < last.at &&
      (entry.kind === "fault" || (entry.kind === "process" && ["signalled", "ready"].includes(entry.event))),
  );
  return turns.slice(-mostTurns);
}

interface Moment {
  log: Entry[];
  statements: Entry[];
  silent: boolean;
}

function momentOf(exchange: Exchange, named: Entry[], { entries }: Recording): Moment {
  const from = exchange.at - sameMomentMs;
  const to = exchange.at + exchange.durationMs + sameMomentMs;
  const near = entries.filter(
    (entry) => entry.instance === exchange.instance && entry.instance !== "" && entry.at >= from && entry.at <= to,
  );
  const log = ownLines(near, named);
  // Where requests overlap nobody can say whose statement it was: then nothing is claimed.
  const alone = !entries.some((other) => other.kind === "exchange" && other !== exchange && overlaps(other, exchange));
  const end = exchange.at + exchange.durationMs;
  const statements = alone
    ? near.filter((entry) => entry.kind === "statement" && entry.at >= exchange.at && entry.at <= end)
    : [];
  return {
    log: nearestTo(log, end, mostLogLines),
    statements: statements.slice(-mostStatements),
    silent: !near.some((entry) => entry.kind === "output"),
  };
}

/**
 * Lines that may be about what is shown: without those that name another request of that moment, and of those that name
 * a shown one by method and path only the nearest, as the same request is often made twice.
 */
function ownLines(near: Entry[], named: Entry[]): Output[] {
  const lines = near.filter((entry) => entry.kind === "output");
  const exchanges = near.filter((entry) => entry.kind === "exchange");
  const shown = exchanges.filter((exchange) => named.includes(exchange));
  const nearest = shown.flatMap((exchange) => {
    const naming = lines.filter(({ line }) => names(line, exchange));
    return nearestTo(naming, exchange.at + exchange.durationMs, 1);
  });
  const ofNobody = lines.filter(({ line }) => !exchanges.some((exchange) => names(line, exchange)));
  return [...new Set([...nearest, ...ofNobody])];
}

function names(line: string, { request }: Exchange): boolean {
  return line.includes(request.method) && line.includes(pathOf(request.url).split("?")[0] ?? "");
}

function overlaps(a: Exchange, b: Exchange): boolean {
  return a.instance === b.instance && a.at < b.at + b.durationMs && b.at < a.at + a.durationMs;
}

function nearestTo<E extends Entry>(entries: E[], at: number, most: number): E[] {
  return [...entries].sort((a, b) => Math.abs(a.at - at) - Math.abs(b.at - at)).slice(0, most);
}

/** A program that is checked by its address shows no output at all; that is no silence of its log. */
function printsAnything(exchange: Exchange, { entries }: Recording): boolean {
  return entries.some(
    (entry) => entry.kind === "process" && entry.event === "started" && entry.instance === exchange.instance,
  );
}
