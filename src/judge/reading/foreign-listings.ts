/**
 * Lists of "try-as-everybody" in which somebody found what is not theirs.
 */
import type { Failure } from "../../contract/verdict.ts";
import type { RecordingView } from "../check.ts";
import { idsOfPage } from "../probe/http/messages.ts";
import type { ListNote } from "../scenarios/try-as-everybody.ts";
import { answerOf, lineOf, succeeded } from "./exchanges.ts";
import { whoIs } from "./tries.ts";

export function foreignListings(view: RecordingView, role: string): Failure[] {
  return view.of("exchange", "try-as-everybody").flatMap((exchange) => {
    const note = exchange.note as unknown as ListNote;
    if (exchange.label !== "list" || note.role !== role || !succeeded(exchange)) return [];
    const resource = view.surface.resources.find(({ name }) => name === note.resource);
    const found = resource && idsOfPage(exchange, resource).find((id) => id !== undefined && note.foreign.includes(id));
    if (found === undefined) return [];
    return [
      {
        headline: `${note.person}, ${whoIs(role)}, found somebody else's ${note.resource} ${found} in ${lineOf(exchange)}.`,
        expected: "only what the person has a role in",
        seen: answerOf(exchange),
        entries: [exchange.id],
        mark: [found],
        cause: "listed",
      },
    ];
  });
}
