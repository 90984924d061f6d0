/**
 * How a check writes its `passes` and `breaks`: small recordings in the order in which things happened.
 *
 * ```ts
 * const good = example((r) => {
 *   r.scenario("create-read-update-delete");
 *   r.exchange({ label: "delete", method: "DELETE", url: "/notes/7", status: 204 });
 *   r.exchange({ label: "read after delete", url: "/notes/7", status: 404, json: { title: "Not found", status: 404 } });
 * });
 * const breaks = [broken("the row is still answered", good, (r) => answer(r, "read after delete", { status: 200 }))];
 * ```
 */
import type { Json } from "../contract/json.ts";
import type { Body, Entry, Exchange, Recording, ScenarioEvent, Statement } from "../contract/recording.ts";
import type { JsonSchema, Surface } from "../contract/surface.ts";
import { promises } from "../contract/surface.ts";
import type { Break } from "./check.ts";
import type { NewEntry } from "./recorder.ts";

export function example(build: (builder: ExampleBuilder) => void, surface: Surface = exampleSurface): Recording {
  const builder = new ExampleBuilder();
  build(builder);
  return {
    format: "seaworthy-recording/1",
    judge: "example",
    seed: "example",
    beganAt: "2026-01-01T00:00:00Z",
    surface,
    entries: builder.finish(),
  };
}

/** An edit of a good recording that the check must reject. The good one is left as it is. */
export function broken(fault: string, good: Recording, edit: (copy: Recording) => void): Break {
  const recording = structuredClone(good);
  edit(recording);
  return { fault, recording };
}

/** The n-th (from 0) exchange with this label. */
export function exchangeIn(recording: Recording, label: string, nth = 0): Exchange {
  const found = recording.entries.filter((entry) => entry.kind === "exchange" && entry.label === label)[nth];
  if (!found) throw new Error(`the example has no exchange ${nth} labelled "${label}"`);
  return found as Exchange;
}

/** Replaces the answer to an exchange, in whole or in part. `null` stands for no answer at all (`outcome` then "closed"). */
export function answer(recording: Recording, label: string, change: ExampleAnswer | null, nth = 0): void {
  const exchange = exchangeIn(recording, label, nth);
  if (change === null) {
    delete exchange.response;
    exchange.outcome = "closed";
    return;
  }
  const old = exchange.response;
  const headers = change.headers ? Object.entries(change.headers) : old?.headers;
  exchange.response = {
    status: change.status ?? old?.status ?? 200,
    headers: headers ?? [],
    body: change.json !== undefined || change.text !== undefined ? bodyOf(change) : (old?.body ?? bodyOf({})),
  };
}

export interface ExampleAnswer {
  status?: number;
  json?: Json;
  text?: string;
  headers?: Record<string, string>;
}

export interface ExampleExchange extends ExampleAnswer {
  label: string;
  method?: string;
  url: string;
  operation?: string;
  note?: Json;
  /** Request body, as JSON or as it is. */
  sent?: Json;
  sentText?: string;
  sentHeaders?: Record<string, string>;
  outcome?: Exchange["outcome"];
  durationMs?: number;
  limitMs?: number;
  /** Milliseconds since the recording began; the builder's clock goes on from there. */
  at?: number;
}

export class ExampleBuilder {
  #entries: Entry[] = [];
  #at = 0;
  #scenario = "";
  #instance = "i1";
  #open: string[] = [];

  /** Everything that follows belongs to this scenario. It is marked complete at the end, unless `outcome` says otherwise. */
  scenario(id: string, outcome: ScenarioEvent["event"] = "complete", why?: string): this {
    this.#scenario = id;
    this.add({ kind: "scenario", event: "began", at: this.#at });
    if (outcome === "complete") this.#open.push(id);
    else this.add({ kind: "scenario", event: outcome, at: this.#at, ...(why === undefined ? {} : { why }) });
    return this;
  }

  instance(id: string): this {
    this.#instance = id;
    return this;
  }

  /** Lets time pass. */
  after(ms: number): this {
    this.#at += ms;
    return this;
  }

  get now(): number {
    return this.#at;
  }

  exchange(given: ExampleExchange): this {
    const { label, method = "GET", url, operation, note, sent, sentText, durationMs = 3, limitMs = 12_000 } = given;
    if (given.at !== undefined) this.#at = given.at;
    const answered = given.status !== undefined;
    const requestHeaders = Object.entries(
      given.sentHeaders ?? (sent === undefined ? {} : { "content-type": "application/json" }),
    );
    const body = sentText ?? (sent === undefined ? undefined : JSON.stringify(sent));
    const headers =
      given.headers ?? (given.json === undefined ? {} : { "content-type": defaultType(given.status ?? 0) });
    this.add({
      kind: "exchange",
      at: this.#at,
      label,
      ...(note === undefined ? {} : { note }),
      ...(operation === undefined ? {} : { operation }),
      request: {
        method,
        url,
        headers: requestHeaders,
        ...(body === undefined ? {} : { body: bodyOf({ text: body }) }),
      },
      ...(answered
        ? { response: { status: given.status as number, headers: Object.entries(headers), body: bodyOf(given) } }
        : {}),
      outcome: given.outcome ?? (answered ? "answered" : "closed"),
      limitMs,
      durationMs,
    });
    this.#at += durationMs;
    return this;
  }

  statement(text: string, given: Partial<Omit<Statement, "kind" | "text" | "id">> = {}): this {
    return this.add({
      kind: "statement",
      at: this.#at,
      connection: 1,
      protocol: given.parameters ? "extended" : "simple",
      rows: 0,
      durationMs: 1,
      outcome: "done",
      transaction: "idle",
      ...given,
      text,
    });
  }

  output(line: string | Json, stream: "stdout" | "stderr" = "stdout"): this {
    return this.add({
      kind: "output",
      at: this.#at,
      stream,
      line: typeof line === "string" ? line : JSON.stringify(line),
    });
  }

  fact(name: string, value: Json): this {
    return this.add({ kind: "fact", at: this.#at, name, value });
  }

  /** Any other entry; `at` is the builder's clock unless given. */
  add(entry: WithOptionalAt<NewEntry>): this {
    const stamped = {
      at: this.#at,
      ...entry,
      id: this.#entries.length,
      scenario: this.#scenario,
      instance: this.#instance,
    };
    this.#entries.push(stamped as Entry);
    return this;
  }

  /** Of what was added last. */
  get lastId(): number {
    return this.#entries.length - 1;
  }

  finish(): Entry[] {
    for (const id of this.#open) {
      this.#scenario = id;
      this.add({ kind: "scenario", event: "complete" });
    }
    return this.#entries;
  }
}

type WithOptionalAt<E> = E extends { at: number } ? Omit<E, "at"> & { at?: number } : never;

function bodyOf({ json, text }: { json?: Json; text?: string }): Body {
  const content = text ?? (json === undefined ? "" : JSON.stringify(json));
  return content === "" ? { bytes: 0 } : { bytes: Buffer.byteLength(content), text: content };
}

function defaultType(status: number): string {
  return status >= 400 ? "application/problem+json" : "application/json";
}

const noteFields: Record<string, JsonSchema> = {
  title: { type: "string", minLength: 1, maxLength: 200 },
  stars: { type: "integer", minimum: 1, maximum: 1_000_000_000 },
  writtenOn: { type: "string", format: "date" },
};
const note: JsonSchema = {
  type: "object",
  required: ["title", "stars", "writtenOn", "id", "createdAt"],
  properties: {
    ...noteFields,
    id: { type: ["string", "integer"] },
    createdAt: { type: "string", format: "date-time" },
  },
};
const problem: JsonSchema = {
  type: "object",
  required: ["title", "status"],
  properties: { title: { type: "string" }, status: { type: "integer" } },
};
const refused = { "4XX": { headers: [], contentType: "application/problem+json", schema: problem } };
const answers = (schema: JsonSchema, headers: string[] = []) => ({ headers, contentType: "application/json", schema });
const idParameter = { name: "id", in: "path" as const, required: true, schema: { type: "string" } };

/** A contract of one resource that makes every promise: what examples are about unless they say otherwise. */
/** The same notes, with one key in a header of its own for everything. */
export function keyedSurface(): Surface {
  const { identity: _, ...rest } = exampleSurface;
  const apiKey = { environment: "API_KEY", header: "X-Api-Key" };
  return { ...rest, apiKey, operations: rest.operations.map((operation) => ({ ...operation, secured: true })) };
}

export const exampleSurface: Surface = {
  title: "Notes",
  version: "1.0.0",
  health: "/healthz",
  operations: [
    {
      id: "createNote",
      method: "POST",
      path: "/notes",
      parameters: [],
      body: {
        required: true,
        contentType: "application/json",
        schema: { type: "object", required: ["title", "stars", "writtenOn"], properties: noteFields },
      },
      responses: { "201": answers(note, ["Location"]), ...refused },
      secured: false,
    },
    {
      id: "listNotes",
      method: "GET",
      path: "/notes",
      parameters: [
        {
          name: "limit",
          in: "query",
          required: false,
          schema: { type: "integer", minimum: 1, maximum: 100, default: 20 },
        },
        { name: "cursor", in: "query", required: false, schema: { type: "string" } },
      ],
      responses: {
        "200": answers({
          type: "object",
          required: ["items", "nextCursor"],
          properties: { items: { type: "array", items: note }, nextCursor: { type: ["string", "null"] } },
        }),
        ...refused,
      },
      secured: false,
    },
    {
      id: "getNote",
      method: "GET",
      path: "/notes/{id}",
      parameters: [idParameter],
      responses: { "200": answers(note), ...refused },
      secured: false,
    },
    {
      id: "updateNote",
      method: "PATCH",
      path: "/notes/{id}",
      parameters: [idParameter],
      body: {
        required: true,
        contentType: "application/json",
        schema: { type: "object", minProperties: 1, properties: noteFields },
      },
      responses: { "200": answers(note), ...refused },
      secured: false,
    },
    {
      id: "deleteNote",
      method: "DELETE",
      path: "/notes/{id}",
      parameters: [idParameter],
      responses: { "204": { headers: [] }, ...refused },
      secured: false,
    },
  ],
  resources: [
    {
      name: "note",
      collection: "/notes",
      item: "/notes/{id}",
      idParameter: "id",
      idMember: "id",
      create: "createNote",
      read: "getNote",
      update: "updateNote",
      remove: "deleteNote",
      list: "listNotes",
      page: {
        items: "items",
        next: "nextCursor",
        cursorParameter: "cursor",
        limitParameter: "limit",
        defaultLimit: 20,
        maximumLimit: 100,
        order: "newest-first",
      },
    },
  ],
  identity: {
    ...{ register: "register", logIn: "logIn", me: "me", members: { login: "email", password: "password" } },
    ...{ idMember: "id", tokenMember: "token", carrier: "bearer" },
  },
  promises: [...promises],
  limits: { connections: 20, outageAnswerMs: 10_000, stopMs: 10_000, databaseWaitMs: 30_000 },
};
