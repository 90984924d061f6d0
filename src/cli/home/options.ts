/**
 * Options that the commands of the plan share, and how their words are read.
 */
import { type Command, InvalidArgumentError, Option } from "commander";

export interface HomeOptions {
  home?: string;
  today?: string;
}

export function homeOptions(command: Command): void {
  command
    .option("--home <folder>", "where your own files lie; else SEAWORTHY_HOME, else the system's folder for such data")
    .addOption(new Option("--today <day>", "as if it were that day").argParser(dayFrom));
}

/** "2027-03-01". */
export function dayFrom(value: string): string {
  const time = Date.parse(`${value}T00:00:00Z`);
  const real = /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(time);
  if (!real || new Date(time).toISOString().slice(0, 10) !== value)
    throw new InvalidArgumentError("a day is written like 2027-03-01");
  return value;
}

/** "38000", "38,000", "38k", "£38,000". */
export function amountFrom(value: string): number {
  const match = /^\D{0,3}(\d{1,3}(?:[, ]\d{3})+|\d+)(\.\d+)?(k?)$/i.exec(value.trim());
  if (!match) throw new InvalidArgumentError("an amount is written like 38000");
  const [, whole = "", part = "", thousand] = match;
  return Number(whole.replaceAll(/[, ]/g, "") + part) * (thousand ? 1000 : 1);
}

/** "78", "78%", "0.78". Below 30 no tax takes so much; it is a slip. */
export function percentFrom(value: string): number {
  const figure = Number(value.replace(/ ?%$/, ""));
  const share = figure > 1 ? figure / 100 : figure;
  if (!(share >= 0.3 && share <= 1)) throw new InvalidArgumentError("a share is written like 78, from 30 to 100");
  return share;
}

export function minutesFrom(value: string): number {
  const match = /^(?:(\d+(?:\.\d+)?)h)? *(?:(\d+)(?:m|min)?)?$/i.exec(value.trim());
  const minutes = match && (match[1] ?? match[2]) ? Number(match[1] ?? 0) * 60 + Number(match[2] ?? 0) : Number.NaN;
  if (!(minutes >= 1 && minutes <= 840))
    throw new InvalidArgumentError("minutes are written like 45, or 1.5h, up to 14h");
  return Math.round(minutes);
}

/** Each saying adds one. */
export function gathered(value: string, before: string[] = []): string[] {
  return [...before, value];
}

/** "a, b" as two. */
export function listFrom(value: string): string[] {
  return value
    .split(",")
    .map((word) => word.trim())
    .filter(Boolean);
}

export function choiceOf(flags: string, description: string, choices: readonly string[]): Option {
  return new Option(flags, description).choices(choices);
}
