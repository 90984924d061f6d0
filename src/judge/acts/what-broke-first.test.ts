import { expect, it } from "vitest";
import { exampleLoad } from "../reading/example-load.ts";
import { whatBrokeFirst } from "./what-broke-first.ts";

const quiet = exampleLoad({ perSecond: 500 });
const resources = quiet.resources as NonNullable<typeof quiet.resources>;
const causeOf = (change: Partial<typeof quiet>, ended = false) =>
  whatBrokeFirst({ ...quiet, ...change }, { ended }).cause;
const full = { ran: 0.7, wanted: 0.97 };

it("names one thread of the program that had no time left, also when it had to wait for its core", () => {
  expect(causeOf({ resources: { ...resources, busiestThread: full } })).toBe("event-loop");
});

it("names the program's processor time when it is spread over threads, and the database's when that took more", () => {
  const program = { ran: 1.2, wanted: 1.5 };
  expect(causeOf({ resources: { ...resources, program } })).toBe("program-cpu");
  expect(causeOf({ resources: { ...resources, database: program } })).toBe("database-cpu");
});

it("names the connections when all were busy and nothing else was", () => {
  expect(causeOf({ wire: { ...quiet.wire, busy: 9.4, open: 10 } })).toBe("connections");
});

it("names a lock before everything that waits behind it", () => {
  const sessions = { looks: 8, lockedLooks: 6, waitingFor: "Lock tuple: update counter" };
  expect(causeOf({ sessions, wire: { ...quiet.wire, busy: 9.9, open: 10 } })).toBe("lock");
});

it("names the program's own limit when it answers 429", () => {
  const byOutcome = { ...quiet.byOutcome, refused: 200 };
  expect(causeOf({ byStatus: { "200": 300, "429": 200 }, byOutcome })).toBe("rate-limit");
});

it("accuses nobody of waiting for a core that other programs had", () => {
  const wanting = { ran: 0.2, wanted: 1.6 };
  expect(causeOf({ resources: { ...resources, others: 1.1, program: wanting, busiestThread: wanting } })).toBe(
    "machine",
  );
});

it("says so when nothing that was looked at was full, or when there was nothing to look at", () => {
  expect(causeOf({})).toBe("unknown");
  const { resources: _, ...elsewhere } = quiet;
  expect(whatBrokeFirst(elsewhere, { ended: false }).cause).toBe("unknown");
});

it("names the end of the program before anything else", () => {
  expect(causeOf({ resources: { ...resources, busiestThread: full } }, true)).toBe("ended");
});
