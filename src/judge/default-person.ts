/**
 * Who speaks when a scenario does not say who: one person for each database, signed up when first needed. So the
 * scenarios that are about things, and not about people, need to know nothing of credentials.
 */
import type { Random } from "../base/random.ts";
import type { Surface } from "../contract/surface.ts";
import { logIn, type Person, signUp } from "./acts/people.ts";
import type { HttpProbe } from "./probe/http/http.ts";
import type { Http } from "./scenario.ts";

/** Shared by all copies of the program on one database. */
export class DefaultPerson {
  readonly #surface: Surface;
  readonly #random: Random;
  #person: Promise<Person> | undefined;
  #mayBeForgotten = false;

  constructor(surface: Surface, random: Random) {
    this.#surface = surface;
    this.#random = random;
  }

  /** What shows a request to be this person's. Rejects with CannotGoOn where signing up does not work; the next asks again. */
  async headers(http: Http): Promise<Record<string, string>> {
    if (!this.#surface.identity) return {};
    const person = this.#person;
    if (!person) this.#person = signUp(http, this.#surface, this.#random, "Dana");
    else if (this.#mayBeForgotten) this.#person = person.then((known) => this.#again(http, known));
    this.#mayBeForgotten = false;
    const now = this.#person as Promise<Person>;
    now.catch(() => {
      if (this.#person === now) this.#person = undefined;
    });
    return (await now).as;
  }

  /**
   * A program that keeps its sessions in memory forgets them when it ends. That is a fault, and one check is about it; all
   * others would only say it again, so this person logs in anew.
   */
  programEnded(): void {
    this.#mayBeForgotten = this.#person !== undefined;
  }

  async #again(http: Http, person: Person): Promise<Person> {
    return { ...person, ...(await logIn(http, this.#surface, person)) };
  }
}

/** Requests of secured operations that bring no credentials of their own get this person's; empty ones are left out. */
export function speakingFor(person: DefaultPerson, surface: Surface, probe: HttpProbe): HttpProbe {
  const carriers = ["authorization", "cookie"];
  const secured = new Set(surface.operations.filter((operation) => operation.secured).map(({ id }) => id));
  const dressed = async <T extends { headers?: Record<string, string> }>(request: T, operation: string | undefined) => {
    const given = Object.entries(request.headers ?? {});
    const isCarrier = ([name]: [string, string]) => carriers.includes(name.toLowerCase());
    const own = given.some(isCarrier);
    const credentials = !own && operation !== undefined && secured.has(operation) ? await person.headers(speaker) : {};
    const kept = given.filter((entry) => !isCarrier(entry) || entry[1] !== "");
    return { ...request, headers: { ...Object.fromEntries(kept), ...credentials } };
  };
  const speaker: HttpProbe = {
    send: (request) => handled(dressed(request, request.operation).then((spec) => probe.send(spec))),
    call: (operation, options) =>
      handled(dressed(options, operation.id).then((dressedOptions) => probe.call(operation, dressedOptions))),
    credentials: () => handled(person.headers(speaker)),
    close: () => probe.close(),
  };
  return speaker;
}

/** A scenario that is broken off may leave requests that nobody awaits any more; their rejection is no bug. */
function handled<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => {});
  return promise;
}
