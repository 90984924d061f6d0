/**
 * Which member of the request lines is the duration, and which the request id: by what they say, not by their names. Pure.
 */
import type { Leaf, RequestLine } from "./log-lines.ts";

/** A duration is proved when it says of the slow request what we waited for, and of each quick one no more than we waited. */
export function durationMember(lines: readonly RequestLine[], slow: RequestLine, slowByMs: number): string | undefined {
  const quick = lines.filter((line) => line !== slow);
  return slow.leaves.find(({ path, value }) =>
    readings(value).some(({ ms, unit }) => {
      // From 80%: a program's clock may start late, and stop early. Not far beyond what we saw from outside.
      if (ms < slowByMs * 0.8 || ms > slow.exchange.durationMs * 1.1 + 100) return false;
      const others = quick.map((line) => ({ line, ms: readingIn(line.leaves, path, unit) }));
      return (
        others.every((other) => other.ms !== undefined && other.ms <= other.line.exchange.durationMs * 1.1 + 50) &&
        (others.length === 0 || Math.min(...others.map((other) => other.ms as number)) < ms / 2)
      );
    }),
  )?.path;
}

const msIn = { ns: 1e-6, us: 1e-3, ms: 1, s: 1e3 } as const;
type Unit = keyof typeof msIn;

function readingIn(leaves: readonly Leaf[], path: string, unit: Unit): number | undefined {
  const value = leaves.find((leaf) => leaf.path === path)?.value;
  const said = readings(value ?? null);
  // Go writes "850µs" for one and "1.2s" for the next.
  return said.length === 1 ? said[0]?.ms : said.find((one) => one.unit === unit)?.ms;
}

/** What a value could mean as a duration, in milliseconds. A number without a unit may be in any. */
function readings(value: Leaf["value"]): { unit: Unit; ms: number }[] {
  if (typeof value === "number") return (Object.keys(msIn) as Unit[]).map((unit) => ({ unit, ms: value * msIn[unit] }));
  if (typeof value !== "string") return [];
  const clock = /^(\d+):(\d\d):(\d\d(?:\.\d+)?)$/.exec(value);
  if (clock) return [{ unit: "ms", ms: (Number(clock[1]) * 3600 + Number(clock[2]) * 60 + Number(clock[3])) * 1000 }];
  const iso = /^PT(\d+(?:\.\d+)?)S$/.exec(value);
  if (iso) return [{ unit: "ms", ms: Number(iso[1]) * 1000 }];
  const [, number, named = ""] = /^(\d+(?:\.\d+)?(?:e-?\d+)?)\s*([a-zµμ]*)$/i.exec(value) ?? [];
  if (number === undefined) return [];
  if (named === "") return readings(Number(number));
  const unit = unitNamed(named.toLowerCase());
  return unit ? [{ unit, ms: Number(number) * msIn[unit] }] : [];
}

function unitNamed(name: string): Unit | undefined {
  if (/^(ns|nanos.*)$/.test(name)) return "ns";
  if (/^(us|µs|μs|micros.*)$/.test(name)) return "us";
  if (/^(ms|msec|millis.*)$/.test(name)) return "ms";
  return /^(s|secs?|seconds?)$/.test(name) ? "s" : undefined;
}

/** Something in each line that is different each time and is no time, no duration, no port and no part of the request. */
export function requestIdMember(lines: readonly RequestLine[], duration: string | undefined): string | undefined {
  const [first, ...others] = lines;
  if (!first || others.length === 0) return undefined;
  return first.leaves.find(({ path }) => {
    if (
      path === duration ||
      /port$|time|date|duration|elapsed|latency|(^|[._])(ts|ms|ns|us)$|At$|message$|msg$/i.test(path)
    ) {
      return false;
    }
    const values = lines.map((line) => line.leaves.find((leaf) => leaf.path === path)?.value);
    return values.every((value) => couldBeId(value)) && new Set(values).size === values.length;
  })?.path;
}

function couldBeId(value: Leaf["value"] | undefined): boolean {
  if (typeof value === "number") return Number.isInteger(value) && !isEpoch(value);
  // Paths, addresses, sentences and moments are no ids.
  return (
    typeof value === "string" &&
    value !== "" &&
    !/[\s/]/.test(value) &&
    !/^\d{4}-\d\d-\d\d/.test(value) &&
    !/^\d+(\.\d+)?(ms|us|µs|s|ns)$/.test(value)
  );
}

/** Seconds, milliseconds, microseconds or nanoseconds since 1970, between 2020 and 2100. */
function isEpoch(value: number): boolean {
  return [1, 1e3, 1e6, 1e9].some((scale) => value > 1.577e9 * scale && value < 4.103e9 * scale);
}
