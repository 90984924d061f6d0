/**
 * What "try-as-everybody" tried, read from its exchanges: who did what with whose thing, and whether anything came of it.
 */
import type { Exchange } from "../../contract/recording.ts";
import type { Surface } from "../../contract/surface.ts";
import type { Failure } from "../../contract/verdict.ts";
import type { RecordingView } from "../check.ts";
import { idsOfPage } from "../probe/http/messages.ts";
import type { TryNote } from "../scenarios/try-as-everybody.ts";
import { answerOf, asObject, lineOf, objectOf, operationNamed, outcomeOf, succeeded, wasRefused } from "./exchanges.ts";
import { changedMember } from "./kept-thing.ts";

export interface Tried {
  note: TryNote;
  exchange: Exchange;
  /** The look after it that shows that something was done, and what. */
  change: { after: Exchange; what: string } | undefined;
}

export function triesIn(view: RecordingView, scenario = "try-as-everybody"): Tried[] {
  const looks = new Map<string, Exchange>();
  for (const exchange of view.of("exchange", scenario)) {
    if (exchange.label.startsWith("look ")) looks.set(`${exchange.label} ${asObject(exchange.note)?.case}`, exchange);
  }
  return view
    .of("exchange", scenario)
    .filter(({ label }) => label === "try")
    .map((exchange) => {
      const note = exchange.note as unknown as TryNote;
      const [before, after] = [looks.get(`look before ${note.case}`), looks.get(`look after ${note.case}`)];
      const what = before && after && differenceOf(view.surface, before, after);
      return { note, exchange, change: after && what ? { after, what } : undefined };
    });
}

/** What is other than before, in words; undefined when nothing is or it cannot be told. */
export function differenceOf(surface: Surface, before: Exchange, after: Exchange): string | undefined {
  if (succeeded(before) && wasRefused(after)) return "it is not there any more";
  if (wasRefused(before) && succeeded(after)) return "it can be read now";
  if (!succeeded(before) || !succeeded(after)) return undefined;
  const listed = surface.resources.find(({ list }) => list !== undefined && list === after.operation);
  if (listed) {
    const known = new Set(idsOfPage(before, listed));
    // Of a list that goes on and has no order, another page may honestly be another choice.
    const { page } = listed;
    if (page && page.order !== "newest-first" && known.size >= page.defaultLimit) return undefined;
    const fresh = idsOfPage(after, listed).find((id) => !known.has(id));
    return fresh === undefined ? undefined : `there is a new one, ${fresh}`;
  }
  const [was, is] = [objectOf(before), objectOf(after)];
  const member = was && is && changedMember(was, is, operationNamed(surface, after.operation));
  return member === undefined
    ? undefined
    : `"${member}" was ${JSON.stringify(was?.[member])} and is ${JSON.stringify(is?.[member])}`;
}

/** Was done, or at least was told so. */
export function isHole({ exchange, change }: Tried): boolean {
  return succeeded(exchange) || change !== undefined;
}

/** The hole as a sentence, with the request and the look that showed it. */
export function holeOf({ note, exchange, change }: Tried, expected: string, causes: HoleCauses): Failure {
  const through = note.throughOwn ? ", through a place of their own" : "";
  const did = change
    ? `${lineOf(exchange)} ${outcomeOf(exchange)}, and ${change.what}`
    : `${lineOf(exchange)} ${outcomeOf(exchange)}`;
  const isRead = note.does === "read" || note.does === "list";
  return {
    headline: `${note.person}, ${whoIs(note.role)}, could ${workOfTry(note)}${through}: ${did}.`,
    expected,
    seen: change ? `${answerOf(exchange)}; then ${lineOf(change.after)} ${answerOf(change.after)}` : answerOf(exchange),
    entries: [exchange.id, ...(change ? [change.after.id] : [])],
    cause: isRead ? causes.read : succeeded(exchange) ? causes.written : causes.refusedAndDone,
  };
}

export interface HoleCauses {
  read: string;
  written: string;
  refusedAndDone: string;
}

export function whoIs(role: string): string {
  if (role === "removed") return "who had been removed a moment before";
  if (role === "lowered") return "whose role had been lowered a moment before";
  return `${/^[aeiou]/i.test(role) ? "an" : "a"} ${role}`;
}

/** "delete Ali's task": completes "could …". */
export function workOfTry({ does, resource, owner, about, person }: TryNote): string {
  const theirs = `${owner}'s ${resource}`;
  switch (does) {
    case "read":
      return `read ${theirs}`;
    case "list":
      return `list ${theirs}s`;
    case "create":
      return `put a ${resource} among ${owner}'s`;
    case "remove":
      return `delete ${theirs}`;
    case "grant":
      return about === person ? `take a role in ${theirs}` : `give ${about} a role in ${theirs}`;
    case "revoke":
      return `put ${about} out of ${theirs}`;
    default:
      return `change ${theirs}`;
  }
}
