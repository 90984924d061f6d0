import type { Statement } from "../../contract/recording.ts";
import type { Failure } from "../../contract/verdict.ts";
import type { Check } from "../check.ts";
import { example } from "../check-examples.ts";
import { conclude } from "../reading/conclude.ts";
import { shorten } from "../reading/exchanges.ts";
import { factIn } from "../reading/loads.ts";
import type { MigratedAgain, MigratedAtOnce } from "../scenarios/migrate-again.ts";

const scenario = "migrate-again";
const ran = { ok: true, why: "`npm run migrate` ended with status 0", durationMs: 300 };
const failed = { ok: false, why: "`npm run migrate` ended with status 1", durationMs: 300 };
const met = (change: Partial<MigratedAtOnce>, error?: { code: string; message: string }) =>
  example((r) => {
    r.scenario(scenario).instance("i2");
    if (error) r.statement("create table note (id bigint)", { outcome: "failed", error });
    const atOnce: MigratedAtOnce = { runs: [ran, ran], met: 2, after: ran, more: [], less: [], ...change };
    r.fact("migrated at once", structuredClone(atOnce) as never);
  });
const collision = { code: "42P07", message: 'relation "note" already exists' };

const check: Check = {
  title: {
    passed: "Two that migrate at once do no harm to each other",
    failed: "Two that migrate at once get in each other's way",
  },
  severity: "major",
  skills: ["migrations", "concurrency", "deployment"],
  references: [
    {
      name: "PostgreSQL: advisory locks",
      url: "https://www.postgresql.org/docs/current/explicit-locking.html#ADVISORY-LOCKS",
    },
    { name: "CWE-367: time-of-check time-of-use", url: "https://cwe.mitre.org/data/definitions/367.html" },
  ],
  why: `Two copies start together, each with its migration first; or a release is begun while the last one is not over. Both look at what has
    been applied, both find the same gap, and both fill it. One of them fails in the middle, or a change of values is done twice.
    It never happens on a laptop, where there is one of everything.`,
  hints: {
    look: "Look at what each of the two said, and at the error that the database gave to one of them.",
    ask: "Between your look at what was applied and your note that it is: who else may look?",
    concept: `To look and then to act needs a lock around both. An advisory lock costs nothing and is made for it: take it in the transaction that
      migrates (pg_advisory_xact_lock), before anything is looked up; whoever comes second waits, then finds nothing to do, and
      ends well. It goes with the transaction, also when the program dies, which a row in a table of locks does not.
      Most tools for migrations do it, some only when told.
      https://www.postgresql.org/docs/current/functions-admin.html#FUNCTIONS-ADVISORY-LOCKS`,
    shape: `begin
select pg_advisory_xact_lock(4711)     // before anything is looked up
which are applied already?
apply and note the others
commit`,
    example: `A parcel service let each of its four copies migrate at start. One night "add 19% to all prices" was done by two of them. Fixed: a lock,
and a note of what was done.`,
    causes: {
      collided: "One of the two failed at something that the other had just made: look at the error's code.",
      "still-fails": "Even a run by itself fails now: look at what the two have left behind.",
      differs: "The schema is another one than after a single run: look at what is there twice, or not at all.",
    },
  },
  scenarios: [scenario],
  judgesStopped: true,
  after: ["migrations-can-run-twice"],
  judge(view) {
    const fact = view.of("fact", scenario).find(({ name }) => name === "migrated at once");
    const atOnce = factIn<MigratedAtOnce>(view, scenario, "migrated at once");
    if (!fact || !atOnce) return { verdict: "unclear", why: "no two migrations were run at once" };
    const { runs, met, after, more, less } = atOnce;
    // What fails by itself is for another check to say.
    const again = factIn<MigratedAgain>(view, scenario, "migrated again");
    if (again?.ok === false)
      return { verdict: "unclear", why: "its migration fails when it is run again, so nothing can be said of two" };
    const growsAlone = again !== undefined && again.more.length + again.less.length > 0;
    const collisions = view
      .of("statement", scenario)
      .filter((statement) => statement.instance === fact.instance && statement.id < fact.id && isCollision(statement));
    const lost = runs.filter(({ ok }) => !ok);
    const failures: Failure[] = [];
    const entries = [...collisions.slice(0, 3).map(({ id }) => id), fact.id];
    if (lost[0] && collisions[0]) {
      failures.push({
        headline: `Two migrations ran at once, and ${lost.length === 2 ? "both" : "one of them"} failed: ${collisions[0].error?.message ?? ""}.`,
        expected: "one waits for the other, or says that somebody else is at it",
        seen: shorten(lost[0].why, 600),
        entries,
        cause: "collided",
      });
    }
    if (!after.ok) {
      failures.push({
        headline: "After two migrations had run at once, a third one fails.",
        expected: "nothing is left to do, and status 0",
        seen: shorten(after.why, 600),
        entries,
        cause: "still-fails",
      });
    }
    const difference = [...more.map((line) => `too much: ${line}`), ...less.map((line) => `missing: ${line}`)];
    if (difference[0] !== undefined && after.ok && !growsAlone) {
      failures.push({
        headline: `After two migrations had run at once the schema is another one than after a single run: ${shorten(difference[0], 120)}`,
        expected: "the same schema",
        seen: shorten(difference.join("; "), 600),
        entries,
        cause: "differs",
      });
    }
    return conclude(failures, {
      cases: met > 0 || lost.length < 2 ? 1 : 0,
      otherwise: "both runs failed before they had made anything",
      measured: { "runs that met": met, "that gave way": lost.length },
    });
  },
  passes: [met({}), met({ runs: [ran, failed], met: 1 })],
  breaks: [
    { fault: "both look, then both make", recording: met({ runs: [failed, ran] }, collision) },
    { fault: "a lock stays behind", recording: met({ runs: [ran, failed], after: failed }) },
    { fault: "an index is there twice", recording: met({ more: ["CREATE INDEX note_stars_idx1 ON note (stars)"] }) },
  ],
};
export default check;

/**
 * Of an object that the other one has just made or is making: duplicate_table, duplicate_object, duplicate_column,
 * duplicate_schema, unique_violation (of the catalogue, or of a table of what was applied), deadlock_detected, and "tuple
 * concurrently updated", which has no code of its own.
 */
const collisionCodes = new Set(["42P07", "42710", "42701", "42P06", "23505", "40P01", "XX000"]);

function isCollision({ outcome, error }: Statement): boolean {
  return outcome === "failed" && collisionCodes.has(error?.code ?? "");
}
