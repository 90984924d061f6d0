/**
 * How checks read an exchange, and how they say it in words.
 */
import type { Json } from "../../contract/json.ts";
import type { Exchange } from "../../contract/recording.ts";
import type { Operation, Surface } from "../../contract/surface.ts";
import { jsonBody, parseJson } from "../probe/http/messages.ts";

type Members = { [member: string]: Json };

/** The answer's body as JSON; undefined when there is none or it is not JSON. */
export function jsonOf(exchange: Exchange | undefined): Json | undefined {
  const parsed = exchange && jsonBody(exchange);
  return parsed?.ok ? parsed.value : undefined;
}

/** The answer's body as a JSON object; undefined when it is anything else. */
export function objectOf(exchange: Exchange | undefined): Members | undefined {
  return asObject(jsonOf(exchange));
}

/** What was sent, as a JSON object. */
export function sentObject(exchange: Exchange | undefined): Members | undefined {
  const parsed = exchange?.request.body && parseJson(exchange.request.body);
  return parsed?.ok ? asObject(parsed.value) : undefined;
}

export function asObject(value: Json | undefined): Members | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? value : undefined;
}

export function succeeded(exchange: Exchange | undefined): boolean {
  return within(exchange, 200, 299);
}

/** Refused as the client's mistake: a 4xx of the program. */
export function wasRefused(exchange: Exchange | undefined): boolean {
  return within(exchange, 400, 499);
}

export function broke(exchange: Exchange | undefined): boolean {
  return within(exchange, 500, 599);
}

function within(exchange: Exchange | undefined, from: number, to: number): boolean {
  const status = exchange?.response?.status ?? 0;
  return exchange?.outcome === "answered" && status >= from && status <= to;
}

/** Contracts may give one operation several bodies; an answer is described by its status, its class or the default. */
export function responseOf(operation: Operation, status: number) {
  return (
    operation.responses[String(status)] ?? operation.responses[`${String(status)[0]}XX`] ?? operation.responses.default
  );
}

export function operationNamed(surface: Surface, id: string | undefined): Operation | undefined {
  return surface.operations.find((operation) => operation.id === id);
}

/** "POST /expenses": as a person would say it, readable and not longer than a line. */
export function lineOf(exchange: Exchange): string {
  return `${exchange.request.method} ${shorten(exchange.request.url.replace(/^https?:\/\/[^/]+/, ""), 80)}`;
}

/** "answered 500", "closed the connection without an answer". */
export function outcomeOf(exchange: Exchange): string {
  switch (exchange.outcome) {
    case "answered":
      return `answered ${exchange.response?.status}`;
    case "timeout":
      return `gave no whole answer within ${Math.round(exchange.limitMs / 100) / 10} s`;
    case "refused":
      return "found nothing listening";
    case "closed":
      return "closed the connection without a whole answer";
    case "unreadable":
      return "answered something that is not HTTP";
    case "aborted":
      return "was given up by the judge";
  }
}

/** The answer as evidence in one line: status and the beginning of the body. */
export function answerOf(exchange: Exchange): string {
  const text = exchange.response?.body.text ?? "";
  return text === "" ? outcomeOf(exchange) : `${outcomeOf(exchange)}: ${shorten(text.replace(/\s+/g, " "), 200)}`;
}

/** Values in headlines: as JSON, so that spaces and types can be seen. */
export function say(value: Json | undefined, most = 60): string {
  return value === undefined ? "nothing" : shorten(JSON.stringify(value), most);
}

export function shorten(text: string, most: number): string {
  const points = [...text];
  return points.length <= most ? text : `${points.slice(0, most - 1).join("")}…`;
}
