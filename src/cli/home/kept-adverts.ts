/**
 * Saved adverts: one text file each in `adverts/`, its date and source in front matter. Only the text is kept; what is read
 * out of it is read again each time.
 */
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { stringify } from "yaml";
import { errorOf, readAs } from "../../catalog/mistakes.ts";
import { parseYaml } from "../../catalog/yaml-file.ts";
import { type KeptAdvert, keptAdvertSchema } from "../../contract/advert.ts";
import type { Home } from "./home-folder.ts";
import { keepFile } from "./keep-file.ts";
import { readText } from "./read-file.ts";

/** In the order of their names. */
export async function readKeptAdverts({ adverts }: Home): Promise<KeptAdvert[]> {
  const names = await readdir(adverts).catch((): string[] => []);
  const files = names.filter((name) => /^[^.].*\.(txt|md)$/.test(name)).sort();
  return (await Promise.all(files.map((name) => readKeptAdvert(join(adverts, name))))).filter(
    (advert) => advert !== undefined,
  );
}

export async function readKeptAdvert(file: string): Promise<KeptAdvert | undefined> {
  const text = await readText(file);
  if (text === undefined) return undefined;
  const match = /^---\r?\n(.*?)\r?\n---\r?\n(?:\r?\n)?(.*)$/s.exec(text);
  if (!match)
    throw errorOf(
      "home-mistakes",
      [{ file, line: 1, message: "does not begin with its date between two lines `---`" }],
      `write \`addedOn: 2027-03-01\` there, or add the advert again`,
    );
  const [, head = "", body = ""] = match;
  const yaml = parseYaml(file, head, { linesBefore: 1 });
  const read = Array.isArray(yaml)
    ? { mistakes: yaml }
    : readAs(keptAdvertSchema, yaml, { ...(yaml.value as object), text: body });
  if ("mistakes" in read) throw errorOf("home-mistakes", read.mistakes, `correct ${file}`);
  return read.value;
}

/** The same id, wherever it was found, is the same file. */
export async function keepAdvert({ adverts }: Home, id: string, { text, ...head }: KeptAdvert): Promise<void> {
  await keepFile(join(adverts, `${head.addedOn}-${id}.txt`), `---\n${stringify(head)}---\n\n${text}`);
}
