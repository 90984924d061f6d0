import type { Exchange, Fact } from "../../contract/recording.ts";
import type { Failure } from "../../contract/verdict.ts";
import type { Recovery } from "../acts/recovery.ts";
import type { Check, RecordingView } from "../check.ts";
import { answer, broken, example } from "../check-examples.ts";
import { conclude, oncePer } from "../reading/conclude.ts";
import { answerOf, lineOf, objectOf, outcomeOf, say, succeeded } from "../reading/exchanges.ts";
import { recoveriesIn } from "../reading/loads.ts";
import { unanswered, unansweredCauses } from "../reading/outage-answers.ts";
import { inWords } from "../reading/process-life.ts";
import type { ThinLineNote } from "../scenarios/database-on-a-bad-line.ts";

const scenario = "database-on-a-bad-line";
const away = { status: 503, json: { title: "Away", status: 503 } };
const good = example((r) => {
  r.scenario(scenario);
  const thin = { label: "on a thin line", durationMs: 1_800 };
  r.exchange({ ...thin, url: "/notes/7", note: { does: "read", id: "7" }, status: 200, json: { id: 7 } });
  r.exchange({ ...thin, url: "/notes", note: { does: "list" }, ...away });
  r.fact("recovery", { after: "a thin line", recovered: true, afterMs: 200, tries: 3 });
  r.exchange({ label: "while it is full", url: "/notes/7", note: { does: "read" }, ...away });
  r.exchange({ label: "while it is full", method: "POST", url: "/notes", note: { does: "create" }, ...away });
  r.fact("recovery", { after: "a full database", recovered: true, afterMs: 240, tries: 3 });
});

const check: Check = {
  title: {
    passed: "A thin line and a full database are survived",
    failed: "A thin line or a full database is too much for it",
  },
  severity: "major",
  skills: ["connection-pooling", "resilience", "timeouts"],
  references: [
    {
      name: "PostgreSQL: max_connections",
      url: "https://www.postgresql.org/docs/current/runtime-config-connection.html#GUC-MAX-CONNECTIONS",
    },
    {
      name: "PostgreSQL: error codes (class 53)",
      url: "https://www.postgresql.org/docs/current/errcodes-appendix.html",
    },
    { name: "RFC 9110 §15.6.4 (503)", url: "https://www.rfc-editor.org/rfc/rfc9110#section-15.6.4" },
  ],
  why: `A database has a hundred places, and another team's job took ninety-five; or a backup fills the line. Neither is an outage: some things
    still work, slowly. Programs that were only tried with "there" and "not there" answer 500 for it, end themselves, or give one
    person the late answer to the question of another.`,
  hints: {
    look: "Look at what the database said to the new connections, and at what became of that on its way to the answer.",
    ask: "Which errors can connecting have, besides 'nobody there'? Where does each of them end in your program?",
    concept: `"Too many clients" is an error with words: SQLSTATE 53300, from a server that is well. For a request it means the same as an outage:
      not now, ask again. So all of class 53 is answered 503, like 08 and 57, in the one place that runs statements. And a line that is slow
      makes answers late: whoever gives up waiting throws the connection away, since the answer still comes, and would be taken for
      that of the next question. https://www.postgresql.org/docs/current/errcodes-appendix.html`,
    shape: `run(statement):
  try: return pool.run(statement, within: 4 s)
  on error:
    if it was our own limit: throw the connection away
    if no sqlstate, or sqlstate begins with 08, 53, 57: throw Problem(503)`,
    example: `A museum's ticket page shared its database with the accountants. On the last day of each month it answered "internal error" for an hour, and
the page's cache kept that for a day. Fixed: 503 with Retry-After.`,
    causes: {
      ...unansweredCauses,
      "internal-error": "It took a full database for a bug: look at which codes your program knows as an outage.",
      success: "It answered a success without a database: look at what that answer was made of.",
      other: "It blamed the client: look at how an error of the driver becomes a status.",
      "somebody-elses": "It answered with another thing: look at what becomes of an answer that comes too late.",
      "stays-down": "The database was well, and the program was not: look at what it remembers of the bad time.",
    },
  },
  scenarios: [scenario],
  judgesStopped: true,
  promises: ["outage-is-answered-503"],
  after: ["recovers-after-outage", "outage-is-answered-503"],
  judge(view) {
    const of = (label: string) => view.of("exchange", scenario).filter((one) => one.label === label);
    const [thin, full] = [of("on a thin line"), of("while it is full")];
    const failures = [
      ...unanswered(view, full, "while the database had no place for it"),
      ...full.flatMap(judgeFull),
      ...unanswered(view, thin, "on a thin line"),
      ...thin.flatMap((exchange) => judgeThin(view, exchange)),
      ...recoveriesIn(view, scenario).flatMap(judgeRecovery),
    ];
    return conclude(
      oncePer(failures, ({ cause }) => cause ?? ""),
      {
        cases: thin.length + full.length,
        otherwise: "the line was never thin, and the database never full",
        measured: {
          "served on a thin line": `${thin.filter(succeeded).length} of ${thin.length}`,
          "answered 503 by a full database": `${full.filter(({ response }) => response?.status === 503).length} of ${full.length}`,
          "tries to connect meanwhile": view.of("connection", scenario).filter(({ event }) => event === "refused")
            .length,
        },
      },
    );
  },
  passes: [good],
  breaks: [
    broken("no place is a bug to it", good, (r) => answer(r, "while it is full", { status: 500, json: {} })),
    broken("no place is an empty answer", good, (r) => answer(r, "while it is full", { status: 404, json: {} })),
    broken("it acknowledges what it cannot have written", good, (r) =>
      answer(r, "while it is full", { status: 201, json: { id: 9 } }, 1),
    ),
    broken("a late answer is given to the next", good, (r) => answer(r, "on a thin line", { json: { id: 6 } })),
    broken("it hangs", good, (r) => {
      answer(r, "on a thin line", null, 1);
      Object.assign(r.entries.filter((entry) => entry.kind === "exchange")[1] ?? {}, { outcome: "timeout" });
    }),
    broken("it stays away", good, (r) => {
      const fact = r.entries.findLast((entry) => entry.kind === "fact") as Fact;
      fact.value = { after: "a full database", recovered: false, afterMs: 15_000, tries: 60 };
    }),
  ],
};
export default check;

/** All connections are gone and no new one is let in: for the program there is no database. */
function judgeFull(exchange: Exchange): Failure[] {
  const status = exchange.response?.status;
  if (status === undefined || exchange.outcome !== "answered" || status === 503 || status === 429) return [];
  return [
    {
      headline: `${lineOf(exchange)} answered ${status} while the database had no place for its connections.`,
      expected: "503",
      seen: answerOf(exchange),
      entries: [exchange.id],
      cause: status < 300 ? "success" : status >= 500 ? "internal-error" : "other",
    },
  ];
}

function judgeThin(view: RecordingView, exchange: Exchange): Failure[] {
  const { does, id } = (exchange.note ?? {}) as Partial<ThinLineNote>;
  if (does !== "read" || !succeeded(exchange)) return [];
  const members = view.surface.resources.map(({ idMember }) => idMember);
  const seen = objectOf(exchange);
  const member = members.find((name) => seen !== undefined && name in seen);
  if (seen === undefined || member === undefined || String(seen[member]) === id) return [];
  return [
    {
      headline: `${lineOf(exchange)} ${outcomeOf(exchange)} on a thin line, with another thing than was asked for.`,
      expected: `"${member}": ${say(id ?? null)}`,
      seen: answerOf(exchange),
      entries: [exchange.id],
      cause: "somebody-elses",
    },
  ];
}

function judgeRecovery({ fact, recovery }: { fact: Fact; recovery: Recovery }): Failure[] {
  const { after, recovered, afterMs, tries } = recovery;
  if (recovered || after === "cut connections") return [];
  return [
    {
      headline: `${inWords(afterMs)} after ${after}, requests still failed (${tries} tries).`,
      expected: "things can be made and read again, soon and without a restart",
      seen: "no three successes in a row",
      entries: [fact.id],
      cause: "stays-down",
    },
  ];
}
