/**
 * The lines of `curl` that repeat a failure by hand: all requests of a short story in their order, else its first one.
 */
import type { Entry, Exchange, Recording } from "../../contract/recording.ts";
import type { Failure } from "../../contract/verdict.ts";
import { curlLine, pathOf } from "./curl.ts";

/** More than three lines are not pasted one by one; then the check's own command is the better way. */
const storyLength = 3;

/** `base` is the address of the copy that the failure was seen on, when it still runs. */
export function curlLines(
  failure: Failure,
  recording: Recording,
  base: string | undefined,
): { lines: string[]; caveat?: string } {
  const exchanges = failure.entries
    .map((id) => recording.entries.find((entry) => entry.id === id))
    .filter((entry): entry is Exchange => entry?.kind === "exchange");
  const story = exchanges.length <= storyLength ? exchanges : exchanges.slice(0, 1);
  if (story.length === 0) return { lines: [] };
  if (!story.every((exchange) => worksOn(base, exchange, recording))) {
    const caveat = base === undefined ? "with --hold it goes on running, and lines of curl are shown" : undefined;
    return { lines: [], ...(caveat && sharedCopy(recording) === story[0]?.instance ? { caveat } : {}) };
  }
  const lines = story.map((exchange) => curlLine(exchange, base ?? "$URL"));
  const caveat = lines.find((line) => line.caveat)?.caveat;
  if (caveat) return { lines: [], caveat: `(no line of curl: ${caveat})` };
  return { lines: lines.map(({ line }) => line) };
}

/**
 * What was done to one copy can be repeated on another, with another database, only where no id of a row is in the
 * address. The copy that is left running is the shared one.
 */
function worksOn(base: string | undefined, exchange: Exchange, recording: Recording): boolean {
  if (base !== undefined && exchange.instance === sharedCopy(recording)) return true;
  const path = pathOf(exchange.request.url).split("?")[0];
  const { operations, health } = recording.surface;
  return operations.some((operation) => operation.path === path) || path === health;
}

/** The first that was started. */
function sharedCopy({ entries }: Recording): string | undefined {
  return entries.find((entry: Entry) => entry.kind === "process" || entry.kind === "exchange")?.instance;
}
