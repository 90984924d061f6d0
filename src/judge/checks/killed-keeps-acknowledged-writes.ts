import type { Json } from "../../contract/json.ts";
import type { Exchange } from "../../contract/recording.ts";
import type { Failure } from "../../contract/verdict.ts";
import type { Check, RecordingView } from "../check.ts";
import { answer, broken, example } from "../check-examples.ts";
import { conclude } from "../reading/conclude.ts";
import { answerOf, asObject, lineOf, objectOf, outcomeOf, say, sentObject, succeeded } from "../reading/exchanges.ts";
import { isAnswered } from "../reading/is-answered.ts";
import { inWords, lastLines, notReadyAfter } from "../reading/process-life.ts";
import { sameThing } from "../reading/same-value.ts";
import { saysItIsGone } from "../reading/there-is-none.ts";

const milk = { title: "Milk", stars: 250, writtenOn: "2026-03-01" };
const gone = { title: "Not found", status: 404 };
const note = (thing: string, does?: string) => ({ resource: "note", round: 1, thing, ...(does ? { does } : {}) });
const good = example((r) => {
  r.scenario("kill-during-writes");
  const [create, update] = [
    { label: "write", method: "POST", url: "/notes", sent: milk },
    { label: "write", method: "PATCH", sent: { title: "Oat milk" } },
  ];
  r.exchange({ ...create, note: note("1.1", "create"), status: 201, json: { id: 1, ...milk } });
  r.exchange({ ...create, note: note("1.2", "create"), status: 201, json: { id: 2, ...milk } });
  r.exchange({
    ...update,
    url: "/notes/2",
    note: note("1.2", "update"),
    status: 200,
    json: { id: 2, ...milk, title: "Oat milk" },
  });
  r.exchange({ ...create, note: note("1.3", "create"), status: 201, json: { id: 3, ...milk } });
  r.exchange({ label: "write", method: "DELETE", url: "/notes/3", note: note("1.3", "delete"), status: 204 });
  r.exchange({ ...create, note: note("2.1", "create"), status: 201, json: { id: 4, ...milk } });
  r.exchange({ ...update, url: "/notes/4", note: note("2.1", "update"), outcome: "closed" });
  r.exchange({ ...create, note: note("2.2", "create"), outcome: "closed" });
  r.add({ kind: "process", event: "signalled", signal: "SIGKILL" });
  r.add({ kind: "process", event: "ended", status: null, signal: "SIGKILL" });
  r.add({ kind: "process", event: "started" });
  r.add({ kind: "process", event: "ready", durationMs: 300 });
  const read = (id: number, thing: string, rest: { status: number; json: Json }) =>
    r.exchange({ label: "read after the kill", url: `/notes/${id}`, note: note(thing), ...rest });
  read(1, "1.1", { status: 200, json: { id: 1, ...milk } });
  read(2, "1.2", { status: 200, json: { id: 2, ...milk, title: "Oat milk" } });
  read(3, "1.3", { status: 404, json: gone });
  // The update was not acknowledged, so both are right.
  read(4, "2.1", { status: 200, json: { id: 4, ...milk } });
});
const unacknowledgedWasDone = broken("", good, (r) =>
  answer(r, "read after the kill", { json: { id: 4, ...milk, title: "Oat milk" } }, 3),
).recording;

const check: Check = {
  title: {
    passed: "What was acknowledged survives kill -9",
    failed: "Acknowledged writes are lost when the program is killed",
  },
  severity: "critical",
  skills: ["durability", "transactions", "relational-databases", "linux-processes"],
  references: [
    {
      name: "PostgreSQL: Reliability and the Write-Ahead Log",
      url: "https://www.postgresql.org/docs/current/wal-intro.html",
    },
    { name: "signal(7): SIGKILL cannot be caught", url: "https://man7.org/linux/man-pages/man7/signal.7.html" },
  ],
  why: `A 201 is a promise: the customer closes the page, the partner's system deletes its own copy. Machines lose power, the kernel
    kills the process that takes too much memory, and orchestrators kill what does not stop in time. Whatever was answered before it
    was committed is gone then, and no log says what it was. Payments have been lost like this.`,
  hints: {
    look: "Look at the last write to this row: it was answered with a success, and when. Then look at what was read after the kill.",
    ask: "At the moment when your handler answers, where is the data: in a variable, in a queue, in an open transaction, or committed?",
    concept: `Only what the database has committed survives. So the order is: begin, write, commit, and then answer. Answering first and
      writing behind, in batches, by a timer or in an unawaited promise, is quick for exactly as long as nobody pulls the plug. A
      missing "await" does it, and so does a driver that opens a transaction by itself while nobody calls commit. SIGKILL cannot be
      caught, so no handler can save it. https://www.postgresql.org/docs/current/tutorial-transactions.html`,
    shape: `handle(request):
  row = database.run("insert … returning *")   // waits until it is committed
  answer 201 with row                          // not a line earlier`,
    example: `A sensor hub answered 202 and kept readings in a list that was flushed each second; each crash cost a second of readings. Fixed:
one multi-row insert for each request, answered after its commit.`,
    causes: {
      "all-gone":
        "Look at where rows are kept at all: everything that was acknowledged is gone, so it never was in the database.",
      "last-gone":
        "Look at the times: the newest ones are gone and the older ones are there, so something writes later than it answers.",
      stale: "Look at the update: it was acknowledged, and the old value is there.",
      "came-back": "Look at the delete: it was acknowledged, and the row is there.",
      "not-ready": "Look at the last lines that it printed: after kill -9 it does not come up again.",
    },
  },
  scenarios: ["kill-during-writes"],
  promises: ["writes-survive-kill"],
  after: ["created-thing-reads-back", "restart-keeps-everything"],
  judge(view) {
    const events = view.of("process", "kill-during-writes");
    const failedStart = events
      .filter((event) => event.event === "started")
      .flatMap((event) => notReadyAfter(view, event) ?? [])[0];
    if (failedStart) {
      const lines = lastLines(view, failedStart);
      const failure: Failure = {
        headline: `It did not come up again after kill -9: ${failedStart.why ?? `not ready after ${inWords(failedStart.durationMs ?? 0)}`}.`,
        expected: "ready again, with everything that it had acknowledged",
        seen: lines.map((line) => line.line).join("\n") || "it printed nothing",
        entries: [...lines.map((line) => line.id), failedStart.id],
        cause: "not-ready",
      };
      return conclude([failure], { cases: 1, otherwise: "" });
    }
    const histories = historiesIn(view);
    const writes = view.of("exchange", "kill-during-writes").filter(({ label }) => label === "write");
    const acknowledged = writes.filter(succeeded).length;
    const losses = histories.flatMap((history) => lossOf(view, history) ?? []);
    const lost = losses.reduce((sum, loss) => sum + loss.writes, 0);
    const measured = {
      "writes tried": writes.length,
      "writes acknowledged": acknowledged,
      "acknowledged writes lost": lost,
    };
    return conclude(inWordsOf(losses, { acknowledged, lost, things: histories.length, kills: killsIn(view) }), {
      cases: histories.length,
      otherwise: "no acknowledged write was looked for after a kill",
      measured,
    });
  },
  passes: [good, unacknowledgedWasDone],
  breaks: [
    broken("it is all in memory", good, (r) => {
      for (const n of [0, 1, 3]) answer(r, "read after the kill", { status: 404, json: gone }, n);
    }),
    broken("the newest create was still in a buffer", good, (r) =>
      answer(r, "read after the kill", { status: 404, json: gone }, 3),
    ),
    broken("the update was still in a buffer", good, (r) =>
      answer(r, "read after the kill", { json: { id: 2, ...milk } }, 1),
    ),
    broken("the delete was still in a buffer", good, (r) =>
      answer(r, "read after the kill", { status: 200, json: { id: 3, ...milk } }, 2),
    ),
    broken("it cannot start after a kill", good, (r) => {
      const ready = r.entries.find((entry) => entry.kind === "process" && entry.event === "ready");
      Object.assign(ready ?? {}, { event: "not-ready", why: "a lock file is there" });
    }),
  ],
};
export default check;

/** What happened to one thing, and how it was found afterwards. */
interface History {
  writes: Exchange[];
  read: Exchange;
}

function historiesIn(view: RecordingView): History[] {
  const byThing = new Map<string, History>();
  const writes = new Map<string, Exchange[]>();
  for (const exchange of view.of("exchange", "kill-during-writes")) {
    const { round, thing } = asObject(exchange.note) ?? {};
    const key = `${round} ${thing}`;
    if (exchange.label === "write") writes.set(key, [...(writes.get(key) ?? []), exchange]);
    // The last look counts: a 5xx was looked at twice.
    else if (exchange.label === "read after the kill")
      byThing.set(key, { writes: writes.get(key) ?? [], read: exchange });
  }
  return [...byThing.values()].filter((history) => history.writes.some(succeeded));
}

interface Loss {
  cause: "missing" | "stale" | "came-back";
  /** Acknowledged writes that are gone. */
  writes: number;
  write: Exchange;
  read: Exchange;
  member?: { name: string; sent: Json; seen: Json | undefined };
}

function lossOf(view: RecordingView, { writes, read }: History): Loss | undefined {
  const acknowledged = writes.filter(succeeded);
  const last = acknowledged.at(-1) as Exchange;
  const later = writes.slice(writes.indexOf(last) + 1);
  if (last.request.method === "DELETE")
    return succeeded(read) ? { cause: "came-back", writes: 1, write: last, read } : undefined;
  // What was not acknowledged may have been done or not.
  if (later.some((write) => write.request.method === "DELETE") && saysItIsGone(view.surface, read)) return undefined;
  if (!succeeded(read)) return { cause: "missing", writes: acknowledged.length, write: last, read };
  const unsure = new Set(later.flatMap((write) => Object.keys(sentObject(write) ?? {})));
  const sent = Object.assign({}, ...acknowledged.map((write) => sentObject(write) ?? {})) as { [member: string]: Json };
  const seen = objectOf(read);
  const isLost = (member: string) =>
    !unsure.has(member) && !sameThing(sent[member], seen?.[member]) && isAnswered(view.surface, read, member);
  const name = seen && Object.keys(sent).find(isLost);
  return name === undefined
    ? undefined
    : { cause: "stale", writes: 1, write: last, read, member: { name, sent: sent[name] as Json, seen: seen?.[name] } };
}

function killsIn(view: RecordingView): number {
  return view
    .of("process", "kill-during-writes")
    .filter(({ event, signal }) => event === "signalled" && signal === "SIGKILL").length;
}

function inWordsOf(
  losses: Loss[],
  { acknowledged, lost, things, kills }: { acknowledged: number; lost: number; things: number; kills: number },
): Failure[] {
  // Reads that found nothing say it best, then old values.
  const [worst] = (["missing", "stale", "came-back"] as const).flatMap((cause) =>
    losses.filter((loss) => loss.cause === cause),
  );
  if (!worst) return [];
  const isEverything = losses.filter((loss) => loss.cause === "missing").length === things;
  const cause = worst.cause !== "missing" ? worst.cause : isEverything ? "all-gone" : "last-gone";
  const { write, read, member } = worst;
  return [
    {
      headline: `${acknowledged} writes were acknowledged, ${lost} of them ${lost === 1 ? "was" : "were"} gone after kill -9${kills > 1 ? ` (${kills} kills)` : ""}.`,
      expected: `${lineOf(write)}, ${outcomeOf(write)}, is still true after the program was killed and started again`,
      seen: member
        ? `${lineOf(read)} has "${member.name}": ${say(member.seen)}, where ${say(member.sent)} was acknowledged`
        : `${lineOf(read)} ${answerOf(read)}`,
      entries: [write.id, read.id],
      cause,
    },
  ];
}
