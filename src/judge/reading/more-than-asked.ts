/**
 * What "send-more-than-asked" sent, and what came of it.
 */
import type { Exchange } from "../../contract/recording.ts";
import type { Failure } from "../../contract/verdict.ts";
import type { RecordingView } from "../check.ts";
import type { LookNote, MoreNote } from "../scenarios/send-more-than-asked.ts";
import { answerOf, asObject, lineOf, objectOf, outcomeOf, say, succeeded, wasRefused } from "./exchanges.ts";
import { differenceOf } from "./tries.ts";

export function sentMoreIn(view: RecordingView, kind: MoreNote["kind"]): Exchange[] {
  return view
    .of("exchange", "send-more-than-asked")
    .filter((exchange) => exchange.label === "send more" && noteOf(exchange).kind === kind);
}

/** Causes: "taken" (it is what was sent now), "reached" (a thing of somebody else changed), "gained" (a role changed). */
export function gainsOf(view: RecordingView, sent: Exchange): Failure | undefined {
  const note = noteOf(sent);
  const looks = view
    .of("exchange", "send-more-than-asked")
    .filter(({ label, note: of }) => label.startsWith("look ") && asObject(of)?.case === note.case);
  const before = looks.filter(({ label }) => label === "look before");
  const names = Object.keys(note.more).join(", ");
  const said = `${note.person} sent ${say(note.more)} in ${lineOf(sent)}, which ${outcomeOf(sent)}`;
  const failure = (cause: string, look: Exchange, what: string): Failure => ({
    headline: `${said}, and ${what}.`,
    expected: `${names} ignored or refused, and nothing gained`,
    seen: `${lineOf(look)} ${answerOf(look)}`,
    entries: look === sent ? [sent.id] : [sent.id, look.id],
    mark: Object.keys(note.more).map((name) => `"${name}"`),
    cause,
  });
  const after = looks.filter(({ label }) => label === "look after");
  for (const look of after) {
    const { at, person } = look.note as unknown as LookNote;
    const old = before.find(
      ({ request, note: of }) =>
        request.url === look.request.url && asObject(of)?.person === person && asObject(of)?.at === at,
    );
    if (at === "own") {
      const taken =
        succeeded(sent) && succeeded(look)
          ? takenMember(note, look, old ?? before.find(({ note: of }) => asObject(of)?.at === at))
          : undefined;
      if (taken) return failure("taken", look, `"${taken}" is what was sent now`);
      if (succeeded(sent) && old && succeeded(old) && wasRefused(look))
        return failure("taken", look, "it is not there any more");
      continue;
    }
    const isRole = at === "role";
    const roleChanged = isRole && old && succeeded(old) && succeeded(look) ? roleChange(view, old, look) : undefined;
    const what = isRole
      ? (roleChanged ?? (old && wasRefused(old) && succeeded(look) ? "it can be read now" : undefined))
      : old && differenceOf(view.surface, old, look);
    if (what) return failure(isRole ? "gained" : "reached", look, `for ${person} ${what}`);
  }
  return undefined;
}

/** A member of what was answered that has the value of what was sent, and had not before (in another one, for what was only made). */
function takenMember({ more }: MoreNote, look: Exchange, before: Exchange | undefined): string | undefined {
  const [seen, old] = [objectOf(look) ?? {}, objectOf(before) ?? {}];
  const moment = (value: unknown) =>
    typeof value === "string" && /^\d{4}-\d\d-\d\dT/.test(value) ? Date.parse(value) : Number.NaN;
  return Object.entries(more).find(
    ([name, value]) =>
      name in seen &&
      String(old[name]) !== String(value) &&
      (String(seen[name]) === String(value) || moment(seen[name]) === moment(value)),
  )?.[0];
}

function roleChange({ surface }: RecordingView, before: Exchange, after: Exchange): string | undefined {
  const member = surface.sharing?.roleMember ?? "role";
  const [was, is] = [objectOf(before)?.[member], objectOf(after)?.[member]];
  return was !== undefined && is !== undefined && was !== is
    ? `"${member}" was ${say(was)} and is ${say(is)}`
    : undefined;
}

function noteOf(exchange: Exchange): MoreNote {
  return exchange.note as unknown as MoreNote;
}
