/**
 * The three questions on a terminal: present role, hours a week, country. Never a name, never an e-mail address.
 */
import { UserError } from "../../base/errors.ts";
import type { Catalog, Occupation } from "../../catalog/catalog.ts";
import { findOccupations } from "../../catalog/find-occupation.ts";
import type { HoursByWeekday, Person } from "../../contract/person.ts";
import { weekdays } from "../../contract/person.ts";
import { ask } from "../demo/ask.ts";
import { type Door, Interrupted } from "../door.ts";
import { hoursFrom, marketFrom, roleFrom } from "./read-answer.ts";

export interface Answers {
  occupation: Occupation | null;
  role: string | undefined;
  hoursByWeekday: HoursByWeekday;
  market: string;
}

/** Questions that were answered already are not asked. What stood in the plan before is offered, and Enter keeps it. */
export async function askPerson(
  known: Partial<Answers>,
  { before, catalog, door }: { before: Person | undefined; catalog: Catalog; door: Door },
): Promise<Answers> {
  const pen = door.pen("stdout");
  const say = (text: string) => door.stdout.write(`${text}\n`);
  say(`\n  ${pen.paint("bold", "Three questions.")} ${pen.paint("dim", "No name, no e-mail address.")}\n`);
  const put = <T>(question: string, kept: string | undefined, read: (words: string) => T | Promise<T>) =>
    untilAnswered({ question, kept, read, door });

  const role =
    known.occupation === undefined
      ? await put("What is your job now?", before?.role ?? before?.occupation ?? undefined, async (words) => ({
          // Enter keeps what was chosen before, and does not ask again which one it was.
          occupation:
            before !== undefined && words === (before.role ?? before.occupation)
              ? (catalog.occupations.get(before.occupation ?? "") ?? null)
              : await whichOne(words, catalog, door),
          role: roleFrom(words),
        }))
      : { occupation: known.occupation, role: known.role };
  const hoursByWeekday =
    known.hoursByWeekday ??
    (await put("How many hours a week can you give it?", before && sumOf(before.hoursByWeekday), (words) =>
      before && words === sumOf(before.hoursByWeekday) ? before.hoursByWeekday : hoursFrom(words),
    ));
  const market =
    known.market ??
    (await put("Which country do you want to work in?", before?.market, (words) => marketFrom(words, catalog)));
  return { ...role, hoursByWeekday, market };
}

function sumOf(week: HoursByWeekday): string {
  return String(weekdays.reduce((sum, day) => sum + week[day], 0));
}

/** Asks again after an answer that cannot be used, with what would help. Three times nothing is a wish to leave. */
async function untilAnswered<T>(options: {
  question: string;
  kept: string | undefined;
  read(words: string): T | Promise<T>;
  door: Door;
}): Promise<T> {
  const { question, kept, read, door } = options;
  const pen = door.pen("stdout");
  for (let empty = 0; empty < 3; ) {
    const offer = kept === undefined ? "" : pen.paint("dim", ` [${kept}]`);
    const words = (await ask(`  ${pen.say(question)}${offer}  `, door)) || kept || "";
    if (words === "") {
      empty++;
      continue;
    }
    try {
      return await read(words);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      door.stdout.write(`${pen.wrap(`${error.message}: ${error.fix}`, { indent: 4 }).join("\n")}\n`);
    }
  }
  throw new Interrupted("no answer");
}

/** The one that is meant; where that is not plain, the nearest ones with numbers. */
async function whichOne(words: string, { occupations }: Catalog, door: Door): Promise<Occupation | null> {
  const pen = door.pen("stdout");
  const say = (text: string) => door.stdout.write(`${pen.wrap(text, { indent: 4 }).join("\n")}\n`);
  const { found, sure } = findOccupations(words, occupations.values());
  const [first] = found;
  if (first && sure) {
    say(first.title);
    return first;
  }
  if (!first) {
    say("That job is not in the list. Nothing is assumed about what you bring; everything else works the same.");
    return null;
  }
  for (const [i, { title }] of found.entries())
    door.stdout.write(`    ${pen.paint("cyan", String(i + 1))}  ${title}\n`);
  door.stdout.write(`    ${pen.paint("cyan", "0")}  none of these\n`);
  const answer = await ask("  Which one?  ", door);
  const chosen = Number(answer);
  if (answer !== "" && Number.isInteger(chosen) && chosen >= 1 && chosen <= found.length)
    return found[chosen - 1] ?? null;
  if (answer === "" || chosen === 0) return null;
  return whichOne(answer, { occupations } as Catalog, door);
}
