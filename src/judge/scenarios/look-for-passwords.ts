/**
 * Signs up two people with one random password, then looks for it: in every column of every table, in everything that is
 * answered, and in everything that is printed until the program has ended.
 *
 * Where what is kept says nothing of itself, the judge tries what it may be; for bare scrypt or PBKDF2 that takes seconds.
 */
import type { Json } from "../../contract/json.ts";
import type { Entry } from "../../contract/recording.ts";
import type { Identity } from "../../contract/surface.ts";
import { logIn, newcomerOf, nobody } from "../acts/people.ts";
import { securedRequests, spokenToAs } from "../acts/secured-requests.ts";
import { asObject, jsonOf, succeeded } from "../reading/exchanges.ts";
import { type KeptAs, looksLikeDigest, proveCheap, proveStretched, readFormat } from "../reading/password-hashes.ts";
import {
  CannotGoOn,
  type Database,
  type Instance,
  operationOf,
  requireReady,
  type Scenario,
  type Stage,
} from "../scenario.ts";

/** The fact "password-kept": what was found of one person's password. Without a place: nothing that could be told. */
export interface PasswordKept {
  person: string;
  /** "account.password_hash". */
  place?: string;
  value?: string;
  kept?: KeptAs;
  /** Columns that might hold it. */
  candidates: string[];
}

/** The fact "one-password-twice": what is kept of the two who have the same password. */
export interface OnePasswordTwice {
  place: string;
  first: string;
  second: string;
}

/** The fact "password-shown". */
export interface PasswordShown {
  what: "a password" | "what is kept of a password";
  where: "output" | "answer";
  entry: number;
  found: string;
}

/** For trying what bare bytes may be; then it stays open. */
const tryingMs = 12_000;
const stopLimitMs = 10_000;
/** A judged database is new: more rows than this are no people of ours. */
const mostRows = 500;

const scenario: Scenario = {
  title: "look for a password wherever it may be",
  fast: false,
  instance: "own",
  uses: ["process", "database"],
  promises: ["passwords-are-stretched"],
  limitMs: 80_000,
  inapplicable: ({ identity }) => (identity ? undefined : "nobody can sign up"),
  async run(stage) {
    const instance = requireReady(await stage.start());
    const { login, password, body } = newcomerOf(stage.surface, stage.random, "Ali");
    const ali = await signUpAs(stage, instance, "Ali", body);
    const bea = await signUpAs(stage, instance, "Bea", {
      ...newcomerOf(stage.surface, stage.random, "Bea").body,
      ...only(stage, password),
    });
    const kept = await lookAtWhatIsKept(stage, instance, { password, ali: ali.cells, bea: bea.cells });
    const tried = await usePasswords(stage, instance, { login, password, body, beaId: bea.id });
    await lookForLeftovers(stage, instance, password);
    instance.process.signal("SIGTERM");
    await instance.process.waitUntilEnded(stopLimitMs);
    await instance.stop();
    noteShown(stage, instance, [password, ...tried], kept);
  },
};
export default scenario;

interface Cell {
  /** "account.password_hash". */
  place: string;
  value: string;
  /** All cells of its row. */
  row: string[];
}

/** Signs somebody up, and finds the cells that this has written. */
async function signUpAs(stage: Stage, instance: Instance, name: string, body: { [member: string]: Json }) {
  const { surface } = stage;
  const identity = surface.identity as Identity;
  const before = new Set((await readRows(instance.database)).map(({ key }) => key));
  const exchange = await instance.http.call(operationOf(surface, identity.register), {
    label: "sign up",
    note: { person: name },
    headers: nobody,
    body,
  });
  if (!succeeded(exchange))
    throw new CannotGoOn(`nobody could sign up (${exchange.response?.status ?? exchange.outcome})`);
  const after = await readRows(instance.database);
  const id = asObject(jsonOf(exchange))?.[identity.idMember];
  return {
    cells: after.filter(({ key }) => !before.has(key)).flatMap(({ cells }) => cells),
    id: typeof id === "string" || typeof id === "number" ? String(id) : undefined,
  };
}

function only({ surface }: Stage, password: string) {
  return { [(surface.identity as Identity).members.password]: password };
}

async function readRows(database: Database): Promise<{ key: string; cells: Cell[] }[]> {
  const tables = await database.query(
    `select format('%I.%I', schemaname, tablename) as name, tablename as short
     from pg_tables
     where schemaname not in ('pg_catalog', 'information_schema')
     order by 1`,
  );
  const found: { key: string; cells: Cell[] }[] = [];
  for (const { name, short } of tables) {
    const rows = await database.query(`select to_jsonb(t) as row from ${name} as t limit ${mostRows}`);
    for (const { row } of rows) {
      const leaves = leavesOf(row as Json, String(short));
      const values = leaves.map(({ value }) => value);
      found.push({ key: `${name} ${JSON.stringify(row)}`, cells: leaves.map((leaf) => ({ ...leaf, row: values })) });
    }
  }
  return found;
}

/** Columns of JSON have places within. */
function leavesOf(value: Json, place: string): { place: string; value: string }[] {
  if (value === null || typeof value === "boolean") return [];
  if (typeof value !== "object") return [{ place, value: String(value) }];
  return Object.entries(value).flatMap(([name, inner]) => leavesOf(inner, `${place}.${name}`));
}

async function lookAtWhatIsKept(
  stage: Stage,
  instance: Instance,
  { password, ali, bea }: { password: string; ali: Cell[]; bea: Cell[] },
): Promise<string[]> {
  const { track } = instance;
  const until = track.now() + tryingMs;
  const found = await recognise(password, ali, instance.jwtSecret, () => track.now() < until && !stage.signal.aborted);
  const candidates = ali.filter(({ value }) => looksLikeDigest(value)).map(({ place }) => place);
  const about: PasswordKept = {
    person: "Ali",
    ...(found ? { place: found.cell.place, value: found.cell.value, kept: found.kept } : {}),
    candidates,
  };
  track.append({ kind: "fact", at: track.now(), name: "password-kept", value: about as unknown as Json });
  const second = found && bea.find(({ place }) => place === found.cell.place);
  if (found && second) {
    const twice: OnePasswordTwice = { place: second.place, first: found.cell.value, second: second.value };
    track.append({ kind: "fact", at: track.now(), name: "one-password-twice", value: { ...twice } });
  }
  return found ? [found.cell, ...(second ? [second] : [])].flatMap(({ value }) => formsOf(value)) : [];
}

/** The worst first: a password that is also kept as a good hash is still kept as it is. */
async function recognise(password: string, cells: Cell[], pepper: string | undefined, goOn: () => boolean) {
  for (const cell of cells) {
    const kept = proveCheap(password, cell.value, cell.row, pepper);
    if (kept) return { cell, kept };
  }
  for (const cell of cells) {
    const kept = readFormat(cell.value);
    if (kept) return { cell, kept };
  }
  // Longer ones are rather the hash than the salt.
  const digests = cells.filter(({ value }) => looksLikeDigest(value)).sort((a, b) => b.value.length - a.value.length);
  for (const cell of digests) {
    const kept = await proveStretched(password, cell.value, cell.row, goOn);
    if (kept) return { cell, kept };
  }
  return undefined;
}

/** What stands in an answer or a log when the hash is shown: whole, or its long parts; bytes in the usual letters. */
function formsOf(value: string): string[] {
  const bytes = /^\\x([0-9a-f]+)$/.exec(value)?.[1];
  if (bytes !== undefined) return [bytes, Buffer.from(bytes, "hex").toString("base64").replace(/=+$/, "")];
  return [value, ...value.split(/[$:]/).filter((part) => part.length >= 24)];
}

/**
 * Everything in which a password, a right or a wrong one, goes in, and everything that somebody is then shown. Returns the other
 * passwords that were sent.
 */
async function usePasswords(
  stage: Stage,
  instance: Instance,
  {
    login,
    password,
    body,
    beaId,
  }: { login: string; password: string; body: { [member: string]: Json }; beaId: string | undefined },
): Promise<string[]> {
  const { surface, random } = stage;
  const { http } = instance;
  const { members, register, logIn: logInId } = surface.identity as Identity;
  const [signingUp, loggingIn] = [operationOf(surface, register), operationOf(surface, logInId)];
  const wrong = `${random.token(14)}-${random.token(4).toUpperCase()}7`;
  const ali = await logIn(http, surface, { name: "Ali", login, password });
  const send = (label: string, operation: typeof signingUp, given: { [member: string]: Json }) =>
    http.call(operation, { label, headers: nobody, body: given });
  await send("wrong password", loggingIn, { [members.login]: login, [members.password]: wrong });
  await send("sign up again", signingUp, body);
  await send("sign up with a bad name", signingUp, { ...body, [members.login]: 7 });
  await send("log in with a bad name", loggingIn, { [members.login]: [], [members.password]: password });
  await http.call(loggingIn, {
    label: "broken log-in",
    headers: nobody,
    rawBody: `{"${members.password}":"${password}"x`,
  });
  for (const { operation, options } of await securedRequests(stage, spokenToAs(instance, ali.as), beaId)) {
    await http.call(operation, { ...options, label: "look around", headers: ali.as });
  }
  return [wrong];
}

/** A table of requests, of mails to send, of jobs: anything may have kept it in passing. */
async function lookForLeftovers({ track }: Stage, instance: Instance, password: string): Promise<void> {
  const cells = (await readRows(instance.database)).flatMap((row) => row.cells);
  const left = cells.find(({ value }) => value.includes(password));
  const value = { cells: cells.length, ...(left ? { place: left.place, value: left.value } : {}) };
  instance.track.append({ kind: "fact", at: track.now(), name: "tables-searched", value });
}

function noteShown(stage: Stage, instance: Instance, passwords: string[], kept: string[]): void {
  const { track } = instance;
  const wanted = [
    ...passwords.map((text) => ({ what: "a password" as const, text })),
    ...kept.filter((text) => text.length >= 16).map((text) => ({ what: "what is kept of a password" as const, text })),
  ];
  const entries = stage.seen(instance);
  for (const entry of entries) {
    const told = toldIn(entry);
    const found = told === undefined ? undefined : wanted.find(({ text }) => told.includes(text));
    if (!found) continue;
    const where = entry.kind === "output" ? "output" : "answer";
    const shown: PasswordShown = { what: found.what, where, entry: entry.id, found: found.text };
    track.append({ kind: "fact", at: track.now(), name: "password-shown", value: { ...shown } });
  }
  const value = {
    lines: entries.filter(({ kind }) => kind === "output").length,
    answers: entries.filter(({ kind }) => kind === "exchange").length,
  };
  track.append({ kind: "fact", at: track.now(), name: "passwords-looked-for", value });
}

/** JSON may write a sign of base64 in another way. */
function toldIn(entry: Entry): string | undefined {
  if (entry.kind === "output") return entry.line.replaceAll("\\/", "/");
  if (entry.kind !== "exchange" || !entry.response) return undefined;
  return `${entry.response.headers.flat().join(" ")} ${entry.response.body.text ?? ""}`.replaceAll("\\/", "/");
}
