/**
 * One entry of the recording as rows of a report, apart from how they are drawn: what it was, and its telling parts. Foreign
 * text in them is as it was seen; who draws it makes it safe.
 */
import { STATUS_CODES } from "node:http";
import { duration, size } from "../../base/amounts.ts";
import type { Body, Entry, Exchange, ProcessEvent, Statement } from "../../contract/recording.ts";
import type { Part } from "../../contract/report.ts";
import { pathOf } from "./curl.ts";

export interface EntryRow {
  /** Since the recording began; undefined on the rows that belong to the one before. */
  at?: number;
  /** "request", "answer", "sql" … */
  what: string;
  parts: EntryPart[];
}

export interface EntryPart {
  tone: Part["tone"];
  text: string;
  /** Pieces of the text that are the telling ones. */
  marks: readonly string[];
  /** Said dimly on the same line: how long it took. */
  aside?: string;
}

/** `marks`: what the check pointed at. */
export function entryRows(entry: Entry, marks: readonly string[]): EntryRow[] {
  const part = (tone: Part["tone"], text: string): EntryPart => ({ tone, text, marks });
  const row = (what: string, ...parts: EntryPart[]): EntryRow[] => [{ at: entry.at, what, parts }];
  switch (entry.kind) {
    case "exchange":
      return exchangeRows(entry, marks);
    case "statement":
      return row("sql", ...statementParts(entry, marks));
    case "output":
      return row(entry.stream, part("body", entry.line));
    case "process":
      return row("process", part("text", processText(entry)));
    case "connection":
      return row("postgres", part("text", `connection ${entry.event}, ${entry.open} open`));
    case "fault":
      return row("fault", part("text", `${faultText(entry)} ${entry.event}`));
    case "sample": {
      const descriptors = entry.descriptors === undefined ? "" : `, ${entry.descriptors} open files`;
      return row(
        "sample",
        part("text", `${size(entry.memoryBytes)} of memory, ${entry.processes} processes${descriptors}`),
      );
    }
    case "fact": {
      const value = typeof entry.value === "string" ? entry.value : JSON.stringify(entry.value);
      return row("found", part("text", `${entry.name}:`), part("body", value));
    }
    case "scenario":
      return row("scenario", part("text", `${entry.scenario} ${entry.event}${entry.why ? `: ${entry.why}` : ""}`));
  }
}

/** True when one of the marks is in the text. */
export function isMarked(raw: string, marks: readonly string[]): boolean {
  return marks.some((mark) => mark !== "" && raw.includes(mark));
}

function exchangeRows(exchange: Exchange, marks: readonly string[]): EntryRow[] {
  const { request, response } = exchange;
  const sent: EntryRow = {
    at: exchange.at,
    what: "request",
    parts: [
      { tone: "target", text: `${request.method} ${pathOf(request.url)}`, marks },
      ...headerParts(request.headers, ["content-type"], marks),
      ...bodyParts(request.body, marks),
    ],
  };
  if (!response) return [sent, { what: "answer", parts: [{ tone: "text", text: noAnswer(exchange), marks: [] }] }];
  const status = `${response.status} ${STATUS_CODES[response.status] ?? ""}`.trim();
  const isTelling = marks.includes(String(response.status));
  return [
    sent,
    {
      what: "answer",
      parts: [
        { tone: "status", text: status, marks: isTelling ? [status] : [], aside: duration(exchange.durationMs) },
        ...headerParts(response.headers, ["content-type", "location", "retry-after", "allow"], marks),
        ...bodyParts(response.body, marks),
      ],
    },
  ];
}

function noAnswer({ outcome, durationMs, limitMs, error }: Exchange): string {
  const because = error ? ` (${error})` : "";
  const took = duration(durationMs);
  switch (outcome) {
    case "refused":
      return `none: the connection was refused${because}`;
    case "closed":
      return `none: the connection was closed after ${took}${because}`;
    case "timeout":
      return `none within ${duration(limitMs)}`;
    case "unreadable":
      return `nothing that is HTTP${because}`;
    case "aborted":
      return `none: the judge let go after ${took}`;
    case "answered":
      return `answered in ${took}`;
  }
}

/** Only headers that matter for what is shown, and those with the offending part. */
function headerParts(headers: [string, string][], telling: string[], marks: readonly string[]): EntryPart[] {
  return headers
    .map(([name, value]) => ({ name: name.toLowerCase(), text: `${name.toLowerCase()}: ${value}` }))
    .filter(({ name, text }) => telling.includes(name) || isMarked(text, marks))
    .map(({ text }) => ({ tone: "header", text, marks }));
}

function bodyParts(body: Body | undefined, marks: readonly string[]): EntryPart[] {
  if (!body || body.bytes === 0) return [];
  const note = (text: string): EntryPart => ({ tone: "note", text, marks: [] });
  const whole = body.cut ? [note(`${size(body.bytes)} in all`)] : [];
  if (body.text !== undefined) return [{ tone: "body", text: body.text, marks }, ...whole];
  if (body.base64 === undefined) return [note(size(body.bytes))];
  return [{ tone: "body", text: Buffer.from(body.base64, "base64").toString("latin1"), marks }, ...whole];
}

function statementParts(statement: Statement, marks: readonly string[]): EntryPart[] {
  const values = (statement.parameters ?? []).map(
    (value, i) => `$${i + 1} = ${value === null ? "NULL" : `'${value}'`}`,
  );
  const errors = [
    ...(statement.error ? [`${statement.error.code} ${statement.error.message}`] : []),
    ...(statement.outcome === "lost" ? ["lost: the connection ended first"] : []),
  ];
  return [
    { tone: "sql", text: squeeze(statement.text).trim(), marks: marks.map(squeeze) },
    ...(values.length > 0 ? [{ tone: "values" as const, text: values.join(", "), marks }] : []),
    ...errors.map((text): EntryPart => ({ tone: "error", text, marks: [] })),
  ];
}

const squeeze = (text: string) => text.replaceAll(/\s+/g, " ");

/** "latency ms=50" */
export function faultText({
  fault,
  parameters = {},
}: {
  fault: string;
  parameters?: Record<string, unknown> | undefined;
}): string {
  return `${fault}${Object.entries(parameters)
    .map(([name, value]) => ` ${name}=${value}`)
    .join("")}`;
}

export function processText(event: ProcessEvent): string {
  const after = event.durationMs === undefined ? "" : ` after ${duration(event.durationMs)}`;
  const why = event.why ? `: ${event.why}` : "";
  switch (event.event) {
    case "started":
      return `started${event.command ? `: ${event.command}` : ""}`;
    case "ready":
      return `ready${after}`;
    case "not-ready":
      return `not ready${after}${why}`;
    case "signalled":
      return `${event.signal ?? "signal"} sent`;
    case "ended":
      return `ended ${event.signal ? `by ${event.signal}` : `with status ${event.status ?? "unknown"}`}${after}${why}`;
    case "leftover":
      return `left a process behind${why}`;
  }
}
