/**
 * One entry of the recording in rows of the report: when, what, and its telling part.
 */
import { STATUS_CODES } from "node:http";
import { duration, size } from "../../base/amounts.ts";
import { neutraliseLine } from "../../base/neutralise.ts";
import type { Body, Entry, Exchange, ProcessEvent, Statement } from "../../contract/recording.ts";
import { pathOf } from "../../evidence/report/curl.ts";
import type { Pen } from "../terminal/pen.ts";
import { isMarked, markedText } from "./marked-text.ts";

export interface EntryRow {
  /** Since the recording began; undefined on the rows that belong to the one before. */
  at?: number;
  /** "request", "answer", "sql" … */
  what: string;
  lines: string[];
}

export interface EntryLook {
  marks: readonly string[];
  width: number;
  pen: Pen;
}

export function entryRows(entry: Entry, look: EntryLook): EntryRow[] {
  const { marks, width, pen } = look;
  const foreign = (text: string, rows: number) => markedText(text, { marks, width, rows }, pen);
  switch (entry.kind) {
    case "exchange":
      return exchangeRows(entry, look);
    case "statement":
      return [{ at: entry.at, what: "sql", lines: statementLines(entry, look) }];
    case "output":
      return [{ at: entry.at, what: entry.stream, lines: foreign(entry.line, 3) }];
    case "process":
      return [{ at: entry.at, what: "process", lines: pen.wrap(neutraliseLine(processText(entry)), { width }) }];
    case "connection":
      return [{ at: entry.at, what: "postgres", lines: [`connection ${entry.event}, ${entry.open} open`] }];
    case "fault": {
      const parameters = Object.entries(entry.parameters ?? {}).map(([name, value]) => ` ${name}=${value}`);
      return [
        {
          at: entry.at,
          what: "fault",
          lines: pen.wrap(`${entry.fault}${parameters.join("")} ${entry.event}`, { width }),
        },
      ];
    }
    case "sample": {
      const descriptors = entry.descriptors === undefined ? "" : `, ${entry.descriptors} open files`;
      const lines = pen.wrap(`${size(entry.memoryBytes)} of memory, ${entry.processes} processes${descriptors}`, {
        width,
      });
      return [{ at: entry.at, what: "sample", lines }];
    }
    case "fact": {
      const value = typeof entry.value === "string" ? entry.value : JSON.stringify(entry.value);
      return [{ at: entry.at, what: "found", lines: [`${entry.name}:`, ...foreign(value, 4)] }];
    }
    case "scenario": {
      const text = `${entry.scenario} ${entry.event}${entry.why ? `: ${entry.why}` : ""}`;
      return [{ at: entry.at, what: "scenario", lines: pen.wrap(neutraliseLine(text), { width }) }];
    }
  }
}

function exchangeRows(exchange: Exchange, look: EntryLook): EntryRow[] {
  const { request, response } = exchange;
  const { marks, width, pen } = look;
  const target = `${request.method} ${pathOf(request.url)}`;
  const requestLines = [
    ...markedText(target, { marks, width, rows: 2 }, pen),
    ...headerLines(request.headers, ["content-type"], look),
    ...bodyLines(request.body, 3, look),
  ];
  const sent: EntryRow = { at: exchange.at, what: "request", lines: requestLines };
  const took = duration(exchange.durationMs);
  if (!response) return [sent, { what: "answer", lines: pen.wrap(noAnswer(exchange), { width }) }];
  const status = `${response.status} ${STATUS_CODES[response.status] ?? ""}`.trim();
  const painted = marks.includes(String(response.status))
    ? pen.paint(["bold", "red"], status)
    : pen.paint("bold", status);
  const lines = [
    `${painted}${pen.paint("dim", ` ${pen.glyph.dot} ${took}`)}`,
    ...headerLines(response.headers, ["content-type", "location", "retry-after", "allow"], look),
    ...bodyLines(response.body, 6, look),
  ];
  return [sent, { what: "answer", lines }];
}

function noAnswer({ outcome, durationMs, limitMs, error }: Exchange): string {
  const because = error ? ` (${neutraliseLine(error)})` : "";
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
function headerLines(headers: [string, string][], telling: string[], { marks, width, pen }: EntryLook): string[] {
  return headers
    .map(([name, value]) => ({ name: name.toLowerCase(), line: `${name.toLowerCase()}: ${value}` }))
    .filter(({ name, line }) => telling.includes(name) || isMarked(line, marks))
    .flatMap(({ line }) =>
      isMarked(line, marks)
        ? markedText(line, { marks, width, rows: 2 }, pen)
        : [pen.paint("dim", pen.cut(neutraliseLine(line), width))],
    );
}

function bodyLines(body: Body | undefined, rows: number, { marks, width, pen }: EntryLook): string[] {
  if (!body || body.bytes === 0) return [];
  const whole = body.cut ? [pen.paint("dim", `${size(body.bytes)} in all`)] : [];
  if (body.text !== undefined) return [...markedText(body.text, { marks, width, rows }, pen), ...whole];
  if (body.base64 === undefined) return [pen.paint("dim", size(body.bytes))];
  const text = Buffer.from(body.base64, "base64").toString("latin1");
  return [...markedText(text, { marks, width, rows }, pen), ...whole];
}

function statementLines(statement: Statement, { marks, width, pen }: EntryLook): string[] {
  const text = statement.text.replaceAll(/\s+/g, " ").trim();
  const squeezed = marks.map((mark) => mark.replaceAll(/\s+/g, " "));
  const values = (statement.parameters ?? []).map(
    (value, i) => `$${i + 1} = ${value === null ? "NULL" : `'${value}'`}`,
  );
  const error = statement.error ? `${statement.error.code} ${statement.error.message}` : undefined;
  const lost = statement.outcome === "lost" ? ["lost: the connection ended first"] : [];
  return [
    ...markedText(text, { marks: squeezed, width, rows: 4 }, pen),
    ...(values.length > 0 ? markedText(values.join(", "), { marks, width, rows: 2 }, pen) : []),
    ...[...(error ? [error] : []), ...lost].flatMap((line) =>
      pen.wrap(neutraliseLine(line), { width }).map((row) => pen.paint("red", row)),
    ),
  ];
}

function processText(event: ProcessEvent): string {
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
