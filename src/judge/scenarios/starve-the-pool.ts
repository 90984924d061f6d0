/**
 * Somebody else holds the lock of one row, as an import or a forgotten transaction does. Two changes of that thing wait for
 * it inside the database. Meanwhile other people read, list, make and change things of their own, which have nothing to do
 * with that row.
 *
 * How large a pool is, and how long it is waited for, is for "send it many requests at once" and "crowd it while its
 * database is slow"; here two requests are all that is slow, so that any pool that is one has room for others.
 *
 * Takes some 2 s; 8 s where others have to wait, as that is tried twice.
 */
import type { Json } from "../../contract/json.ts";
import type { Exchange } from "../../contract/recording.ts";
import type { Resource } from "../../contract/surface.ts";
import { holdRow } from "../acts/hold-row.ts";
import { inPlace } from "../acts/in-place.ts";
import { markedBody, markedChange } from "../acts/marked-bodies.ts";
import { signUp } from "../acts/people.ts";
import { makeable, makeThing, pathOf, richest } from "../acts/things.ts";
import { header } from "../probe/http/messages.ts";
import { succeeded } from "../reading/exchanges.ts";
import { CannotGoOn, type Instance, operationOf, requireReady, type Scenario, type Stage } from "../scenario.ts";

/** Of "alone" and "beside stuck requests". */
export interface BesideNote {
  try: number;
}

/** The fact "held row". */
export interface HeldRowSeen {
  try: number;
  /** Changes that waited for the row inside the database. */
  waiting: number;
  /** On the recording's clock. */
  from: number;
  until: number;
}

const stuck = 2;
/**
 * So that answers that came meanwhile are told from those that had to wait, on a busy machine too; and less than the four
 * seconds or so after which programs give up a statement.
 */
const holdMs = 2_500;
const waitingLimitMs = 1_500;
/** For the second, which may stand in line behind the first inside the program. */
const secondMs = 150;
const pauseMs = 100;
/** Each of the other operations, before. */
const timesAlone = 3;
/** Another try only where somebody was not served in the first. */
const mostTries = 2;

const scenario: Scenario = {
  title: "let two requests wait for a lock, and send others",
  fast: false,
  instance: "own",
  production: { expectedMs: 3_000 },
  uses: ["process", "database"],
  limitMs: 60_000,
  inapplicable: (surface) =>
    makeable(surface, "read", "update").length > 0 ? undefined : "nothing can be created, read and changed",
  async run(stage) {
    const instance = requireReady(await stage.start());
    const wanted = richest(stage.surface, "read", "update");
    const theirs = await inPlace(stage, instance, wanted);
    // Somebody else's, in a place of their own: a program may let those of one person, or one project, wait for each other.
    const person = stage.surface.identity
      ? await signUp(instance.http, stage.surface, stage.random.fork("slow"), "Sam")
      : undefined;
    const slow = person ? speakingAs(instance, person.as) : instance;
    const { stage: there, resource } = await inPlace(stage, slow, wanted);
    const update = operationOf(there.surface, resource.update);
    const body = markedBody(operationOf(there.surface, resource.create), there.random);
    const locked = await makeThing(there, slow, resource, "locked", { body });
    const marks = marksIn(body);
    const path = pathOf(resource, locked.id);
    const read = operationOf(there.surface, resource.read);
    const others = await otherRequests(theirs.stage, instance, theirs.resource);

    for (const label of Array<string>(timesAlone).fill("alone")) {
      for (const send of others) await send(label, 0);
    }
    for (let nth = 1; nth <= mostTries; nth++) {
      const tag = header(await slow.http.call(read, { label: "read", path }), "etag");
      const change = markedChange(update, there.random);
      const row = await holdRow(instance.database, marks);
      marks.push(...marksIn(change));
      const { track } = instance;
      const from = track.now();
      let until = from;
      const changes = Array.from({ length: stuck }, () =>
        slow.http.call(update, {
          label: "stuck",
          path,
          headers: tag === undefined ? {} : { "if-match": tag },
          body: change,
        }),
      );
      let waiting = 0;
      let served: boolean[] = [];
      try {
        while (waiting === 0 && track.now() - from < waitingLimitMs) {
          await stage.wait(20);
          waiting = await row.waiting();
        }
        await stage.wait(secondMs);
        waiting = Math.max(waiting, await row.waiting());
        if (waiting > 0) {
          const patience = stage.wait(holdMs).then(() => others.map(() => false));
          const all = Promise.all(others.map((send) => untilServed(stage, send, nth, () => until > from)));
          served = await Promise.race([all, patience]);
          until = track.now();
          await row.release();
          await all;
        }
      } finally {
        if (until === from) await row.release();
        await Promise.all(changes);
      }
      const value: HeldRowSeen = { try: nth, waiting, from, until: Math.max(until, from) };
      track.append({ kind: "fact", at: track.now(), name: "held row", value: value as unknown as Json });
      if (waiting === 0 || served.every(Boolean)) return;
    }
  },
};
export default scenario;

/** What a marked body can be found by. */
function marksIn(body: { [member: string]: Json }): string[] {
  const marks = Object.values(body).filter((value) => typeof value === "string" && /^[a-z][a-z0-9]{15}$/.test(value));
  if (marks.length === 0) throw new CannotGoOn("nothing that is sent can be found again in the database");
  return marks as string[];
}

type Send = (label: string, nth: number) => Promise<Exchange>;

/** One of each kind, again and again until it was answered 2xx or the row is free. */
async function untilServed(stage: Stage, send: Send, nth: number, isOver: () => boolean): Promise<boolean> {
  while (!isOver()) {
    if (succeeded(await send("beside stuck requests", nth))) return true;
    await stage.wait(pauseMs);
  }
  return false;
}

async function otherRequests(stage: Stage, instance: Instance, resource: Resource): Promise<Send[]> {
  const { surface, random } = stage;
  const own = await makeThing(stage, instance, resource, "their own");
  const changed = await makeThing(stage, instance, resource, "changed meanwhile");
  const call =
    (id: string | undefined, options: () => object): Send =>
    (label, nth) =>
      instance.http.call(operationOf(surface, id), { label, note: { try: nth } satisfies BesideNote, ...options() });
  const sends = [
    call(resource.read, () => ({ path: pathOf(resource, own.id) })),
    call(resource.create, () => ({ body: markedBody(operationOf(surface, resource.create), random) })),
    call(resource.update, () => ({
      path: pathOf(resource, changed.id),
      body: markedChange(operationOf(surface, resource.update), random),
    })),
  ];
  return resource.list === undefined ? sends : [...sends, call(resource.list, () => ({}))];
}

function speakingAs(instance: Instance, headers: Record<string, string>): Instance {
  const http: Instance["http"] = {
    ...instance.http,
    call: (operation, options) =>
      instance.http.call(operation, {
        ...options,
        headers: operation.secured ? { ...headers, ...options.headers } : { ...options.headers },
      }),
  };
  // Everything else it gives is the copy's own, and some of it changes with time.
  return new Proxy(instance, { get: (of, name) => (name === "http" ? http : Reflect.get(of, name, of)) });
}
