import type { Failure } from "../../contract/verdict.ts";
import type { Check } from "../check.ts";
import { example } from "../check-examples.ts";
import { conclude } from "../reading/conclude.ts";
import { shorten } from "../reading/exchanges.ts";
import { factIn } from "../reading/loads.ts";
import type { DownAndUp } from "../scenarios/migrate-down-and-up.ts";

const scenario = "migrate-down-and-up";
const ran = { ok: true, why: "`npm run migrate` ended with status 0", durationMs: 300 };
const failed = { ok: false, why: '`npm run migrate` ended with status 1: type "mood" already exists', durationMs: 300 };
const went = (change: Partial<DownAndUp>) =>
  example((r) => {
    r.scenario(scenario);
    const all: DownAndUp = { down: ran, parts: 9, takenBack: 9, again: ran, more: [], less: [], ...change };
    r.fact("down and up", structuredClone(all) as never);
  });

const check: Check = {
  title: {
    passed: "Its migrations can be taken back and done again",
    failed: "Its migrations cannot be taken back and done again",
  },
  severity: "minor",
  skills: ["migrations", "deployment"],
  references: [
    { name: "PostgreSQL: DROP TABLE", url: "https://www.postgresql.org/docs/current/sql-droptable.html" },
    { name: "PostgreSQL: dependency tracking", url: "https://www.postgresql.org/docs/current/ddl-depend.html" },
  ],
  why: `Who writes down how to go back wants to use it on a bad evening, when a release has to be undone at once. A way back that was never
    walked breaks off halfway, or leaves something lying about that the next release stumbles over, and then there is no way
    in either direction.`,
  hints: {
    look: "Look at what the schema had after the first time, and has not, or has besides, after the second.",
    ask: "For each thing that your migration makes: which line of the way back takes it away, and who forgets that it was applied?",
    concept: `Going back is the mirror of going forward: in the opposite order, each thing that was made is dropped, and the note that says "applied"
      is taken out in the same transaction. Tables take their indexes and constraints with them; types, functions and schemas stay
      and have to be named. Try it with each migration: up, down, up, and compare. Many teams only go forward, which is a good
      answer as well; then there is no command to name. https://www.postgresql.org/docs/current/ddl-depend.html`,
    shape: `begin
for each applied file, the last first:
  run its way back
  delete its name from the table migration
commit`,
    example: `A blog dropped its tables on the way back and kept the list of what was applied. Up again found nothing to do, and the blog had no tables.
Fixed: both in one transaction.`,
    causes: {
      "down-fails": "The way back did not end with status 0: look at its last lines.",
      nothing: "The way back took nothing away: look at which database it spoke to, and at what it did there.",
      "up-fails": "After the way back, the way forward fails: look at what was left lying about.",
      differs: "The schema is another one than the first time: look at what is missing, or there besides.",
    },
  },
  scenarios: [scenario],
  after: ["migrations-can-run-twice"],
  judge(view) {
    const fact = view.of("fact", scenario).find(({ name }) => name === "down and up");
    const went = factIn<DownAndUp>(view, scenario, "down and up");
    if (!fact || !went) return { verdict: "unclear", why: "nothing was taken back" };
    const { down, again, parts, takenBack, more, less } = went;
    const entries = [
      ...view
        .of("statement", scenario)
        .filter(({ outcome, id }) => outcome === "failed" && id < fact.id)
        .slice(-3)
        .map(({ id }) => id),
      fact.id,
    ];
    const difference = [...less.map((line) => `missing: ${line}`), ...more.map((line) => `besides: ${line}`)];
    const failure = ((): Omit<Failure, "entries"> | undefined => {
      if (!down.ok) {
        const headline = "Its migrations were taken back, and that failed.";
        return { headline, expected: "status 0", seen: shorten(down.why, 600), cause: "down-fails" };
      }
      if (takenBack === 0 && parts > 0) {
        const headline = "Its migrations were taken back, and everything is still there.";
        return { headline, expected: "what was made is gone", seen: `${parts} parts, as before`, cause: "nothing" };
      }
      if (again && !again.ok) {
        const headline = "Its migrations were taken back, and cannot be done again.";
        return { headline, expected: "status 0", seen: shorten(again.why, 600), cause: "up-fails" };
      }
      if (difference[0] === undefined) return undefined;
      const headline = `Its migrations were taken back and done again, and the schema is another one: ${shorten(difference[0], 120)}`;
      return { headline, expected: "the same schema", seen: shorten(difference.join("; "), 600), cause: "differs" };
    })();
    return conclude(failure ? [{ ...failure, entries }] : [], {
      cases: parts,
      otherwise: "its migrations make nothing",
      measured: { "taken back": `${takenBack} of ${parts} parts of the schema` },
    });
  },
  passes: [went({}), went({ takenBack: 1 })],
  breaks: [
    { fault: "the way back fails", recording: went({ down: failed }) },
    { fault: "it is no way back at all", recording: went({ takenBack: 0 }) },
    { fault: "a type is left behind", recording: went({ again: failed }) },
    { fault: "it still counts as applied", recording: went({ less: ["table note: id bigint not null"] }) },
  ],
};
export default check;
