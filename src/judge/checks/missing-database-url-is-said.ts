import type { ProcessEvent } from "../../contract/recording.ts";
import type { Finding } from "../../contract/verdict.ts";
import type { Check } from "../check.ts";
import { broken, example } from "../check-examples.ts";
import { conclude } from "../reading/conclude.ts";
import { howItEnded, inWords, lastLines } from "../reading/process-life.ts";

const started = (line: string, ended: Partial<ProcessEvent> | undefined, settings: string[] = ["DATABASE_URL"]) =>
  example((r) => {
    r.scenario("first-contact");
    r.add({ kind: "process", event: "ready", durationMs: 300, launcher: false });
    r.scenario("missing-database-url");
    r.fact("settings-removed", settings);
    r.add({ kind: "process", event: "started" });
    if (line !== "") r.output(line, "stderr");
    if (ended) r.add({ kind: "process", event: "ended", status: 1, durationMs: 80, ...ended });
    else r.add({ kind: "process", event: "ready", durationMs: 8_200 });
  });
const good = started("DATABASE_URL is not set", {});

const check: Check = {
  title: {
    passed: "Without DATABASE_URL it ends at once and says so",
    failed: "Without DATABASE_URL it does not end at once and say so",
  },
  severity: "minor",
  skills: ["configuration", "environment-variables", "error-handling"],
  references: [
    { name: "The Twelve-Factor App: config", url: "https://12factor.net/config" },
    { name: "CWE-1188: insecure default", url: "https://cwe.mitre.org/data/definitions/1188.html" },
  ],
  why: `A forgotten setting is the most common mistake of a deployment. A program that names it costs one minute. One that starts on a default
    writes customers' data into the wrong database, or looks healthy and fails with the first request, an hour after everybody has gone
    home.`,
  hints: {
    look: "Look at how the process ended, with which status, and what it printed.",
    ask: "Which line reads DATABASE_URL, when does it run, and what follows when there is nothing?",
    concept: `Read and check all settings in one place, before anything else happens, and end with status 1 and the name of what is missing. No
      default for what decides where data goes: drivers fall back to localhost by themselves when they get nothing (libpq, node-postgres),
      so "undefined" must never reach them. A loop that waits for the database would otherwise wait for ever, for a database that nobody
      named. https://12factor.net/config`,
    shape: `settings = read(environment)
if settings.database_url is missing:
  print_error("DATABASE_URL is not set")
  exit(1)`,
    example: `A backup job had a default bucket name; a typing error in the variable sent a year of backups to a demo bucket. Fixed: no default, and an
exit that names the variable.`,
    causes: {
      "goes-on": "It was still running: look for a default, or for a driver that makes up its own.",
      "status-0": "It ended, but with status 0: whoever started it believes that all is well.",
      unsaid: "It ended, but nothing that it printed names the setting.",
    },
  },
  scenarios: ["first-contact", "missing-database-url"],
  promises: ["port-and-database-from-environment"],
  judge(view): Finding {
    const scenario = "missing-database-url";
    const events = view.of("process", scenario);
    const start = events.find(({ event }) => event === "started");
    if (!start) return { verdict: "unclear", why: "it was not started without DATABASE_URL" };
    const over =
      view.of("scenario", scenario).findLast(({ event }) => event !== "began")?.at ?? Number.POSITIVE_INFINITY;
    const ended = events.find(({ event, at }) => event === "ended" && at <= over);
    const ready = events.find(({ event }) => event === "ready");
    const removed = view.of("fact", scenario).find(({ name }) => name === "settings-removed")?.value;
    const names = ["DATABASE_URL", ...(Array.isArray(removed) ? removed.map(String) : [])];
    const expected = `the end of the process, not with status 0, and the name of the missing setting (${[...new Set(names)].join(" or ")})`;
    const launcher = view.of("process", "first-contact").some((event) => event.launcher === true);
    const behindLauncher =
      "a launcher (npm, a shell, a watcher) stands before the program, so its end and status are not the program's";
    const fail = (headline: string, event: ProcessEvent, cause: string, seen?: string): Finding => {
      const lines = lastLines(view, event);
      const said = lines.map(({ line }) => line).join("\n");
      const entries = [...lines.map(({ id }) => id), event.id];
      return conclude([{ headline, expected, seen: seen ?? (said || "it printed nothing"), entries, cause }], {
        cases: 1,
        otherwise: "",
      });
    };
    const lines = view.of("output", scenario);
    const named = lines.some(({ line }) => names.some((name) => line.toLowerCase().includes(name.toLowerCase())));
    // A watcher stays when the program has said it and gone.
    if (!ended && !ready && launcher && named) return { verdict: "unclear", why: behindLauncher };
    if (!ended || ready) {
      const event = ready ?? events.findLast(({ event }) => event === "not-ready") ?? start;
      const forMs = Math.max(0, event.at - start.at);
      return fail(
        ready
          ? "It serves without DATABASE_URL."
          : `It was still running ${inWords(forMs)} after it was started without DATABASE_URL.`,
        event,
        "goes-on",
      );
    }
    const tookMs = inWords(ended.durationMs ?? ended.at - start.at);
    if (ended.status === 0 && launcher) return { verdict: "unclear", why: behindLauncher };
    if (ended.status === 0)
      return fail(`It ended with status 0 after ${tookMs}, although DATABASE_URL is missing.`, ended, "status-0");
    if (!named)
      return fail(
        `It ended ${howItEnded(ended)} without DATABASE_URL, and did not say what is missing.`,
        ended,
        "unsaid",
      );
    return { verdict: "passed", measured: { "ended after": tookMs } };
  },
  passes: [
    good,
    started("KeyError: 'DATABASE_URL'", { durationMs: 900 }),
    started("configuration: database_url: Field required", { status: null, signal: "SIGABRT" }),
    started("missing: DB_DSN", {}, ["DATABASE_URL", "DB_DSN"]),
  ],
  breaks: [
    { fault: "it starts on a default", recording: started("connecting to localhost", undefined) },
    { fault: "it ends with status 0", recording: started("DATABASE_URL is not set", { status: 0 }) },
    { fault: "it says something else", recording: started("Error: connect ECONNREFUSED 127.0.0.1:5432", {}) },
    { fault: "it says nothing", recording: started("", {}) },
    broken("it waits for a database that nobody named", good, (r) => {
      const ended = r.entries.find((entry) => entry.kind === "process" && entry.event === "ended");
      Object.assign(ended ?? {}, { event: "not-ready", status: undefined, why: "nothing listens", at: 8_300 });
    }),
  ],
};
export default check;
