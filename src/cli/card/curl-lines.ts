/**
 * The lines of `curl` that repeat a failure by hand: all requests of a short story in their order, else its first one.
 */
import type { Entry, Exchange, Recording } from "../../contract/recording.ts";
import type { Failure } from "../../contract/verdict.ts";
import { curlLine, pathOf } from "./curl.ts";

/** More than three lines are not pasted one by one; then the check's own command is the better way. */
const storyLength = 3;

export function curlLines(failure: Failure, recording: Recording, base: string): { lines: string[]; caveat?: string } {
  const exchanges = failure.entries
    .map((id) => recording.entries.find((entry) => entry.id === id))
    .filter((entry): entry is Exchange => entry?.kind === "exchange");
  const story = exchanges.length <= storyLength ? exchanges : exchanges.slice(0, 1);
  if (story.length === 0 || !story.every((exchange) => worksElsewhere(exchange, recording))) return { lines: [] };
  const lines = story.map((exchange) => curlLine(exchange, base));
  const caveat = lines.find((line) => line.caveat)?.caveat;
  if (caveat) return { lines: [], caveat: `(no line of curl: ${caveat})` };
  return { lines: lines.map(({ line }) => line) };
}

/**
 * The copy that is left running is the shared one, the first that was started. What was done to another copy can be
 * repeated on it only where no id of that other copy's rows is in the address.
 */
function worksElsewhere(exchange: Exchange, { entries, surface }: Recording): boolean {
  const shared = entries.find((entry: Entry) => entry.kind === "process" || entry.kind === "exchange")?.instance;
  if (exchange.instance === shared) return true;
  const path = pathOf(exchange.request.url).split("?")[0];
  return surface.operations.some((operation) => operation.path === path) || path === surface.health;
}
