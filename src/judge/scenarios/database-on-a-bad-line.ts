/**
 * A bad line to the database: connections end while a statement is under way, a line carries hardly anything, and the database has no
 * place for further connections. Asks for everything meanwhile, and looks at what became of it and whether the program is well
 * again by itself.
 *
 * Takes some 3 s, and 4 s more for each kind of thing.
 */
import type { Exchange } from "../../contract/recording.ts";
import type { Resource } from "../../contract/surface.ts";
import { useEveryOperation } from "../acts/every-operation.ts";
import { inPlace } from "../acts/in-place.ts";
import { markedBody } from "../acts/marked-bodies.ts";
import { waitForRecovery } from "../acts/recovery.ts";
import { type MarkedTable, tablesWith } from "../acts/tables-with-mark.ts";
import { type Made, makeable, makeThing, pathOf, richest } from "../acts/things.ts";
import { idOf } from "../probe/http/messages.ts";
import { succeeded } from "../reading/exchanges.ts";
import { CannotGoOn, type Instance, operationOf, requireReady, type Scenario, type Stage } from "../scenario.ts";

/** Of "cut in the middle", and of "look" and "look in the list" afterwards. */
export interface CutNote {
  resource: string;
  does: "list" | "read" | "create" | "update" | "delete";
  /** Which question to the database was cut, from 1; 0: none was. */
  nth: number;
  /** What is there if the request did nothing, and what if it did all. Absent: nothing is there. */
  before?: Made["sent"];
  after?: Made["sent"];
}

/** The value of the fact "rows after a cut": how often what was to be created is in each table that has its text. */
export interface RowsAfterCut {
  resource: string;
  nth: number;
  tables: MarkedTable[];
}

/** Of "on a thin line". */
export interface ThinLineNote {
  does: "read" | "list";
  id?: string;
}

/** Who is asking, BEGIN, one or two statements, COMMIT: hardly any request asks more often, though some drivers ask twice for each statement. */
const mostCuts = 8;
/** Nothing can be half read. */
const mostCutReads = 2;
/** Whoever tries again does so soon, and what is still running in the database comes to its end. */
const settleMs = 200;
const things = 12;
/** Far less than a page needs to be there at once, far more than all of it needs to be there in time. */
const bytesPerSecond = 12_000;
const fullMs = 2_000;
/** https://www.postgresql.org/docs/current/errcodes-appendix.html: too_many_connections. */
const full = { sqlState: "53300", message: "sorry, too many clients already" };
/** Our own lateness on a busy machine must not look like the program's. */
const graceMs = 1_500;

const scenario: Scenario = {
  title: "cut its statements in the middle, thin the line, and let the database be full",
  fast: false,
  instance: "quiet",
  production: { expectedMs: (surface) => 3_000 + 4_000 * makeable(surface, "read").length },
  uses: ["process", "database"],
  promises: ["outage-is-answered-503"],
  limitMs: 150_000,
  inapplicable: (surface) => (makeable(surface, "read").length > 0 ? undefined : "nothing can be created and read"),
  async run(stage) {
    const instance = requireReady(await stage.start());
    // Whoever asks signs up while all is well.
    await instance.http.credentials();
    for (const wanted of makeable(stage.surface, "read")) {
      const { stage: here, resource } = await inPlace(stage, instance, wanted);
      for (const does of ["list", "read", "create", "update", "delete"] as const)
        await cutEach(here, instance, resource, does);
      if (!(await waitForRecovery(here, instance, resource, "cut connections"))) return;
    }
    const { stage: here, resource } = await inPlace(stage, instance, richest(stage.surface, "read"));
    if (!(await thinTheLine(here, instance, resource))) return;
    await fillTheDatabase(here, instance, resource);
  },
};
export default scenario;

async function cutEach(stage: Stage, instance: Instance, resource: Resource, does: CutNote["does"]): Promise<void> {
  const { list, read, create, update, remove } = resource;
  const operation = { list, read, create, update, delete: remove }[does];
  if (operation === undefined) return;
  // With none cut first: what is there then is right.
  const most = does === "list" || does === "read" ? mostCutReads : mostCuts;
  for (let nth = does === "create" ? 0 : 1; nth <= most; nth++) {
    if (!(await cutOne(stage, instance, { resource, does, nth, operation }))) return;
  }
}

interface One extends Pick<CutNote, "does" | "nth"> {
  resource: Resource;
  operation: string;
}

/** False when the request asks the database less often than that. */
async function cutOne(stage: Stage, instance: Instance, { resource, does, nth, operation: id }: One): Promise<boolean> {
  const { surface, random } = stage;
  const { http, database } = instance;
  const operation = operationOf(surface, id);
  const isShown = does === "list" && resource.page?.order === "newest-first";
  const kept = isShown || !["list", "create"].includes(does) ? await makeKept(stage, instance, resource) : undefined;
  const sent = does === "create" || does === "update" ? markedBody(operation, random) : undefined;
  const note: CutNote = {
    ...{ resource: resource.name, does, nth },
    ...(kept ? { before: kept.sent } : {}),
    ...(does === "create" && sent ? { after: sent } : {}),
    ...(does === "update" && kept ? { after: { ...kept.sent, ...sent } } : {}),
    ...((does === "read" || does === "list") && kept ? { after: kept.sent } : {}),
  };
  const began = stage.track.now();
  const end = await database.fault(nth === 0 ? { kind: "none" } : { kind: "cut-mid-statement", skip: nth - 1 });
  let exchange: Exchange;
  try {
    exchange = await http.call(operation, {
      label: "cut in the middle",
      note: { ...note },
      limitMs: surface.limits.outageAnswerMs + graceMs,
      ...(kept && does !== "list" ? { path: pathOf(resource, kept.id) } : {}),
      ...(sent ? { body: sent } : {}),
    });
  } finally {
    await end();
  }
  const isCut = stage
    .seen(instance)
    .some((entry) => entry.kind === "statement" && entry.outcome === "lost" && entry.at >= began);
  if (nth > 0 && !isCut) return false;
  if (does === "list" || does === "read") return true;
  await stage.wait(settleMs);
  await lookAfterwards(stage, instance, { resource, note, exchange, id: kept?.id });
  return true;
}

/** With a text that is found again. Some time is given to a program that is not well after the last cut; it may need more. */
async function makeKept(stage: Stage, instance: Instance, resource: Resource): Promise<Made> {
  const make = () => {
    const body = markedBody(operationOf(stage.surface, resource.create), stage.random);
    return makeThing(stage, instance, resource, "kept", { label: "make before a cut", body });
  };
  return make().catch(async (error) => {
    if (!(error instanceof CannotGoOn)) throw error;
    if (!(await waitForRecovery(stage, instance, resource, "cut connections"))) throw error;
    return make();
  });
}

async function lookAfterwards(
  stage: Stage,
  instance: Instance,
  { resource, note, exchange, id }: { resource: Resource; note: CutNote; exchange: Exchange; id: string | undefined },
): Promise<void> {
  const { http, database, track } = instance;
  const made = id ?? (succeeded(exchange) ? idOf(exchange, resource) : undefined);
  if (made !== undefined) {
    const read = operationOf(stage.surface, resource.read);
    await http.call(read, { label: "look", note: { ...note }, path: pathOf(resource, made) });
  }
  if (note.does !== "create") return;
  const mark = Object.values(note.after ?? {}).find(isMark);
  if (typeof mark !== "string") return;
  const rows: RowsAfterCut = { resource: resource.name, nth: note.nth, tables: await tablesWith(database, mark) };
  track.append({ kind: "fact", at: track.now(), name: "rows after a cut", value: { ...rows } });
  if (resource.list) {
    const list = operationOf(stage.surface, resource.list);
    const limit = resource.page?.limitParameter;
    const query = limit && resource.page?.maximumLimit ? { [limit]: String(resource.page.maximumLimit) } : {};
    await http.call(list, { label: "look in the list", note: { ...note }, query });
  }
}

function isMark(value: unknown): boolean {
  return typeof value === "string" && /^[A-Za-z0-9]{16}$/.test(value);
}

/** Answers that come late must not be taken for those of somebody else. */
async function thinTheLine(stage: Stage, instance: Instance, resource: Resource): Promise<boolean> {
  const { surface } = stage;
  const made: Made[] = [];
  for (let n = 1; n <= things; n++) {
    made.push(await makeThing(stage, instance, resource, `${n}`, { label: "make before a thin line" }));
  }
  const limitMs = surface.limits.outageAnswerMs + graceMs;
  const read = operationOf(surface, resource.read);
  const ask = (operation: typeof read, note: ThinLineNote, path = {}) =>
    instance.http.call(operation, { label: "on a thin line", note: { ...note }, limitMs, path });
  const end = await instance.database.fault({ kind: "bandwidth", bytesPerSecond });
  try {
    await Promise.all(
      made.flatMap(({ id }, i) => [
        ask(read, { does: "read", id }, pathOf(resource, id)),
        ...(resource.list && i % 2 === 0 ? [ask(operationOf(surface, resource.list), { does: "list" })] : []),
      ]),
    );
  } finally {
    await end();
  }
  return waitForRecovery(stage, instance, resource, "a thin line");
}

async function fillTheDatabase(stage: Stage, instance: Instance, resource: Resource): Promise<void> {
  const { database } = instance;
  const limitMs = stage.surface.limits.outageAnswerMs + graceMs;
  const kept = await makeThing(stage, instance, resource, "kept");
  const given = await makeThing(stage, instance, resource, "given");
  const ask = () => useEveryOperation(stage, instance, resource, { label: "while it is full", kept, given, limitMs });
  const end = await database.fault({ kind: "reject-connections", ...full });
  const began = stage.track.now();
  try {
    // Those that it has are taken away, as by a restart: it has to connect anew, and cannot.
    await (await database.fault({ kind: "cut" }))();
    await stage.wait(200);
    await ask();
    await stage.wait(fullMs / 2);
    await ask();
    await stage.wait(Math.max(0, began + fullMs - stage.track.now()));
  } finally {
    await end();
  }
  await waitForRecovery(stage, instance, resource, "a full database");
}
