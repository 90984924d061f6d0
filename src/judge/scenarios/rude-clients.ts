/**
 * Brings in clients that behave badly, one kind after another: idle ones, slow ones, some that never read, some that hang up in
 * the middle. Beside each kind ordinary people ask for ordinary things; when it has gone, everything has to be well again.
 *
 * Takes some 4 s with a program that does not mind, mostly waiting. There are a few more of each kind than a contract allows
 * database connections: who keeps one for each of them has none left.
 */
import type { Exchange } from "../../contract/recording.ts";
import type { Operation, Resource } from "../../contract/surface.ts";
import { inPlace } from "../acts/in-place.ts";
import { markedBody } from "../acts/marked-bodies.ts";
import { waitForRecovery } from "../acts/recovery.ts";
import { makeable, makeThing, richest } from "../acts/things.ts";
import { requestOfOperation } from "../probe/http/request-of-operation.ts";
import { openRudeConnections, type RudeClient } from "../probe/http/rude-connections.ts";
import { succeeded } from "../reading/exchanges.ts";
import {
  CannotGoOn,
  type Instance,
  operationOf,
  type RequestSpec,
  requireReady,
  type Scenario,
  type Stage,
} from "../scenario.ts";

export type RudeKind = "idle" | "slow headers" | "slow body" | "never reading" | "pipelining" | "hanging up";

/** Note of "beside". */
export interface BesideNote {
  kind: RudeKind;
  /** unknown: a path that does not exist, for which no database is needed. */
  does: "list" | "create" | "unknown";
}

/** The value of the fact "rude clients". */
export interface RudeClients {
  kind: RudeKind;
  asked: number;
  connected: number;
  /** The program had hung up on so many of them when the ordinary people were through. */
  closed: number;
}

/** Beyond the most connections that a contract allows; a contract that allows hundreds is tried with no more than this. */
const moreThanAllowed = 4;
const mostOfAKind = 64;
/** What a load balancer keeps open in advance, or browsers between two clicks. They cost nothing but a descriptor each. */
const idleClients = 200;
/** One after the other would take long, all at once is a flood of its own: the backlog of many servers is five. */
const openedAtOnce = 16;
/** Until the program has read what there is of each. */
const settleMs = 300;
/** A whole request is on its way and under way by then, an answer of some milliseconds is not yet there. */
const untilHangUpMs = 30;
/** Nobody who still waits after this is on a very slow line; timeouts of servers begin at five seconds. */
const trickleEveryMs = 1_000;
const trickledBytes = 120;
const pipelined = 8;
/** Long answers do not fit into the buffers of a socket that nobody reads. */
const rows = 30;
/** Who is refused at once asks again; who had to wait has waited long enough. */
const tries = 3;
const quickMs = 1_000;
/** Our own lateness on a busy machine must not look like the program's. */
const graceMs = 1_500;

const scenario: Scenario = {
  title: "bring in slow, silent and hasty clients",
  fast: false,
  instance: "quiet",
  production: { expectedMs: 6_000 },
  uses: ["process"],
  limitMs: 180_000,
  inapplicable: (surface) => (makeable(surface, "list").length > 0 ? undefined : "nothing can be created and listed"),
  async run(stage) {
    const instance = requireReady(await stage.start());
    const { stage: here, resource } = await inPlace(stage, instance, richest(stage.surface, "list"));
    for (let n = 0; n < rows; n++) await makeThing(here, instance, resource, `row ${n}`);
    const before = await askBeside(here, instance, resource, "before", "idle");
    if (!before.every((exchange) => succeeded(exchange) || isUnknown(exchange))) {
      throw new CannotGoOn("not everything works while nobody is rude");
    }
    const credentials = await instance.http.credentials();
    for (const { kind, client, count } of rudeKinds(here, resource, credentials)) {
      if (!(await bring(here, instance, resource, { kind, client, count }))) return;
    }
  },
};
export default scenario;

interface Rude {
  kind: RudeKind;
  client: (n: number) => RudeClient;
  count: number;
}

function rudeKinds({ surface, random }: Stage, resource: Resource, credentials: Record<string, string>): Rude[] {
  const count = Math.min(surface.limits.connections + moreThanAllowed, mostOfAKind);
  const create = operationOf(surface, resource.create);
  const list = operationOf(surface, resource.list);
  const page = resource.page
    ? { [resource.page.limitParameter]: String(Math.min(rows, resource.page.maximumLimit)) }
    : {};
  const headers = (operation: Operation) => (operation.secured ? credentials : {});
  const asksForList = requestOfOperation(list, { label: "", headers: headers(list), query: page });
  const body = () => markedBody(create, random);
  const creates = (): RequestSpec => requestOfOperation(create, { label: "", headers: headers(create), body: body() });
  const slowly = { everyMs: trickleEveryMs };
  const begun = (): RudeClient => {
    const { head, content } = bytesOf(creates());
    const half = Math.floor(content.length / 2);
    return {
      first: Buffer.concat([head, content.subarray(0, half)]),
      // Never to its end: spaces before the closing brace would be JSON as well, but the length is given.
      trickle: { bytes: content.subarray(half, -1), ...slowly },
      reads: true,
    };
  };
  const wholeList = () => bytesOf(asksForList).head;
  return [
    { kind: "idle", count: idleClients, client: () => ({ first: Buffer.alloc(0), reads: true }) },
    {
      kind: "slow headers",
      count,
      client: () => ({
        first: Buffer.concat([wholeList().subarray(0, -2), Buffer.from("x-slow: ")]),
        trickle: { bytes: Buffer.alloc(trickledBytes, "a"), ...slowly },
        reads: true,
      }),
    },
    { kind: "slow body", count, client: begun },
    { kind: "never reading", count, client: () => ({ first: wholeList(), reads: false }) },
    {
      kind: "pipelining",
      count: Math.ceil(count / pipelined),
      client: () => ({ first: Buffer.concat(Array.from({ length: pipelined }, wholeList)), reads: true }),
    },
    {
      kind: "hanging up",
      count: 2 * count,
      client: (n) => (n % 2 === 0 ? { first: wholeList(), reads: true } : { ...begun(), trickle: undefined }),
    },
  ] as Rude[];
}

/** False when it makes no sense to go on. */
async function bring(stage: Stage, instance: Instance, resource: Resource, { kind, client, count }: Rude) {
  const { url, track } = instance;
  const groups = Array.from({ length: Math.ceil(count / openedAtOnce) }, (_, i) =>
    Math.min(openedAtOnce, count - i * openedAtOnce),
  );
  const there: Awaited<ReturnType<typeof openRudeConnections>>[] = [];
  const sum = (of: "connected" | "closed") => there.reduce((total, group) => total + group[of], 0);
  const leave = (how: "reset" | "end") => Promise.all(there.map((group) => group.leave(how)));
  let served = true;
  try {
    for (const size of groups) {
      const clients = Array.from({ length: size }, (_, n) => client(n));
      const group = await openRudeConnections({ url, signal: stage.signal }, clients);
      there.push(group);
      if (kind !== "hanging up") continue;
      await stage.wait(untilHangUpMs);
      await group.leave("reset");
    }
    if (kind !== "hanging up") await stage.wait(settleMs);
    const exchanges = await askUntilServed(stage, instance, resource, kind);
    served = exchanges.some(({ outcome }) => outcome === "answered");
    const value: RudeClients = { kind, asked: count, connected: sum("connected"), closed: sum("closed") };
    track.append({ kind: "fact", at: track.now(), name: "rude clients", value: { ...value } });
  } finally {
    await leave(kind === "slow body" ? "reset" : "end");
  }
  const isWell = await waitForRecovery(stage, instance, resource, kind);
  return isWell && served && instance.process.running;
}

async function askUntilServed(stage: Stage, instance: Instance, resource: Resource, kind: RudeKind) {
  for (let attempt = 1; ; attempt++) {
    const began = stage.track.now();
    const exchanges = await askBeside(stage, instance, resource, "beside", kind);
    const isServed = exchanges.every((exchange) => succeeded(exchange) || isUnknown(exchange));
    if (isServed || attempt === tries || stage.track.now() - began > quickMs) return exchanges;
    await stage.wait(settleMs);
  }
}

/** Each on a connection of its own: one that is already being served would tell nothing of those who come now. */
function askBeside(
  { surface, random }: Stage,
  instance: Instance,
  resource: Resource,
  label: string,
  kind: RudeKind,
): Promise<Exchange[]> {
  const create = operationOf(surface, resource.create);
  const note = (does: BesideNote["does"]) => ({ kind, does });
  const limitMs = surface.limits.outageAnswerMs + graceMs;
  const own = { limitMs, keepOpenMs: 1 };
  const list = requestOfOperation(operationOf(surface, resource.list), { label, note: note("list") });
  return Promise.all([
    instance.http.send({ ...list, ...own }),
    instance.http.call(create, { label, note: note("create"), body: markedBody(create, random), limitMs }),
    instance.http.send({ label, note: note("unknown"), method: "GET", url: `/${random.token(12)}`, ...own }),
  ]);
}

function isUnknown({ note, outcome }: Exchange): boolean {
  return (note as unknown as BesideNote).does === "unknown" && outcome === "answered";
}

function bytesOf({ method, url, headers = {}, body }: RequestSpec): { head: Buffer; content: Buffer } {
  const content = Buffer.from(body ?? "");
  const length = body === undefined ? [] : [`content-length: ${content.length}`];
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  const head = [`${method} ${url} HTTP/1.1`, "host: 127.0.0.1", "user-agent: seaworthy", ...lines, ...length, "", ""];
  return { head: Buffer.from(head.join("\r\n"), "latin1"), content };
}
