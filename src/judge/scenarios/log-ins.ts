/**
 * Signs up, logs in, and guesses: with an e-mail address in other cases, twice at the same moment, with wrong passwords for people
 * who are there and for people who are not, and more often than a contract allows.
 *
 * Each guess costs the program a slow hash, so there are some 50 of them and no more; on a quiet machine they take 5 to 10 s.
 */
import type { Random } from "../../base/random.ts";
import type { Exchange } from "../../contract/recording.ts";
import type { Identity, Surface } from "../../contract/surface.ts";
import { newcomerOf, nobody } from "../acts/people.ts";
import { header } from "../probe/http/messages.ts";
import { succeeded } from "../reading/exchanges.ts";
import { bcryptBytes, longPasswordBytes } from "../reading/long-passwords.ts";
import { CannotGoOn, type Instance, operationOf, requireReady, type Scenario, type Stage } from "../scenario.ts";

/** Note of all exchanges here. */
export interface LogInNote {
  /** As it was sent. */
  login: string;
  /** Of "wrong password": for somebody who is there, or for nobody. */
  of?: "somebody" | "nobody";
  /** Of "wrong password": answers to the same round are compared; round 0 warms up. */
  round?: number;
}

/** Of "long password" and "long password with another end": how many bytes of the two are the same. */
export interface LongPasswordNote {
  login: string;
  same: number;
}

/** Of each person, below what the contract allows before it slows anybody down; of two people and two who are not there. */
const roundsOfEach = 7;
/** A program may count from the full minute: in twice as many and two, one minute gets more than are allowed. */
const guessesFor = (allowed: number) => 2 * allowed + 2;
/** Waited for, if it is no longer: whoever says a minute is believed. */
const longestWaitSeconds = 20;

const scenario: Scenario = {
  title: "log in, rightly and wrongly",
  fast: false,
  instance: "own",
  uses: [],
  limitMs: 120_000,
  inapplicable: ({ identity, promises }) =>
    identity === undefined
      ? "nobody can sign up"
      : promises.some((promise) => /^(logins-look-alike|logins-are-limited|emails-ignore-case)$/.test(promise))
        ? undefined
        : "the contract says nothing of how log-ins fail",
  async run(stage) {
    const instance = requireReady(await stage.start());
    const people = new People(stage, instance);
    const ali = await people.signUp("Ali");
    const bea = await people.signUp("Bea");
    const cy = await people.signUpAtOnce("Cy");
    if (stage.surface.promises.includes("emails-ignore-case")) await people.tryOtherCases(ali);
    await people.tryLongPasswords();
    const { rest, nobody: unknown } = await people.compare([ali, cy ?? bea]);
    if (stage.surface.promises.includes("logins-are-limited")) await people.guess(ali, rest, unknown);
  },
};
export default scenario;

interface Known {
  login: string;
  password: string;
}

class People {
  readonly #stage: Stage;
  readonly #instance: Instance;
  readonly #surface: Surface;
  readonly #random: Random;
  readonly #identity: Identity;

  constructor(stage: Stage, instance: Instance) {
    this.#stage = stage;
    this.#instance = instance;
    this.#surface = stage.surface;
    this.#random = stage.random;
    this.#identity = stage.surface.identity as Identity;
  }

  async signUp(name: string): Promise<Known> {
    const { body, login, password } = newcomerOf(this.#surface, this.#random, name);
    // With a capital, as phones write the first letter of a field.
    const written = this.#isAddress(login) ? login.replace(/^./, (letter) => letter.toUpperCase()) : login;
    const exchange = await this.#register("sign up", written, { ...body, [this.#identity.members.login]: written });
    if (!succeeded(exchange))
      throw new CannotGoOn(`nobody could sign up (${exchange.response?.status ?? exchange.outcome})`);
    return { login: written, password };
  }

  /** The same address four times in one moment, in two spellings if it is one. Undefined when nobody got in. */
  async signUpAtOnce(name: string): Promise<Known | undefined> {
    const { body, login, password } = newcomerOf(this.#surface, this.#random, name);
    const ignoresCase = this.#surface.promises.includes("emails-ignore-case") && this.#isAddress(login);
    const spellings = [login, ignoresCase ? capitals(login) : login, login, ignoresCase ? capitals(login) : login];
    const exchanges = await Promise.all(
      spellings.map((written) =>
        this.#register("sign up at once", written, { ...body, [this.#identity.members.login]: written }),
      ),
    );
    return exchanges.some(succeeded) ? { login, password } : undefined;
  }

  async tryOtherCases({ login, password }: Known): Promise<void> {
    if (!this.#isAddress(login)) return;
    const { body } = newcomerOf(this.#surface, this.#random, "Ali");
    for (const written of [login.toLowerCase(), capitals(login)]) {
      await this.#register("sign up again", written, { ...body, [this.#identity.members.login]: written });
    }
    for (const written of [login, login.toLowerCase(), capitals(login)]) {
      await this.#logIn("right password", { login: written, password });
    }
  }

  /** Once with the right one, and once with one that is only the same as far as bcrypt looks. */
  async tryLongPasswords(): Promise<void> {
    const bytes = longPasswordBytes(this.#surface);
    if (bytes === undefined) return;
    const { login, body } = newcomerOf(this.#surface, this.#random, "Lou");
    const start = `${this.#wrong()}${this.#random.token(bcryptBytes)}`.slice(0, bcryptBytes);
    const endBytes = bytes - bcryptBytes;
    const password = `${start}${"r".repeat(endBytes)}`;
    const whole = { ...body, [this.#identity.members.password]: password };
    const signedUp = await this.#register("sign up with a long password", login, whole);
    if (!succeeded(signedUp)) return;
    const logIn = (label: string, given: string) => {
      const { logIn: id, members } = this.#identity;
      return this.#instance.http.call(operationOf(this.#surface, id), {
        label,
        note: { login, same: bcryptBytes } satisfies LongPasswordNote,
        headers: nobody,
        body: { [members.login]: login, [members.password]: given },
      });
    };
    if (succeeded(await logIn("long password", password))) {
      await logIn("long password with another end", `${start}${"w".repeat(endBytes)}`);
    }
  }

  /** Wrong passwords for those who are there and those who are not, in turns, so that what else the machine does meets both. */
  async compare(known: Known[]): Promise<{ rest: number; nobody: Known }> {
    const allowed = this.#allowed;
    const rounds = Math.min(roundsOfEach, allowed - 1);
    const unknown = known.map((_, i) => newcomerOf(this.#surface, this.#random, `Nil${i}`));
    for (let i = 0; i < known.length; i++) {
      for (let n = 0; n < rounds; n++) {
        const round = i === 0 && n === 0 ? 0 : i * rounds + n;
        const both = [
          { login: known[i]?.login ?? "", of: "somebody" as const },
          { login: unknown[i]?.login ?? "", of: "nobody" as const },
        ];
        for (const { login, of } of this.#random.shuffle(both)) {
          await this.#logIn("wrong password", { login, password: this.#wrong() }, { of, round });
        }
      }
    }
    return { rest: guessesFor(allowed) - rounds, nobody: { login: unknown[0]?.login ?? "", password: "" } };
  }

  /** Until it is refused twice in a row; then others try, and at last somebody who is not there is guessed at as often. */
  async guess(ali: Known, most: number, unknown: Known): Promise<void> {
    const bea = await this.signUp("Eve");
    const limited = await this.#guessUntilLimited("guess", ali.login, most);
    await this.#logIn("another person", bea);
    if (limited) {
      const promised = this.#surface.promises.includes("emails-ignore-case") && this.#isAddress(ali.login);
      if (promised) {
        await this.#logIn("guess in another case", { login: capitals(ali.login), password: this.#wrong() });
        await this.#logIn("guess once more", { login: ali.login, password: this.#wrong() });
      }
      const seconds = Number(header(limited, "retry-after"));
      if (seconds >= 0 && seconds <= longestWaitSeconds) {
        await this.#stage.wait((seconds + 1) * 1_000);
        await this.#logIn("right password afterwards", ali);
      }
    }
    if (this.#surface.promises.includes("logins-look-alike")) {
      await this.#guessUntilLimited("guess at nobody", unknown.login, most);
    }
  }

  async #guessUntilLimited(label: string, login: string, most: number): Promise<Exchange | undefined> {
    let last: Exchange | undefined;
    for (let n = 0; n < most; n++) {
      const exchange = await this.#logIn(label, { login, password: this.#wrong() });
      const isLimited = exchange.response?.status === 429;
      if (isLimited && last?.response?.status === 429) return exchange;
      last = exchange;
    }
    return last?.response?.status === 429 ? last : undefined;
  }

  #register(label: string, login: string, body: { [member: string]: string | number | boolean | null | object }) {
    const operation = operationOf(this.#surface, this.#identity.register);
    return this.#instance.http.call(operation, { label, note: { login }, headers: nobody, body: body as never });
  }

  #logIn(label: string, { login, password }: Known, more: Partial<LogInNote> = {}): Promise<Exchange> {
    const { logIn, members } = this.#identity;
    return this.#instance.http.call(operationOf(this.#surface, logIn), {
      label,
      note: { login, ...more },
      headers: nobody,
      body: { [members.login]: login, [members.password]: password },
    });
  }

  /** Of the form and length of a real one: shorter ones may be refused at sight. */
  #wrong(): string {
    return `${this.#random.token(14)}-${this.#random.token(4).toUpperCase()}7`;
  }

  #isAddress(login: string): boolean {
    return login.includes("@");
  }

  get #allowed(): number {
    return this.#surface.limits.failedLoginsPerMinute ?? 10;
  }
}

/** Of what stands before the @: by the letter of RFC 5321 only the host may ignore its case; a contract may promise more. */
function capitals(login: string): string {
  const [name = "", ...host] = login.split("@");
  return [name.toUpperCase(), ...host].join("@");
}
