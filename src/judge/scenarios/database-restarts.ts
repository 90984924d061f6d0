/**
 * A bad night of the database: answers are lost on the way, it is restarted, and it comes back as a standby that takes no writes
 * before it is a primary again. Asks for everything meanwhile, and after each whether the program is well again by itself.
 *
 * Takes some 7 s, mostly waiting.
 */
import type { Resource } from "../../contract/surface.ts";
import { useEveryOperation } from "../acts/every-operation.ts";
import { inPlace } from "../acts/in-place.ts";
import { markedBody } from "../acts/marked-bodies.ts";
import { waitForRecovery } from "../acts/recovery.ts";
import { type MarkedTable, tablesWith } from "../acts/tables-with-mark.ts";
import { makeable, makeThing, richest } from "../acts/things.ts";
import { succeeded } from "../reading/exchanges.ts";
import { CannotGoOn, type Instance, operationOf, requireReady, type Scenario, type Stage } from "../scenario.ts";

/** Of "create and lose an answer". */
export interface LostNote {
  /** Which answer was lost, from 1; 0: none was. */
  nth: number;
}

/** The value of the fact "rows after a lost answer": how often what was to be created is in each table that has its text. */
export interface RowsAfterLoss {
  nth: number;
  tables: MarkedTable[];
}

/** A create asks the database once to four times: BEGIN, INSERT, COMMIT, and perhaps who is asking. */
const answersLost = 5;
/** Whoever tries again does so soon. */
const settleMs = 500;
const restartMs = 2_000;
const standbyMs = 2_000;
/** Our own lateness on a busy machine must not look like the program's. */
const graceMs = 1_500;

const scenario: Scenario = {
  title: "lose answers of its database, restart it, and let it be read only",
  fast: false,
  instance: "quiet",
  production: { expectedMs: 10_000 },
  uses: ["process", "database"],
  promises: ["outage-is-answered-503"],
  limitMs: 150_000,
  inapplicable: (surface) => (makeable(surface).length > 0 ? undefined : "nothing can be created"),
  async run(stage) {
    const instance = requireReady(await stage.start());
    const { stage: here, resource } = await inPlace(stage, instance, richest(stage.surface));
    const limitMs = here.surface.limits.outageAnswerMs + graceMs;
    const make = (thing: string) => makeThing(here, instance, resource, thing);
    const [kept, first, second, third] = [await make("kept"), await make("1"), await make("2"), await make("3")];
    const before = await useEveryOperation(here, instance, resource, { label: "before", kept, given: first, limitMs });
    if (!before.every(succeeded)) throw new CannotGoOn("not everything works while the database is there");

    // The first is answered: how often its text is in the tables then is right.
    for (let nth = 0; nth <= answersLost; nth++) {
      await loseAnswer(here, instance, resource, { nth, limitMs });
      if (!(await waitForRecovery(here, instance, resource, "a lost answer"))) return;
    }
    const { database } = instance;
    for (const { kind, ms, given, after } of [
      { kind: "restart", ms: restartMs, given: second, after: "a restart" },
      { kind: "read-only", ms: standbyMs, given: third, after: "a time as a standby" },
    ] as const) {
      const end = await database.fault({ kind });
      const began = here.track.now();
      try {
        // The first wave meets the connections that break, the second what is there now.
        for (const wave of [1, 2]) {
          await useEveryOperation(here, instance, resource, { label: `while ${kind}`, kept, given, limitMs });
          if (wave === 1) await here.wait(ms / 2);
        }
        await here.wait(Math.max(0, began + ms - here.track.now()));
      } finally {
        await end();
      }
      if (!(await waitForRecovery(here, instance, resource, after))) return;
      const { health } = here.surface;
      if (health !== undefined)
        await instance.http.send({ label: "health", note: { after }, method: "GET", url: health });
    }
  },
};
export default scenario;

async function loseAnswer(
  { surface, random, wait }: Stage,
  { http, database, track }: Instance,
  resource: Resource,
  { nth, limitMs }: { nth: number; limitMs: number },
): Promise<void> {
  const create = operationOf(surface, resource.create);
  const body = markedBody(create, random);
  const mark = Object.values(body).find((value) => typeof value === "string" && /^[A-Za-z0-9]{16}$/.test(value));
  const end = await database.fault(nth === 0 ? { kind: "none" } : { kind: "lose-answer", skip: nth - 1 });
  try {
    await http.call(create, { label: "create and lose an answer", note: { nth } satisfies LostNote, body, limitMs });
  } finally {
    await end();
  }
  if (typeof mark !== "string") return;
  await wait(settleMs);
  const rows: RowsAfterLoss = { nth, tables: await tablesWith(database, mark) };
  track.append({ kind: "fact", at: track.now(), name: "rows after a lost answer", value: { ...rows } });
}
