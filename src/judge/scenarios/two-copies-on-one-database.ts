/**
 * Starts two copies on one empty database at the same moment, and then uses them as a load balancer would: what was done at one
 * has to hold at the other. Things, sessions, keys for repeated requests, limits of log-ins, and what may be there once only.
 *
 * Takes some 2 s without people. With them 6 s to 10 s, as each guess of a password costs the program a slow hash; and when a minute of
 * the clock is about to end, up to 20 s more, until the next one begins.
 */
import type { Resource } from "../../contract/surface.ts";
import { atTheSameMoment } from "../acts/at-the-same-moment.ts";
import { inPlace } from "../acts/in-place.ts";
import { markedBody, markedChange } from "../acts/marked-bodies.ts";
import { newcomerOf, nobody, signUp } from "../acts/people.ts";
import { plainRead } from "../acts/secured-requests.ts";
import { startTogether } from "../acts/start-together.ts";
import { makeable, makeThing, pathOf, richest } from "../acts/things.ts";
import { idOf } from "../probe/http/messages.ts";
import { succeeded } from "../reading/exchanges.ts";
import { CannotGoOn, type Instance, operationOf, requireReady, type Scenario, type Stage } from "../scenario.ts";
import { keyedIn } from "./meet-at-the-same-moment.ts";

/** Of "read at the other", "read after the change", "read after the delete" and "list at the other". */
export interface SeenNote {
  resource: string;
  id: string;
  /** What was sent at the other copy and has to be seen. */
  expects?: { [member: string]: string | number | boolean | null };
}

/** Of "guess": how manieth it is, and whether a minute of the clock ended on the way. */
export interface CopyGuessNote {
  nth: number;
}

/** The value of the fact "guessed": whether all guesses fell into one minute of the clock. */
export interface Guessed {
  guesses: number;
  inOneMinute: boolean;
}

/** At each copy. Few enough for the smallest pools. */
const creates = 4;
const repeats = 3;
const signUps = 2;
/** Seconds that the guesses may take: then they all fall into one minute, also for who counts from the full minute. */
const guessingSeconds = 20;

const scenario: Scenario = {
  title: "start two copies on one database, and use them in turns",
  fast: false,
  instance: "own",
  production: { expectedMs: 20_000 },
  uses: ["process", "database"],
  limitMs: 150_000,
  inapplicable: (surface) => (makeable(surface, "read").length > 0 ? undefined : "nothing can be created and read"),
  async run(stage) {
    const { copies } = await startTogether(stage);
    for (const copy of copies) {
      if (copy.ready && copy.process.running) continue;
      // Alone it may get on; the rest is about something else.
      await copy.process.kill();
      await copy.restart();
      requireReady(copy);
    }
    const parts = [seeEachOther, makeTogether, signUpTogether, useSessions, useKeys, guess];
    for (const part of parts) {
      try {
        await part(stage, ...copies);
      } catch (error) {
        // What one part cannot do says nothing of the others; who needs it finds nothing and says so.
        if (!(error instanceof CannotGoOn)) throw error;
      }
    }
  },
};
export default scenario;

async function seeEachOther(stage: Stage, first: Instance, second: Instance): Promise<void> {
  const { stage: here, resource } = await inPlace(stage, first, richest(stage.surface, "read"));
  const { surface, random } = here;
  const create = operationOf(surface, resource.create);
  const read = operationOf(surface, resource.read);
  const look = (label: string, copy: Instance, id: string, expects?: SeenNote["expects"]) =>
    copy.http.call(read, { label, note: noteOf(resource, id, expects), path: pathOf(resource, id) });
  const list = (label: string, copy: Instance, id: string) =>
    resource.list && copy.http.call(operationOf(surface, resource.list), { label, note: noteOf(resource, id) });

  const sent = markedBody(create, random) as NonNullable<SeenNote["expects"]>;
  // Asked for before, so that whoever keeps answers has them.
  await list("list before", second, "");
  const made = await makeThing(here, first, resource, "seen by both", { body: sent });
  await look("read at the other", second, made.id, sent);
  await list("list at the other", second, made.id);
  await look("read at home", first, made.id, sent);
  if (resource.update) {
    const update = operationOf(surface, resource.update);
    const change = markedChange(update, random) as NonNullable<SeenNote["expects"]>;
    const changed = await second.http.call(update, {
      label: "change at the other",
      note: noteOf(resource, made.id),
      path: pathOf(resource, made.id),
      body: change,
    });
    if (succeeded(changed)) await look("read after the change", first, made.id, change);
  }
  if (resource.remove) {
    await look("read at the other", second, made.id);
    const removed = await first.http.call(operationOf(surface, resource.remove), {
      label: "delete at home",
      note: noteOf(resource, made.id),
      path: pathOf(resource, made.id),
    });
    if (succeeded(removed)) await look("read after the delete", second, made.id);
  }
}

function noteOf({ name }: Resource, id: string, expects?: SeenNote["expects"]) {
  return { resource: name, id, ...(expects ? { expects } : {}) };
}

async function makeTogether(stage: Stage, first: Instance, second: Instance): Promise<void> {
  const { stage: here, resource } = await inPlace(stage, first, richest(stage.surface, "read"));
  const create = operationOf(here.surface, resource.create);
  // Each speaks for the same person by now, and not only when it counts.
  await second.http.credentials();
  const at = [first, second].flatMap((copy) => Array.from({ length: creates }, () => copy));
  const made = await atTheSameMoment(here, first, () =>
    at.map((copy) =>
      copy.http.call(create, {
        label: "create together",
        note: { resource: resource.name },
        body: markedBody(create, here.random),
      }),
    ),
  );
  const ids = made.filter(succeeded).flatMap((exchange) => idOf(exchange, resource) ?? []);
  const read = operationOf(here.surface, resource.read);
  for (const id of ids) {
    await second.http.call(read, {
      label: "read what was made",
      note: noteOf(resource, id),
      path: pathOf(resource, id),
    });
  }
}

async function signUpTogether(stage: Stage, first: Instance, second: Instance): Promise<void> {
  const { surface, random } = stage;
  const { identity } = surface;
  if (!identity) return;
  const { body, login } = newcomerOf(surface, random.fork("sign up together"), "Cy");
  const register = operationOf(surface, identity.register);
  const at = [first, second].flatMap((copy) => Array.from({ length: signUps }, () => copy));
  await atTheSameMoment(stage, first, () =>
    at.map((copy) => copy.http.call(register, { label: "sign up together", note: { login }, headers: nobody, body })),
  );
}

async function useSessions({ surface, random }: Stage, first: Instance, second: Instance): Promise<void> {
  const operation = surface.identity && plainRead(surface);
  if (!operation) return;
  const ali = await signUp(first.http, surface, random.fork("sessions"), "Ali");
  const ask = (label: string, copy: Instance) => copy.http.call(operation, { label, headers: ali.as });
  await ask("with the token at home", first);
  await ask("with the token at the other", second);
  const logOut = surface.identity?.logOut;
  if (logOut === undefined) return;
  const out = await first.http.call(operationOf(surface, logOut), { label: "log out at home", headers: ali.as });
  if (succeeded(out)) await ask("logged out, at the other", second);
}

async function useKeys(stage: Stage, first: Instance, second: Instance): Promise<void> {
  for (const wanted of keyedIn(stage.surface)) {
    const { stage: here, resource } = await inPlace(stage, first, wanted);
    const create = operationOf(here.surface, resource.create);
    await second.http.credentials();
    const post = (label: string, copy: Instance, key: string, body: ReturnType<typeof markedBody>) =>
      copy.http.call(create, {
        label,
        note: { resource: resource.name },
        headers: { [create.idempotencyHeader ?? ""]: key },
        body,
      });
    const [key, body] = [here.random.token(24), markedBody(create, here.random)];
    if (!succeeded(await post("first with a key", first, key, body))) continue;
    await post("again at the other", second, key, body);
    const [otherKey, otherBody] = [here.random.token(24), markedBody(create, here.random)];
    const at = [first, second].flatMap((copy) => Array.from({ length: repeats }, () => copy));
    await atTheSameMoment(here, first, () =>
      at.map((copy) => post("with one key together", copy, otherKey, otherBody)),
    );
  }
}

/**
 * As many as are allowed at each copy, in turns: whoever counts in memory finds nothing wrong with that, and whoever counts
 * for all copies has refused half of them.
 */
async function guess({ surface, random, wait }: Stage, first: Instance, second: Instance): Promise<void> {
  const { identity, limits, promises } = surface;
  if (!identity || !promises.includes("logins-are-limited")) return;
  const own = random.fork("guesses");
  const { login } = await signUp(first.http, surface, own, "Bea");
  const secondsNow = async () => {
    const [row] = await first.database.query("select extract(second from clock_timestamp())::float8 as seconds");
    return Number(row?.seconds);
  };
  const now = await secondsNow();
  if (now > 60 - guessingSeconds) await wait((60.2 - now) * 1_000);
  const began = await secondsNow();
  const allowed = limits.failedLoginsPerMinute ?? 10;
  let nth = 0;
  for (let isLimited = false; nth < 2 * allowed && !isLimited; nth++) {
    const copy = nth % 2 === 0 ? first : second;
    const exchange = await copy.http.call(operationOf(surface, identity.logIn), {
      label: "guess",
      note: { nth: nth + 1 } satisfies CopyGuessNote,
      headers: nobody,
      body: {
        [identity.members.login]: login,
        [identity.members.password]: `${own.token(14)}-${own.token(4).toUpperCase()}7`,
      },
    });
    isLimited = exchange.response?.status === 429;
  }
  const { track } = first;
  const guessed: Guessed = { guesses: nth, inOneMinute: (await secondsNow()) >= began };
  track.append({ kind: "fact", at: track.now(), name: "guessed", value: { ...guessed } });
}
