/**
 * Puts the names of the database's own columns into bodies, and what attackers usually try: at signing up and wherever something
 * is made or changed. Then looks into the database whether any of it is there.
 *
 * The columns are those that the same request writes without anything more, so each is one that a careless program could set.
 */
import type { Random } from "../../base/random.ts";
import type { Json } from "../../contract/json.ts";
import type { Exchange } from "../../contract/recording.ts";
import type { Operation } from "../../contract/surface.ts";
import { membersOf } from "../acts/members.ts";
import { logIn, newcomerOf, nobody, type Person, signUp } from "../acts/people.ts";
import { bodyFor, type Possession, pathFor } from "../acts/possessions.ts";
import { type Written, writtenBy } from "../acts/rows-written.ts";
import { makeable } from "../acts/things.ts";
import { unknownIdLike } from "../acts/unknown-ids.ts";
import { idOf } from "../probe/http/messages.ts";
import { objectOf, succeeded } from "../reading/exchanges.ts";
import type { Track } from "../recorder.ts";
import { operationOf, requireReady, type Scenario, type Stage } from "../scenario.ts";

/** The fact "columns-named", once for each request that named some. */
export interface ColumnsNamed {
  /** The request. */
  entry: number;
  operation: string;
  more: { [member: string]: Json };
  /** Where what was sent is now, as it was sent: "account.is_admin", or "the answer to GET /me". */
  kept: { member: string; place: string; value: Json }[];
  /** Where it is part of something longer, such as a journal of all requests. */
  within: { member: string; place: string }[];
}

/** One at a time when they are refused, or break something, together. More would show nothing new. */
const mostAlone = 14;
const moment = "2001-02-03T04:05:06Z";

const scenario: Scenario = {
  title: "name columns of the database in bodies",
  fast: false,
  instance: "own",
  uses: ["process", "database"],
  promises: ["unknown-members-change-nothing"],
  limitMs: 60_000,
  inapplicable: ({ identity }) => (identity ? undefined : "nobody can sign up"),
  async run(stage) {
    const { surface, random } = stage;
    const instance = requireReady(await stage.start());
    const { http, database } = instance;
    const ali = await signUp(http, surface, random, "Ali");
    const sam = await signUp(http, surface, random, "Sam");
    const ids = { own: ali.id, other: sam.id };

    const register = operationOf(surface, surface.identity?.register);
    await nameColumns({ random, track: instance.track }, ids, register, async (label, more) => {
      const { login, password, body } = newcomerOf(surface, random, "Nora");
      const sending = { label, headers: nobody, body: { ...body, ...more } };
      const { done, written } = await writtenBy(database, () => http.call(register, sending));
      // Refused because of what was sent beyond, or not: only who is in can be asked who they are.
      const seen = label === "plain" || !succeeded(done) ? [] : await askWho(stage, instance.http, { login, password });
      return { sent: done, written, seen };
    });

    const things: Possession[] = [];
    for (const resource of makeable(surface)) {
      for (const id of [resource.create, resource.update ?? resource.replace]) {
        const operation = surface.operations.find((candidate) => candidate.id === id);
        const path = operation && pathFor(surface, operation, things);
        if (!operation?.body || !path) continue;
        await nameColumns({ random, track: instance.track }, ids, operation, async (label, more) => {
          const body = { ...bodyFor(stage, operation, undefined), ...more };
          const call = () => http.call(operation, { label, headers: ali.as, path, body });
          const { done, written } = await writtenBy(database, call);
          const madeId =
            id === resource.create && label === "plain" && succeeded(done) ? idOf(done, resource) : undefined;
          if (madeId !== undefined) things.push({ resource, id: madeId, rawId: madeId, answered: {} });
          return { sent: done, written, seen: [] };
        });
      }
    }
  },
};
export default scenario;

async function askWho(
  { surface }: Stage,
  http: Parameters<typeof logIn>[0],
  { login, password }: Pick<Person, "login" | "password">,
): Promise<Exchange[]> {
  const me = surface.operations.find(({ id }) => id === surface.identity?.me);
  if (!me) return [];
  // A log-in that does not work any more is what was sent as well: the database shows which.
  const back = await logIn(http, surface, { name: "Nora", login, password }).catch(() => undefined);
  return back ? [await http.call(me, { label: "who am I", headers: back.as })] : [];
}

type Members = { [member: string]: Json };

interface Sent {
  sent: Exchange;
  written: Written;
  /** What was answered about it afterwards. */
  seen: Exchange[];
}

async function nameColumns(
  { random, track }: { random: Random; track: Track },
  ids: Ids,
  operation: Operation,
  send: (label: "plain" | "name columns", more: Members) => Promise<Sent>,
): Promise<void> {
  const plain = await send("plain", {});
  if (!succeeded(plain.sent)) return;
  const asked = new Set(membersOf(operation).map(({ name }) => alike(name)));
  const members = membersFor(random, plain.written, ids).filter(({ name }) => !asked.has(alike(name)));
  const all: Members = Object.fromEntries(members.map(({ name, value }) => [name, value]));
  const name = async (more: Members) => {
    const first = await send("name columns", more);
    const found = findIn(first, more, plain.written);
    const isCertain = ({ value }: { value: Json }) => isTelling(value);
    // A small number may be what a sequence has come to, and "no" what is so from the second time on.
    const again = found.kept.every(isCertain) ? undefined : await send("name columns", more);
    const kept = again ? findIn(again, more, (await send("plain", {})).written).kept : [];
    const value: ColumnsNamed = {
      ...found,
      entry: first.sent.id,
      operation: operation.id,
      more,
      kept: found.kept.filter((one) => isCertain(one) || kept.some(({ place }) => place === one.place)),
    };
    track.append({ kind: "fact", at: track.now(), name: "columns-named", value: value as unknown as Json });
    return succeeded(first.sent);
  };
  if (await name(all)) return;
  for (const { name: member, value } of members.slice(0, mostAlone)) await name({ [member]: value });
}

interface Ids {
  own: string;
  other: string;
}

/** Each column by its own name and by the one that it would have in JSON. */
function membersFor(random: Random, written: Written, ids: Ids): { name: string; value: Json }[] {
  const columns = [...written].flatMap(([place, old]) => {
    const column = place.slice(place.indexOf(".") + 1);
    const value = otherThan(old, column, random, ids);
    if (value === undefined) return [];
    return [...new Set([column, camelled(column)])].map((name) => ({ name, value }));
  });
  const usual = Object.entries({
    role: "admin",
    isAdmin: true,
    is_admin: true,
    admin: true,
    verified: true,
    emailVerified: true,
    [`extra${random.token(6)}`]: random.token(16),
  }).map(([name, value]) => ({ name, value }));
  const names = new Set(columns.map(({ name }) => name));
  return [...columns, ...usual.filter(({ name }) => !names.has(name))];
}

/** A value of the same type that a program would not come upon by itself; undefined where none can be made up. */
function otherThan(old: Json, column: string, random: Random, { own, other }: Ids): Json | undefined {
  if (typeof old === "boolean") return !old;
  if (typeof old === "number") {
    if (String(old) === own) return Number(other);
    // Far from what counts, and within four bytes.
    return Number.isSafeInteger(old) && old < 1_000_000_000 ? old + 7_777 : undefined;
  }
  if (typeof old === "string") {
    if (old === own) return other;
    if (old.startsWith("\\x")) return undefined;
    if (/^\d{4}-\d\d-\d\d[T ]\d\d:/.test(old)) return moment;
    if (/^\d{4}-\d\d-\d\d$/.test(old)) return moment.slice(0, 10);
    const uuid = unknownIdLike(old, random);
    return uuid.wellFormed && old.length === 36 ? uuid.id : random.token(16);
  }
  if (old !== null) return undefined;
  if (/_(at|on)$|date|time/i.test(column)) return moment;
  return /^(is|has|can)_|verified|admin/i.test(column) ? true : random.token(16);
}

function findIn({ written, seen }: Sent, more: Members, plain: Written): Pick<ColumnsNamed, "kept" | "within"> {
  const found: Pick<ColumnsNamed, "kept" | "within"> = { kept: [], within: [] };
  for (const [member, value] of Object.entries(more)) {
    for (const [place, is] of written) {
      const column = place.slice(place.indexOf(".") + 1);
      if (isSame(is, value)) {
        if (!isSame(plain.get(place) ?? null, value) && (isTelling(value) || isRelated(column, member)))
          found.kept.push({ member, place, value });
      } else if (typeof value === "string" && isMark(value) && JSON.stringify(is).includes(value)) {
        found.within.push({ member, place });
      }
    }
    for (const exchange of seen) {
      const told = objectOf(exchange)?.[member];
      const place = `the answer to ${exchange.request.method} ${exchange.request.url}`;
      if (told !== undefined && isSame(told, value)) found.kept.push({ member, place, value });
    }
  }
  return found;
}

/** Not what stands in a database anyway. */
function isTelling(value: Json): boolean {
  return typeof value === "string" && value.length >= 16;
}

function isMark(value: string): boolean {
  return /^[A-Za-z0-9]{16}$/.test(value);
}

function isSame(is: Json, sent: Json): boolean {
  if (is === null) return false;
  if (is === sent || String(is) === String(sent)) return true;
  const isMoment = [is, sent].every((value) => typeof value === "string" && /^\d{4}-\d\d-\d\d[T ]\d\d:/.test(value));
  return isMoment && Date.parse(String(is)) === Date.parse(String(sent));
}

/** "isAdmin" and "is_admin", and "admin" for both. */
function isRelated(column: string, member: string): boolean {
  const [a, b] = [alike(column), alike(member)];
  return a === b || a.replace(/^is/, "") === b.replace(/^is/, "");
}

function alike(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, "");
}

function camelled(column: string): string {
  return column.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
