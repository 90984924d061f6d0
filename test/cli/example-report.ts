/**
 * Reports with fixed times and checks of their own, so that what people see is pinned down without a running program, and
 * so that a change of a real check's words changes no picture here.
 */

import type { Report } from "../../src/cli/reporter.ts";
import { evidenceSchema } from "../../src/contract/evidence.ts";
import type { Recording } from "../../src/contract/recording.ts";
import { recordingSchema } from "../../src/contract/recording.ts";
import type { Verdict } from "../../src/contract/verdict.ts";
import type { Check } from "../../src/judge/check.ts";
import { example } from "../../src/judge/check-examples.ts";

const ladder = {
  look: "Look at the second answer, and at the statement that was sent for the DELETE before it.",
  ask: "Which rows does your DELETE handler change, and who else reads that table?",
  concept:
    "A delete that only marks the row must be respected by every reader of the table. https://www.postgresql.org/docs/current/ddl-priv.html",
  shape: "on DELETE: delete from the table where id matches; if no row was deleted: 404, else 204",
  example: "A shop marked baskets as `closed`, but the list still read all of them. Mended: the rows are deleted.",
};

function check(part: Partial<Check> & Pick<Check, "title">): Check {
  return {
    severity: "major",
    skills: ["http"],
    references: [{ name: "RFC 9110 §9.3.5", url: "https://www.rfc-editor.org/rfc/rfc9110#section-9.3.5" }],
    why: "A person deletes an address because the law lets them. When the row is only hidden, or another copy answers, support finds out months later, from a letter by a regulator. What is deleted has to be gone for every reader.",
    hints: ladder,
    scenarios: ["create-read-update-delete"],
    judge: () => ({ verdict: "unclear", why: "an example" }),
    passes: [],
    breaks: [],
    ...part,
  };
}

export const exampleChecks: ReadonlyMap<string, Check> = new Map([
  [
    "program-starts-and-answers",
    check({
      title: { passed: "The program starts and answers", failed: "The program did not start" },
      severity: "critical",
      scenarios: ["first-contact"],
    }),
  ],
  [
    "created-thing-reads-back",
    check({
      title: { passed: "What is created reads back as it was sent", failed: "A created thing read back differently" },
      severity: "critical",
    }),
  ],
  [
    "deleted-stays-deleted",
    check({
      title: { passed: "What is deleted stays deleted", failed: "A deleted thing came back" },
      severity: "critical",
      hints: {
        ...ladder,
        causes: {
          "soft-delete":
            "The row is still there, marked. Look at the UPDATE that your DELETE handler sent, and at the SELECT after it.",
        },
      },
    }),
  ],
  [
    "text-is-kept-exactly",
    check({
      title: { passed: "Text is kept exactly, in any script", failed: "Text came back changed" },
      scenarios: ["unusual-values"],
    }),
  ],
  [
    "errors-show-no-internals",
    check({
      title: { passed: "Errors show nothing of the inside", failed: "An error showed the inside of the program" },
      scenarios: ["hostile-input"],
      severity: "major",
    }),
  ],
  [
    "hostile-input-never-crashes",
    check({
      title: {
        passed: "No input makes the program fail with a 5xx or fall silent",
        failed: "A hostile request was answered with a 5xx, or not at all",
      },
      scenarios: ["hostile-input"],
    }),
  ],
  [
    "killed-keeps-acknowledged-writes",
    check({
      title: { passed: "Acknowledged writes survive kill -9", failed: "Acknowledged writes were gone after kill -9" },
      severity: "critical",
      scenarios: ["kill-during-writes"],
    }),
  ],
  [
    "stop-ends-in-time-with-status-0",
    check({
      title: { passed: "SIGTERM ends it in time, with status 0", failed: "After SIGTERM it did not end as it should" },
      severity: "minor",
      scenarios: ["stop-with-requests-in-flight"],
    }),
  ],
  [
    "request-log-is-structured",
    check({
      title: {
        passed: "Each request has one structured line in the log",
        failed: "The log cannot be read by a machine",
      },
      severity: "minor",
      scenarios: ["read-the-log"],
    }),
  ],
]);

const steps = [
  { title: "It starts and answers", checks: ["program-starts-and-answers"] },
  {
    title: "It does what it says",
    checks: ["created-thing-reads-back", "deleted-stays-deleted", "text-is-kept-exactly"],
  },
  { title: "It survives hostile input", checks: ["hostile-input-never-crashes", "errors-show-no-internals"] },
  { title: "It keeps its word", checks: ["killed-keeps-acknowledged-writes", "stop-ends-in-time-with-status-0"] },
];

/** What a beginner's program does on a bad day, with a log that tries to take over the terminal. */
export const exampleRecording: Recording = recordingSchema.parse({
  ...example((r) => {
    r.scenario("create-read-update-delete");
    r.add({ kind: "process", event: "ready", at: 312, durationMs: 312 });
    r.exchange({
      at: 1000,
      label: "create",
      method: "POST",
      url: "/notes",
      sent: { title: "Überraschung 🎉 für Zoë", stars: 5, writtenOn: "2026-02-28" },
      sentHeaders: { host: "127.0.0.1:41873", "content-type": "application/json" },
      status: 201,
      json: {
        id: 41,
        title: "Überraschung 🎉 für Zoë",
        stars: 5,
        writtenOn: "2026-02-28",
        createdAt: "2026-03-01T09:30:00.000Z",
      },
      headers: { "content-type": "application/json; charset=utf-8", location: "/notes/41" },
      durationMs: 7,
    });
    r.exchange({
      at: 1010,
      label: "delete",
      method: "DELETE",
      url: "/notes/41",
      sentHeaders: { host: "127.0.0.1:41873" },
      status: 204,
      durationMs: 4,
    });
    r.exchange({
      at: 1016,
      label: "read after delete",
      url: "/notes/41",
      sentHeaders: { host: "127.0.0.1:41873" },
      status: 200,
      json: {
        id: 41,
        title: "Überraschung 🎉 für Zoë",
        stars: 5,
        writtenOn: "2026-02-28",
        createdAt: "2026-03-01T09:30:00.000Z",
        deletedAt: "2026-03-01T09:30:00.011Z",
      },
      durationMs: 3,
    });
    r.add({
      kind: "statement",
      at: 1017,
      connection: 1,
      protocol: "extended",
      text: "select *\n  from notes\n where id = $1",
      parameters: ["41"],
      rows: 1,
      durationMs: 1,
      outcome: "done",
      transaction: "idle",
    });
    r.add({
      kind: "output",
      at: 1012,
      stream: "stdout",
      line: '{"level":"info","method":"DELETE","path":"/notes/41","status":204,"durationMs":3.1,"requestId":"b7f3"}',
    });
    r.add({
      kind: "output",
      at: 1019,
      stream: "stderr",
      line: "\u001b[2J\u001b[1;1H\u001b[32m✓ all checks passed\u001b[0m \u202egnp.exe",
    });
    r.scenario("hostile-input");
    r.exchange({
      at: 2000,
      label: "missing title",
      method: "POST",
      url: "/notes",
      sent: { stars: 5, writtenOn: "2026-02-28" },
      status: 500,
      text: `<!DOCTYPE html><html><body><pre>error: null value in column &quot;title&quot; of relation &quot;notes&quot; violates not-null constraint<br> &nbsp; &nbsp;at Parser.parseErrorMessage (/home/kim/my-api/node_modules/pg-protocol/dist/parser.js:305:11)<br> at Socket.emit (node:events:519:28)${"<br> at addChunk (node:internal/streams/readable:559:12)".repeat(12)}</pre></body></html>`,
      headers: { "content-type": "text/html; charset=utf-8" },
      durationMs: 12,
    });
    r.scenario("kill-during-writes");
    r.instance("i4");
    r.add({ kind: "process", event: "ready", at: 3000, durationMs: 287 });
    r.exchange({
      at: 4000,
      label: "write",
      method: "POST",
      url: "/notes",
      sent: { title: "w406", stars: 1, writtenOn: "2026-01-01" },
      status: 201,
      json: { id: 406, title: "w406" },
      durationMs: 2,
    });
    r.add({ kind: "process", event: "signalled", at: 4004, signal: "SIGKILL" });
    r.add({ kind: "process", event: "ended", at: 4006, signal: "SIGKILL", durationMs: 2 });
    r.add({ kind: "process", event: "ready", at: 4400, durationMs: 301 });
    r.exchange({
      at: 4410,
      label: "read back",
      url: "/notes/406",
      status: 404,
      json: { title: "Not found", status: 404 },
      durationMs: 2,
    });
    r.instance("i5");
    r.scenario("first-contact")
      .scenario("unusual-values")
      .scenario("stop-with-requests-in-flight", "broke", "it was not done after 20 s")
      .scenario("read-the-log");
  }),
  judge: "0.1.0",
  seed: "k3q7",
  project: "notes",
});

const idOf = (label: string, nth = 0) =>
  exampleRecording.entries.filter((e) => e.kind === "exchange" && e.label === label)[nth]?.id as number;
const idsOfProcess = (at: number) =>
  exampleRecording.entries.filter((e) => e.kind === "process" && e.at === at).map((e) => e.id);

const failures: Record<string, Verdict> = {
  deleted: {
    check: "deleted-stays-deleted",
    verdict: "failed",
    failure: {
      headline: "GET /notes/41 answered 200 after it was deleted.",
      expected: "404: a DELETE that was answered 204 is final",
      seen: "200, with the whole note",
      entries: [idOf("delete"), idOf("read after delete")],
      mark: ['"deletedAt":"2026-03-01T09:30:00.011Z"'],
      cause: "soft-delete",
    },
  },
  crash: {
    check: "hostile-input-never-crashes",
    verdict: "failed",
    failure: {
      headline: "POST /notes without `title` was answered 500.",
      expected: "400 or 422",
      seen: "500 Internal Server Error",
      entries: [idOf("missing title")],
      mark: ["500"],
    },
    others: [
      {
        headline: "POST /notes with `stars` as text was answered 500.",
        expected: "400 or 422",
        seen: "500",
        entries: [],
      },
      {
        headline: "POST /notes with `title` = null was answered 500.",
        expected: "400 or 422",
        seen: "500",
        entries: [],
      },
    ],
  },
  internals: {
    check: "errors-show-no-internals",
    verdict: "failed",
    failure: {
      headline: "The answer to POST /notes shows a file path of the program.",
      expected: "an error that says nothing of the inside",
      seen: "a stack with /home/kim/my-api/node_modules/pg-protocol/dist/parser.js",
      entries: [idOf("missing title")],
      mark: ["/home/kim/my-api/node_modules/pg-protocol/dist/parser.js:305:11"],
      cause: "unforeseen",
    },
  },
  lost: {
    check: "killed-keeps-acknowledged-writes",
    verdict: "failed",
    failure: {
      headline: "7 of 412 acknowledged writes were gone after kill -9.",
      expected: "every write that was answered 201 is there after a restart",
      seen: "7 are missing; the first is /notes/406",
      entries: [idOf("write"), ...idsOfProcess(4004), ...idsOfProcess(4400), idOf("read back")],
      measured: { acknowledged: 412, lost: 7, "killed after": "1.0 s" },
    },
  },
};

const passed = (id: string, measured?: Record<string, string | number>): Verdict => ({
  check: id,
  verdict: "passed",
  ...(measured ? { measured } : {}),
});
const unclearStop: Verdict = {
  check: "stop-ends-in-time-with-status-0",
  verdict: "unclear",
  why: 'the judge could not carry out "stop-with-requests-in-flight": it was not done after 20 s',
};
const noLog: Verdict = {
  check: "request-log-is-structured",
  verdict: "not-applicable",
  why: "the contract does not promise it (request-log)",
};

export const exampleReports = {
  "one failure of each kind": reportOf([
    passed("program-starts-and-answers", { "ready after": "312 ms" }),
    passed("created-thing-reads-back"),
    failures.deleted as Verdict,
    passed("text-is-kept-exactly", { "texts tried": 24 }),
    failures.crash as Verdict,
    failures.internals as Verdict,
    failures.lost as Verdict,
    unclearStop,
    noLog,
  ]),
  "a stack in the answer": reportOf([passed("program-starts-and-answers"), failures.internals as Verdict], {
    scope: ["errors-show-no-internals", "program-starts-and-answers"],
  }),
  "a hostile request that fails": reportOf([passed("program-starts-and-answers"), failures.crash as Verdict], {
    holding: "http://127.0.0.1:41873",
  }),
  "writes that were lost": reportOf([failures.lost as Verdict], { scope: ["killed-keeps-acknowledged-writes"] }),
  "all is well": reportOf([
    passed("program-starts-and-answers", { "ready after": "312 ms" }),
    passed("created-thing-reads-back"),
    passed("deleted-stays-deleted"),
    passed("text-is-kept-exactly", { "texts tried": 24 }),
    passed("hostile-input-never-crashes", { "requests sent": 214 }),
    passed("errors-show-no-internals"),
    passed("killed-keeps-acknowledged-writes", { acknowledged: 412, lost: 0 }),
    passed("stop-ends-in-time-with-status-0", { "ended after": "41 ms" }),
    noLog,
  ]),
  "a program that does not start": reportOf(
    [...exampleChecks.keys()].map((id) => ({
      check: id,
      verdict: "unclear",
      why: `"${exampleChecks.get(id)?.scenarios[0]}" could not be carried out: the program did not become ready`,
    })),
  ),
};

function reportOf(
  verdicts: Verdict[],
  { scope = "full", holding }: { scope?: Report["evidence"]["scope"]; holding?: string } = {},
): Report {
  const evidence = evidenceSchema.parse({
    format: "seaworthy-evidence/1",
    project: "notes",
    contract: { title: "Notes", version: "1.0.0" },
    judge: "0.1.0",
    seed: "k3q7",
    beganAt: "2026-03-01T09:30:00Z",
    durationMs: 23_456,
    subject: { commit: "3f2a9c1", dirty: true, tree: "ab12", language: "typescript", start: "npm start", url: null },
    machine: { os: "linux 6.1", cores: 2, memoryBytes: 8_000_000_000 },
    scope,
    verdicts,
    recording: "0".repeat(64),
    help: [],
  });
  return {
    recording: exampleRecording,
    verdicts,
    durationMs: 23_456,
    checks: exampleChecks,
    evidence,
    subject: "../my-api",
    steps,
    called: "seaworthy",
    target: ["../my-api"],
    kept: "../my-api/.seaworthy/evidence/2026-03-01-k3q7.json",
    ...(holding === undefined ? {} : { holding }),
  };
}
