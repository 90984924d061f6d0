import type { Exchange } from "../../contract/recording.ts";
import type { Check } from "../check.ts";
import { broken, example } from "../check-examples.ts";
import { conclude } from "../reading/conclude.ts";
import { answerOf, lineOf } from "../reading/exchanges.ts";
import { factIn } from "../reading/loads.ts";
import type { Acknowledged } from "../scenarios/find-the-knee.ts";

const scenario = "find-the-knee";
const label = "look for what was acknowledged";

const good = example((r) => {
  r.scenario(scenario);
  r.after(20_000);
  for (let id = 1; id <= 3; id++)
    r.exchange({ label, operation: "getNote", url: `/notes/${id}`, status: 200, json: { id } });
  r.fact("acknowledged", { acknowledged: 210, lookedFor: 3, missing: [] });
});

const check: Check = {
  title: {
    passed: "What was acknowledged under load is there afterwards",
    failed: "What was acknowledged under load is lost",
  },
  severity: "critical",
  skills: ["durability", "load-testing", "transactions"],
  references: [
    { name: "RFC 9110 §15.3.2: 201 Created", url: "https://www.rfc-editor.org/rfc/rfc9110#section-15.3.2" },
    {
      name: "PostgreSQL: reliability and the write-ahead log",
      url: "https://www.postgresql.org/docs/current/wal-reliability.html",
    },
  ],
  why: `201 is a promise. A program that gives it before the row is committed keeps it on quiet days, and breaks it on the busiest one,
    when its queue overflows or its transaction is rolled back. Nobody sees an error: orders are simply not there, and whoever
    asks about them has a confirmation in hand.`,
  hints: {
    look: "Look at the read that answered 404: the same id was answered 201 under load.",
    ask: "What may still go wrong between your 201 and the commit, and who would tell the client?",
    concept: `Answer when it is done: after COMMIT has been confirmed, not when the row is in a queue, a buffer or an open transaction. A queue in
      memory that is written later has two ends where rows are lost: when it is full and when the process ends. If writing is too slow
      to wait for, say so: 202, with a place to ask how it went, and keep the queue in the database.
      https://www.postgresql.org/docs/current/sql-commit.html`,
    shape: `row = insert … returning *      // waits for the database
answer 201 with row             // not: queue.push(row); answer 201`,
    example: `A museum's ticket desk collected sales in memory and wrote them every second, at most 500. On the free Sunday the rest was dropped without a
word. Fixed: each sale is written before the ticket is printed.`,
  },
  scenarios: [scenario],
  after: ["created-thing-reads-back", "recovers-after-overload"],
  judge(view) {
    const found = factIn<Acknowledged>(view, scenario, "acknowledged");
    const missing = (found?.missing ?? []).flatMap((id) => (view.entry(id) as Exchange | undefined) ?? []);
    const failures = missing.slice(0, 1).map((read) => ({
      headline: `${missing.length} of ${found?.lookedFor} things whose creation was answered 2xx under load are not there.`,
      expected: "what was answered 2xx is there afterwards, whatever the load was",
      seen: `${lineOf(read)} ${answerOf(read)}`,
      entries: missing.slice(0, 5).map(({ id }) => id),
    }));
    return conclude(failures, {
      cases: found?.lookedFor ?? 0,
      otherwise: "nothing was created under load whose id could be read from the answer",
      measured: { "looked for": found?.lookedFor ?? 0, missing: missing.length },
    });
  },
  passes: [good],
  breaks: [
    broken("a row was dropped", good, (r) => {
      const read = r.entries.find((entry) => entry.kind === "exchange");
      if (read?.kind === "exchange" && read.response) read.response.status = 404;
      const fact = r.entries.find((entry) => entry.kind === "fact");
      Object.assign(fact ?? {}, { value: { acknowledged: 210, lookedFor: 3, missing: [read?.id ?? 0] } });
    }),
  ],
};
export default check;
