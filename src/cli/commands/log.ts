/**
 * `seaworthy log`: what broke and what mended it; and what was done: sessions, talks, applications.
 */
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { UserError } from "../../base/errors.ts";
import { nearest } from "../../base/nearest.ts";
import type { CliCommand } from "../cli-command.ts";
import type { Door } from "../door.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import { type Home, homeOf } from "../home/home-folder.ts";
import { choiceOf, dayFrom, type HomeOptions, homeOptions, listFrom, minutesFrom } from "../home/options.ts";
import { localToday } from "../plan-view/days.ts";

interface LogOptions extends HomeOptions {
  bug?: string;
  cause?: string;
  fix?: string;
  tags?: string[];
  skills?: string[];
  check?: string;
  date?: string;
  kind?: string;
  done?: true;
  artefact?: string;
  note?: string;
  json?: true;
}

const actions = ["list", "add", "import", "session", "talk", "application", "week"] as const;

const log: CliCommand<LogOptions> = {
  order: 16,
  summary: "your learning log, and the hours, talks and applications that the plan counts",
  examples: [
    ["log", "What broke and what mended it, the newest first."],
    [
      'log add --bug "Two requests made two invoices" --cause "no unique key" --fix "a constraint"',
      "Three lines are enough. On a terminal, without options, it asks.",
    ],
    ["log session 90 http-methods", "Ninety minutes of building; the forecast learns your pace from it."],
    ["log session 2h http-methods --done", "And you call it done."],
    ["log talk", "A talk with a backend developer. With whom is nobody's business."],
    ["log application --kind bridging", "An application, for the month's targets."],
    ["log week", "Hours set aside and worked, building and reading apart."],
    ["log import notes/*.md", "From Markdown, as Notion exports it, or a project's .seaworthy/log.md."],
  ],
  declare(command) {
    command
      .argument("[action]", `${actions.join(", ")}`, "list")
      .argument("[words...]", "session: minutes and unit; import: files")
      .option("--bug <text>", "add: what broke")
      .option("--cause <text>", "add: why")
      .option("--fix <text>", "add: what mended it")
      .option("--tags <list>", "add: words to find it by", listFrom)
      .option("--skills <list>", "add: skills that it taught you", listFrom)
      .option("--check <id>", "add: the check that it turned green")
      .option("--date <day>", "the day it was, else today", dayFrom)
      .addOption(
        choiceOf("--kind <kind>", "session: build, read, apply; application: target, bridging, internal", [
          "build",
          "read",
          "apply",
          "target",
          "bridging",
          "internal",
        ]),
      )
      .option("--done", "session: the unit is done")
      .option("--artefact <where>", "session: a link or path to what you made")
      .option("--note <text>", "for yourself")
      .option("--json", "as JSON on stdout");
    homeOptions(command);
  },
  run({ arguments: [action = "list", words], options, door }) {
    const home = homeOf(door, options.home);
    const rest = (words ?? []) as readonly string[];
    const call: LogCall = { home, options, door, words: rest, date: options.date ?? options.today ?? localToday() };
    const run = runs[action as keyof typeof runs];
    if (run) return run(call);
    const close = nearest(action, actions);
    throw new UserError("unknown-action", `the log knows no \`${action}\`${close ? `; did you mean ${close}?` : ""}`, {
      fix: `say one of these: ${actions.join(", ")}`,
    });
  },
};
export default log;

interface LogCall {
  home: Home;
  options: LogOptions;
  door: Door;
  words: readonly string[];
  date: string;
}

const runs: Record<(typeof actions)[number], (call: LogCall) => Promise<ExitCode>> = {
  async list({ home, options, door }) {
    const [{ readLog }, { logLines }] = await Promise.all([
      import("../home/log-folder.ts"),
      import("../log/log-lines.ts"),
    ]);
    const entries = await readLog(home);
    const command = (words: string) => `${door.called} ${words}`;
    const view = { locale: await localeOf(home), command, folder: home.log };
    const text = options.json ? json(entries) : `${logLines(entries, view, door.pen("stdout")).join("\n")}\n`;
    door.stdout.write(text);
    return exitCodes.ok;
  },

  async add(call) {
    const { home, options, date, door } = call;
    const { keepEntry } = await import("../home/log-folder.ts");
    const { broke, why, fixed } = await threeLines(call);
    const path = await keepEntry(home, {
      date,
      title: broke.split("\n")[0]?.slice(0, 120) ?? broke,
      tags: options.tags ?? [],
      skills: options.skills ?? [],
      ...(options.check !== undefined && { check: options.check }),
      evidence: [],
      draft: false,
      broke,
      why,
      fixed,
    });
    return kept(door, options, { kept: path }, `in ${path}`);
  },

  async import({ home, options, words, date, door }) {
    if (words.length === 0)
      throw new UserError("nothing-to-import", "no file was named", { fix: `${door.called} log import notes.md` });
    const [{ keepEntry }, { entriesIn }] = await Promise.all([
      import("../home/log-folder.ts"),
      import("../log/import-entries.ts"),
    ]);
    const files = await Promise.all(words.map(async (name) => ({ name, text: await readNamed(door.resolve(name)) })));
    const paths: string[] = [];
    for (const { name, text } of files)
      for (const entry of entriesIn(text, { name: basename(name), today: date }))
        paths.push(await keepEntry(home, entry));
    return kept(
      door,
      options,
      { kept: paths },
      `${paths.length} ${paths.length === 1 ? "entry" : "entries"} in ${home.log}`,
    );
  },

  async session({ home, options, words: [time, unit], date, door }) {
    const fix = `${door.called} log session 90 http-methods`;
    if (time === undefined || unit === undefined)
      throw new UserError("session-incomplete", "a session needs its minutes and its unit", { fix });
    const [{ keepLine }, { readCatalog }, { sessionSchema }] = await Promise.all([
      import("../home/keep-file.ts"),
      import("../../catalog/read-catalog.ts"),
      import("../../contract/progress.ts"),
    ]);
    const { skills, steps } = await readCatalog();
    const ids = [...skills.keys(), ...steps.units.map(({ id }) => id)];
    if (!ids.includes(unit)) {
      const close = nearest(unit, ids);
      throw new UserError(
        "unknown-unit",
        `there is no unit or skill \`${unit}\`${close ? `; did you mean ${close}?` : ""}`,
        {
          fix: `\`${door.called} skills\` lists them`,
        },
      );
    }
    const kind = options.kind ?? "build";
    if (!["build", "read", "apply"].includes(kind))
      throw new UserError("wrong-kind", `a session is no \`${kind}\``, { fix: "say --kind build, read or apply" });
    const { done, artefact, note } = options;
    const session = sessionSchema.parse({
      date,
      minutes: minutesOf(time, fix),
      unit,
      kind,
      done: done === true,
      artefact,
      note,
    });
    await keepLine(home.sessions, session);
    return kept(door, options, session, `${session.minutes} min of ${unit}${session.done ? ", done" : ""}`);
  },

  async talk({ home, options, date, door }) {
    const { keepLine } = await import("../home/keep-file.ts");
    const talk = { date, ...(options.note !== undefined && { note: options.note }) };
    await keepLine(home.conversations, talk);
    return kept(door, options, talk, "one more talk");
  },

  async application({ home, options, date, door }) {
    const kind = options.kind ?? "target";
    if (!["target", "bridging", "internal"].includes(kind))
      throw new UserError("wrong-kind", `an application is no \`${kind}\``, {
        fix: "say --kind target, bridging or internal",
      });
    const { keepLine } = await import("../home/keep-file.ts");
    const application = { date, kind, ...(options.note !== undefined && { note: options.note }) };
    await keepLine(home.applications, application);
    return kept(door, options, application, "one more application");
  },

  async week({ options, door }) {
    const [{ loadPlan }, { weekLines }] = await Promise.all([
      import("../home/load-plan.ts"),
      import("../log/log-lines.ts"),
    ]);
    const { plan, locale, today } = await loadPlan(options, door);
    const text = options.json
      ? json(plan.weeks)
      : `${weekLines(plan.weeks, { locale, today }, door.pen("stdout")).join("\n")}\n`;
    door.stdout.write(text);
    return exitCodes.ok;
  },
};

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

function kept(door: Door, options: LogOptions, value: unknown, words: string): ExitCode {
  const pen = door.pen("stdout");
  door.stdout.write(options.json ? json(value) : `  ${pen.paint("green", pen.glyph.passed)} kept: ${words}\n`);
  return exitCodes.ok;
}

/** Days are written as the person's market does; a log without a plan is fine. */
async function localeOf(home: Home): Promise<string> {
  const { readPerson } = await import("../home/person-files.ts");
  const market = (await readPerson(home))?.market;
  return market === "us" ? "en-US" : "en-GB";
}

async function threeLines({ options, door }: LogCall): Promise<{ broke: string; why: string; fixed: string }> {
  const { ask, canAsk } = await import("../demo/ask.ts");
  const { bug, cause, fix } = options;
  if (bug !== undefined) return { broke: bug.trim(), why: cause?.trim() ?? "", fixed: fix?.trim() ?? "" };
  if (!canAsk(door)) {
    throw new UserError("nothing-to-log", "what broke was not said, and nobody can be asked here", {
      fix: `${door.called} log add --bug "…" --cause "…" --fix "…"`,
    });
  }
  const broke = await ask("  What broke?        ", door);
  if (broke === "")
    throw new UserError("nothing-to-log", "nothing was said, so nothing is kept", { fix: "one line is enough" });
  return { broke, why: await ask("  Why?               ", door), fixed: await ask("  What fixed it?     ", door) };
}

function minutesOf(time: string, fix: string): number {
  try {
    return minutesFrom(time);
  } catch (error) {
    throw new UserError("wrong-minutes", `\`${time}\`: ${(error as Error).message}`, { fix });
  }
}

async function readNamed(path: string): Promise<string> {
  return readFile(path, "utf8").catch((cause: NodeJS.ErrnoException) => {
    throw new UserError("cannot-read-file", `${path} cannot be read (${cause.code})`, { fix: "check the path", cause });
  });
}
