import type { Exchange } from "../../contract/recording.ts";
import type { Failure } from "../../contract/verdict.ts";
import type { Check, RecordingView } from "../check.ts";
import { answer, broken, type ExampleBuilder, example } from "../check-examples.ts";
import { conclude } from "../reading/conclude.ts";
import { answerOf, asObject, lineOf, objectOf, operationNamed, say, succeeded } from "../reading/exchanges.ts";
import { changedMember } from "../reading/kept-thing.ts";
import { inWords, lastLines, notReadyAfter } from "../reading/process-life.ts";
import { saysItIsGone } from "../reading/there-is-none.ts";

const milk = { id: 7, title: "Milk", stars: 250, writtenOn: "2026-03-01", createdAt: "2026-03-01T08:00:00.123Z" };
const gone = { title: "Not found", status: 404 };
const restarted = (r: ExampleBuilder, later: object = {}) => {
  r.scenario("restart");
  const before = { label: "read before the stop", operation: "getNote" };
  r.exchange({ ...before, url: "/notes/7", note: { resource: "note", thing: "note 1" }, status: 200, json: milk });
  r.exchange({ ...before, url: "/notes/8", note: { resource: "note", thing: "note 2" }, status: 404, json: gone });
  r.add({ kind: "process", event: "signalled", signal: "SIGTERM" });
  r.add({ kind: "process", event: "ended", status: 0, durationMs: 30 });
  r.add({ kind: "process", event: "started" });
  r.add({ kind: "process", event: "ready", durationMs: 300 });
  const after = { label: "read after the restart", operation: "getNote" };
  r.exchange({
    ...after,
    url: "/notes/7",
    note: { resource: "note", thing: "note 1" },
    status: 200,
    json: { ...milk, ...later },
  });
  r.exchange({ ...after, url: "/notes/8", note: { resource: "note", thing: "note 2" }, status: 404, json: gone });
};
const good = example((r) => restarted(r));
const otherHabits = example((r) => restarted(r, { createdAt: "2026-03-01T09:00:00.123456+01:00", servedBy: "copy 2" }));

const check: Check = {
  title: { passed: "A restart keeps everything", failed: "A restart loses or changes what was kept" },
  severity: "critical",
  skills: ["durability", "relational-databases", "production-operation"],
  references: [
    { name: "The Twelve-Factor App: disposability", url: "https://12factor.net/disposability" },
    { name: "PostgreSQL: CREATE TABLE", url: "https://www.postgresql.org/docs/current/sql-createtable.html" },
  ],
  why: `Every release restarts the program, and so does every machine that needs a security update. What lives in the memory of the
    process is gone then, with no error in any log: customers just find their data missing on the morning after a release. A
    program that drops its table at the start, or cannot start where its table already is, turns the same release into an outage.`,
  hints: {
    look: "Look at the same row before and after: is it missing, other, or back from the dead?",
    ask: "After a restart, what does your program read this row from? And what does it do at the start with a table that is there already?",
    concept: `A process may end at any moment, so nothing that must last may live in it: no list, no map, no counter for ids. Each write goes
      to the database before it is answered. What the program does at its start happens again at each start, on a database that is
      full: "create table" fails the second time, "drop table" succeeds. So the schema is made by "create table if not exists", or
      by migrations that remember what they have done. https://www.postgresql.org/docs/current/sql-createtable.html`,
    shape: `at the start:
  run("create table if not exists note (…)")   // never drop, never delete
to create:
  row = run("insert into note … returning *")
  answer 201 with row`,
    example: `A game server kept its high scores in an array and wrote them to the database every night. Fixed: the insert is in the request that
adds the score, and the array is gone.`,
    causes: {
      missing: "Look at where the row lives between two requests: it was there, and it was gone with the process.",
      changed: "Look at the member that differs: it is written to the database in another way than it is answered.",
      "came-back": "Look at how the row was deleted: only from a copy in memory?",
      "not-ready":
        "Look at the last lines that it printed: it does not come up on a database that it has filled itself.",
    },
  },
  scenarios: ["restart"],
  promises: ["writes-survive-kill"],
  after: ["created-thing-reads-back"],
  judge(view) {
    const start = view.of("process", "restart").findLast((event) => event.event === "started");
    const failedStart = start && notReadyAfter(view, start);
    if (start && failedStart) {
      const lines = lastLines(view, failedStart);
      return conclude(
        [
          {
            headline: `It did not come up again on its own database: ${failedStart.why ?? `not ready after ${inWords(failedStart.durationMs ?? 0)}`}.`,
            expected: "ready again, with everything that was there before",
            seen: lines.map((line) => line.line).join("\n") || "it printed nothing",
            entries: [...lines.map((line) => line.id), failedStart.id],
            cause: "not-ready",
          },
        ],
        { cases: 1, otherwise: "" },
      );
    }
    const pairs = pairsIn(view);
    const compared = pairs.length;
    return conclude(
      pairs.flatMap(({ before, after }) => judgePair(view, before, after)),
      { cases: compared, otherwise: "nothing was read before and after", measured: { "things compared": compared } },
    );
  },
  passes: [good, otherHabits],
  breaks: [
    broken("everything lived in memory", good, (r) => answer(r, "read after the restart", { status: 404, json: gone })),
    broken("the row comes back with another value", good, (r) =>
      answer(r, "read after the restart", { json: { ...milk, stars: 1 } }),
    ),
    broken("a deleted row is back", good, (r) =>
      answer(r, "read after the restart", { status: 200, json: { ...milk, id: 8 } }, 1),
    ),
    broken("reading fails after the restart", good, (r) =>
      answer(r, "read after the restart", { status: 500, json: { title: "Oops", status: 500 } }),
    ),
    broken("the table is there already, so it cannot start", good, (r) => {
      const ready = r.entries.find((entry) => entry.kind === "process" && entry.event === "ready");
      Object.assign(ready ?? {}, { event: "not-ready", why: "it ended with status 1 before it answered" });
    }),
  ],
};
export default check;

function pairsIn(view: RecordingView): { before: Exchange; after: Exchange }[] {
  const exchanges = view.of("exchange", "restart");
  return exchanges
    .filter(({ label }) => label === "read after the restart")
    .flatMap((after) => {
      const thing = asObject(after.note)?.thing;
      const before = exchanges.find(
        ({ label, note }) => label === "read before the stop" && asObject(note)?.thing === thing,
      );
      return before ? [{ before, after }] : [];
    });
}

function judgePair(view: RecordingView, before: Exchange, after: Exchange): Failure[] {
  const failed = (headline: string, cause: string, mark: string[] = []): Failure[] => [
    {
      headline,
      expected: `as before the stop: ${answerOf(before)}`,
      seen: answerOf(after),
      entries: [before.id, after.id],
      cause,
      mark,
    },
  ];
  if (!succeeded(before)) {
    const wasGone = saysItIsGone(view.surface, before);
    return wasGone && succeeded(after)
      ? failed(`${lineOf(after)} was deleted, and was back after the restart.`, "came-back")
      : [];
  }
  if (!succeeded(after)) return failed(`${lineOf(after)} was there before the restart, and not after it.`, "missing");
  const [was, is] = [objectOf(before), objectOf(after)];
  if (!was || !is) return [];
  const changed = changedMember(was, is, operationNamed(view.surface, after.operation));
  if (changed === undefined) return [];
  return failed(
    `"${changed}" of ${lineOf(after)} was ${say(was[changed])} before the restart, and ${say(is[changed])} after it.`,
    "changed",
    [changed],
  );
}
