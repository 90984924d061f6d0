/**
 * `seaworthy adverts`: keep job adverts, and count what they ask for. Nothing is fetched; files and pasted text come in.
 */
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { UserError } from "../../base/errors.ts";
import { nearest } from "../../base/nearest.ts";
import type { CliCommand } from "../cli-command.ts";
import type { Door } from "../door.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import { homeOf } from "../home/home-folder.ts";
import { type HomeOptions, homeOptions } from "../home/options.ts";
import { localToday } from "../plan-view/days.ts";

interface AdvertsOptions extends HomeOptions {
  source?: string;
  all?: true;
  json?: true;
}

const actions = ["add", "report"] as const;

const adverts: CliCommand<AdvertsOptions> = {
  order: 15,
  summary: "keep job adverts and count what they ask for",
  examples: [
    [
      "adverts add advert.txt page.html offer.pdf --source LinkedIn",
      "Text, saved pages and PDFs. The same advert twice is kept once.",
    ],
    ["adverts add -", "Pasted text; end with Ctrl-D."],
    ["adverts report", "What is a must, what is likely, what is nice to have, and how sure that is."],
    ["adverts report --all", "With the sentences behind each count."],
  ],
  declare(command) {
    command
      .argument("[action]", actions.join(", "), "report")
      .argument("[files...]", "add: files, or - for pasted text")
      .option("--source <board>", "add: where you found it, such as LinkedIn, Indeed, a board of your sector")
      .option("--all", "report: everything, with the sentences")
      .option("--json", "as JSON on stdout");
    homeOptions(command);
  },
  run({ arguments: [action = "report", files], options, door }) {
    if (action === "add") return add((files ?? []) as readonly string[], options, door);
    if (action === "report") return report(options, door);
    const close = nearest(action, actions);
    throw new UserError("unknown-action", `adverts know no \`${action}\`${close ? `; did you mean ${close}?` : ""}`, {
      fix: `${door.called} adverts add advert.txt`,
    });
  },
};
export default adverts;

interface Added {
  file: string;
  id: string;
  title: string;
  /** It was kept before, from here or from elsewhere. */
  known: boolean;
}

async function add(files: readonly string[], options: AdvertsOptions, door: Door): Promise<ExitCode> {
  if (files.length === 0) {
    throw new UserError("no-advert-named", "no advert was named", {
      fix: `${door.called} adverts add advert.txt, or \`-\` to paste one`,
    });
  }
  const [{ advertText }, { readAdvert }, { keepAdvert }, { readAdverts }] = await Promise.all([
    import("../../career/adverts/advert-text.ts"),
    import("../../career/adverts/read-advert.ts"),
    import("../home/kept-adverts.ts"),
    import("../home/load-plan.ts"),
  ]);
  const home = homeOf(door, options.home);
  const known = new Set((await readAdverts(home)).map(({ id }) => id));
  const addedOn = options.today ?? localToday();
  // All are read before the first is kept: of a list with a typo in it nothing is half done.
  const read = await Promise.all(
    files.map(async (file) => {
      const text = await advertText(
        file === "-" ? await readAll(door.stdin) : await readNamed(door.resolve(file)),
      ).catch((error: unknown) => {
        if (error instanceof UserError)
          throw new UserError(error.code, `${file}: ${error.message}`, { fix: error.fix });
        throw error;
      });
      const kept = {
        text,
        addedOn,
        ...(options.source !== undefined && { source: options.source }),
        ...(file !== "-" && { name: basename(file) }),
      };
      return { file, kept, advert: readAdvert(kept) };
    }),
  );
  const added: Added[] = [];
  for (const { file, kept, advert } of read) {
    const isKnown = known.has(advert.id);
    known.add(advert.id);
    if (!isKnown) await keepAdvert(home, advert.id, kept);
    added.push({ file, id: advert.id, title: advert.title, known: isKnown });
  }
  if (options.json) door.stdout.write(`${JSON.stringify(added, null, 2)}\n`);
  else await showAdded(added, known.size, door);
  return exitCodes.ok;
}

async function showAdded(added: readonly Added[], total: number, door: Door): Promise<void> {
  const [{ columns }, { neutraliseLine }] = await Promise.all([
    import("../terminal/columns.ts"),
    import("../../base/neutralise.ts"),
  ]);
  const pen = door.pen("stdout");
  const rows = added.map(({ file, title, known }) => [
    known ? pen.paint("dim", pen.glyph.notApplicable) : pen.paint("green", pen.glyph.passed),
    pen.paint("dim", pen.cut(neutraliseLine(file === "-" ? "pasted" : basename(file)), 40)),
    pen.cut(neutraliseLine(title || "without a title"), pen.width - 60),
    known ? pen.paint("dim", "kept before") : "",
  ]);
  const lines = [
    "",
    ...columns(rows, pen),
    "",
    `  ${total} ${total === 1 ? "advert" : "adverts"} saved.  ${pen.paint("cyan", `${door.called} adverts report`)}`,
    "",
  ];
  door.stdout.write(`${lines.join("\n")}\n`);
}

async function report(options: AdvertsOptions, door: Door): Promise<ExitCode> {
  const [{ reportLines }, { reportOf }] = await Promise.all([
    import("../adverts/report-lines.ts"),
    import("../home/load-plan.ts"),
  ]);
  const { report, locale } = await reportOf(options, door);
  const view = { report, locale, whole: options.all === true, command: (words: string) => `${door.called} ${words}` };
  const text = options.json ? JSON.stringify(report, null, 2) : reportLines(view, door.pen("stdout")).join("\n");
  door.stdout.write(`${text}\n`);
  return exitCodes.ok;
}

async function readNamed(path: string): Promise<Uint8Array> {
  return readFile(path).catch((cause: NodeJS.ErrnoException) => {
    throw new UserError("cannot-read-file", `${path} cannot be read (${cause.code})`, {
      fix:
        cause.code === "EISDIR"
          ? "name the files in it"
          : "check the path; an address is not fetched, so save the page first",
      cause,
    });
  });
}

async function readAll(stdin: NodeJS.ReadStream): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  for await (const chunk of stdin) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}
