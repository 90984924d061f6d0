/**
 * Logs out with one token while another of the same person is in use, then starts the program again, at last with another key.
 *
 * Takes some 3 s: three starts, one sign-up and two log-ins.
 */
import type { Operation } from "../../contract/surface.ts";
import { logIn, signUp } from "../acts/people.ts";
import { plainRead, securedRequests, spokenToAs } from "../acts/secured-requests.ts";
import { type Instance, operationOf, requireReady, type Scenario } from "../scenario.ts";

/** Note of all exchanges here but the log-ins. */
export interface LogOutNote {
  operation: string;
}

/** The fact "key-changed": what follows was asked of a copy with another JWT_SECRET. */
export interface KeyChanged {
  /** Settings of the manifest that are not made of JWT_SECRET: one of them may be the key. */
  fixedSettings: string[];
}

/** How a program stops is judged elsewhere. */
const stopLimitMs = 5_000;
/** Two tokens that say the same are one token: times in a JWT are whole seconds. */
const nextSecondMs = 1_100;

const scenario: Scenario = {
  title: "log out with one token of two, and start it again",
  fast: false,
  instance: "own",
  uses: ["process"],
  promises: ["tokens-guard-everything"],
  limitMs: 80_000,
  inapplicable: (surface) =>
    surface.identity === undefined
      ? "nobody can sign up"
      : plainRead(surface) === undefined
        ? "there is nothing that can be asked with a token alone"
        : undefined,
  async run(stage) {
    const { surface, random } = stage;
    const instance = requireReady(await stage.start());
    const operation = plainRead(surface) as Operation;
    const ali = await signUp(instance.http, surface, random, "Ali");
    let phone = await logIn(instance.http, surface, ali);
    if (phone.token === ali.token) {
      await stage.wait(nextSecondMs);
      phone = await logIn(instance.http, surface, ali);
    }
    const ask = (label: string, as: Record<string, string>) =>
      instance.http.call(operation, { label, note: { operation: operation.id }, headers: as });

    await ask("with the token", phone.as);
    if (surface.identity?.logOut !== undefined && phone.token !== ali.token) {
      const guarded = await securedRequests(stage, spokenToAs(instance, phone.as), ali.id);
      const out = operationOf(surface, surface.identity.logOut);
      await ask("before the log-out", ali.as);
      await instance.http.call(out, { label: "log out", note: { operation: out.id }, headers: ali.as });
      for (const { operation: guardedOne, options } of guarded) {
        const note = { operation: guardedOne.id };
        await instance.http.call(guardedOne, { ...options, label: "after the log-out", note, headers: ali.as });
      }
      await ask("other token after the log-out", phone.as);
    }

    if (!(await startAgain(instance))) return;
    await ask("after the restart", phone.as);
    await ask("logged out, after the restart", ali.as);

    const jwtSecret = random.token(48);
    if (!(await startAgain(instance, { JWT_SECRET: jwtSecret }))) return;
    const fixedSettings = Object.entries(stage.mappedEnvironment)
      .filter(([, made]) => !/\$\{(JWT_SECRET|PORT|DATABASE_\w+)\}/.test(made))
      .map(([name]) => name);
    const { track } = instance;
    const changed: KeyChanged = { fixedSettings };
    track.append({ kind: "fact", at: track.now(), name: "key-changed", value: { ...changed } });
    await ask("with another key", phone.as);
  },
};
export default scenario;

async function startAgain(instance: Instance, environment: Record<string, string> = {}): Promise<boolean> {
  instance.process.signal("SIGTERM");
  await instance.process.waitUntilEnded(stopLimitMs);
  // Also when it has ended: what a launcher has left behind would hold the port.
  await instance.process.kill();
  await instance.restart({ environment });
  return instance.ready;
}
