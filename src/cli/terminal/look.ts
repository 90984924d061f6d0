/**
 * How a stream may be written on: colour, glyphs and width.
 */
import { styleText } from "node:util";

export interface Look {
  colour: boolean;
  /** False where only ASCII can be trusted to arrive. */
  unicode: boolean;
  /** Columns to use: never wider than a line can be read, never narrower than can be laid out. */
  width: number;
}

/** Beyond 120 columns the eye loses the line; below 60 a request no longer fits beside its time. */
const widest = 120;
const narrowest = 60;
/** For files and pipes: what a mail or a CI log shows without wrapping. */
const unknownWidth = 100;

export function lookOf(stream: NodeJS.WriteStream, environment: NodeJS.ProcessEnv): Look {
  return {
    // Node's own rules: NO_COLOR, NODE_DISABLE_COLORS, FORCE_COLOR, and whether it is a terminal.
    colour: styleText("red", "x", { stream }) !== "x",
    unicode: hasUnicode(environment),
    width: Math.min(widest, Math.max(narrowest, columnsOf(stream, environment))),
  };
}

function columnsOf(stream: NodeJS.WriteStream, environment: NodeJS.ProcessEnv): number {
  if (stream.isTTY && stream.columns > 0) return stream.columns;
  const columns = Number(environment.COLUMNS);
  return Number.isInteger(columns) && columns > 0 ? columns : unknownWidth;
}

/** The locale says what the terminal reads; macOS terminals are UTF-8 whatever it says; the Linux console lacks the glyphs. */
function hasUnicode(environment: NodeJS.ProcessEnv): boolean {
  if (environment.TERM === "linux" || environment.TERM === "dumb") return false;
  const locale = environment.LC_ALL || environment.LC_CTYPE || environment.LANG || "";
  return process.platform === "darwin" || /utf-?8/i.test(locale);
}
