import type { Connection } from "../../contract/recording.ts";
import type { Check } from "../check.ts";
import { broken, type ExampleBuilder, example } from "../check-examples.ts";
import { conclude } from "../reading/conclude.ts";
import { inWords } from "../reading/process-life.ts";

const crowd = (r: ExampleBuilder, most: number) => {
  r.scenario("many-requests-at-once");
  for (let open = 1; open <= most; open++)
    r.add({ kind: "connection", connection: open, event: "opened", open, at: open });
  for (let n = 0; n < 3; n++)
    r.exchange({
      label: "in the crowd",
      operation: "listNotes",
      url: "/notes",
      status: 200,
      json: { items: [] },
      at: 200,
    });
  for (let open = most - 1; open >= 0; open--) {
    r.add({ kind: "connection", connection: open + 1, event: "closed", open, at: 1_000 + most - open });
  }
};
const good = example((r) => crowd(r, 10));
const exactly = example((r) => crowd(r, 20));
/** A pool that replaces a connection: its new one is seen before the old one's end. */
const replacing = broken("", exactly, (r) => {
  const first = r.entries.find((entry) => entry.kind === "connection") as never as object;
  r.entries.push({ ...first, id: 200, connection: 21, event: "opened", open: 21, at: 500 } as never);
  r.entries.push({ ...first, id: 201, connection: 1, event: "closed", open: 20, at: 503 } as never);
}).recording;

/**
 * One end and one beginning may be seen in either order, and a few at once when a pool replaces several; on a machine with
 * much to do, up to 150 ms apart. Longer, or further above, it is no matter of order any more.
 */
const longestOverlapMs = 250;
const mostOverlap = 3;

const check: Check = {
  title: {
    passed: "Database connections stay within the limit",
    failed: "More database connections than the limit allows",
  },
  severity: "major",
  skills: ["connection-pooling", "relational-databases", "production-operation"],
  references: [
    {
      name: "PostgreSQL: max_connections",
      url: "https://www.postgresql.org/docs/current/runtime-config-connection.html#GUC-MAX-CONNECTIONS",
    },
    { name: "HikariCP: about pool sizing", url: "https://github.com/brettwooldridge/HikariCP/wiki/About-Pool-Sizing" },
  ],
  why: `PostgreSQL starts a process for each connection and takes 100 of them by default, for everybody together. A program that opens one
    for each request works until the first busy hour, then takes the database away from every other program too, the backup
    and the administrator included. More connections than cores make a database slower, not faster.`,
  hints: {
    look: "Look at how many connections were open at once, and how many requests were under way then.",
    ask: "Who opens a connection in your program, how often, and what makes it wait when there are enough?",
    concept: `Connections are few and dear: making one takes several trips and a process on the server. So a program keeps one pool, made once at
      its start, with a fixed maximum; requests borrow a connection and wait when all are lent. The maximum counts for the whole program:
      five workers with a pool of ten are fifty. A good first size is about twice the cores of the database.
      https://node-postgres.com/features/pooling`,
    shape: `once, at the start:   pool = new Pool(max: 10)
in each request:      rows = pool.run(statement)`,
    example: `A newsletter tool opened an SMTP connection for each recipient, until the mail server locked it out. Fixed: five connections, and a
queue before them.`,
    causes: {
      "one-each": "As many connections as requests: look at whether each request opens its own.",
      "too-many":
        "There is a limit, but a higher one than allowed: look at the pool's maximum, times the number of workers.",
    },
  },
  scenarios: ["many-requests-at-once"],
  promises: ["connection-limit"],
  judge(view) {
    const limit = view.surface.limits.connections;
    const events = view.of("connection", "many-requests-at-once");
    const most = events.reduce<Connection | undefined>(
      (top, event) => (!top || event.open > top.open ? event : top),
      undefined,
    );
    if (!most) return { verdict: "unclear", why: "no connection to the database was seen" };
    const measured = { "connections at once": most.open, limit };
    const overMs = longestOver(events, limit);
    const isOver = most.open > limit + mostOverlap || (most.open > limit && overMs > longestOverlapMs);
    if (!isOver) return { verdict: "passed", measured };
    const crowded = view
      .of("exchange", "many-requests-at-once")
      .filter(({ at, durationMs }) => at <= most.at && at + durationMs >= most.at);
    return conclude(
      [
        {
          headline: `${most.open} database connections were open at once, where the contract allows ${limit}.`,
          expected: `at most ${limit}, however many requests come`,
          seen: `${most.open} open, more than ${limit} for ${inWords(overMs)}, with ${crowded.length} requests under way`,
          entries: [...crowded.slice(0, 3).map(({ id }) => id), most.id],
          cause: most.open >= crowded.length * 0.8 && crowded.length > limit ? "one-each" : "too-many",
        },
      ],
      { cases: 1, otherwise: "", measured },
    );
  },
  passes: [good, exactly, replacing],
  breaks: [
    { fault: "a connection for each request", recording: example((r) => crowd(r, 64)) },
    { fault: "a pool of 25", recording: example((r) => crowd(r, 25)) },
    { fault: "a pool of 21", recording: example((r) => crowd(r, 21)) },
  ],
};
export default check;

/** For how long without a break more than the limit were open. */
function longestOver(events: readonly Connection[], limit: number): number {
  let since: number | undefined;
  let longest = 0;
  for (const event of events) {
    if (event.open > limit) since ??= event.at;
    else since = undefined;
    if (since !== undefined) longest = Math.max(longest, (events[events.indexOf(event) + 1]?.at ?? event.at) - since);
  }
  return longest;
}
