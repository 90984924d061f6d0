/**
 * Who speaks when a scenario does not say who: one person for each database, signed up when first needed. So the
 * scenarios that are about things, and not about people, need to know nothing of credentials. Where one key opens everything
 * there are no people, and whoever speaks has it.
 */
import type { Random } from "../base/random.ts";
import type { Surface } from "../contract/surface.ts";
import { logIn, type Person, signUp, withKey } from "./acts/people.ts";
import type { HttpProbe } from "./probe/http/http.ts";
import { CannotGoOn } from "./scenario.ts";

/** Shared by all copies of the program on one database. */
export interface Account {
  person: Promise<Person> | undefined;
}

export interface Speaker extends HttpProbe {
  /**
   * A program that keeps its sessions in memory forgets them when it ends. That is a fault, and one check is about it; all
   * others would only say it again, so the person logs in anew.
   */
  programEnded(): void;
}

export interface SpeakerOptions {
  account: Account;
  surface: Surface;
  random: Random;
  probe: HttpProbe;
  /** The key that the program was given, where it has one and the judge knows it. */
  apiKey?: () => string | undefined;
}

/** Requests of secured operations that bring no credentials of their own get the person's; empty ones are left out. */
export function speakingFor({ account, surface, random, probe, apiKey }: SpeakerOptions): Speaker {
  const secured = new Set(surface.operations.filter((operation) => operation.secured).map(({ id }) => id));
  const carriers = ["authorization", "cookie", ...(surface.apiKey ? [surface.apiKey.header.toLowerCase()] : [])];
  const isCredential = ([name]: [string, string]) => carriers.includes(name.toLowerCase());
  let credentials: Promise<Record<string, string>> | undefined;

  /** The one who comes first signs up; the same person logs in at every other copy, and after every restart. */
  const enter = async (): Promise<Record<string, string>> => {
    if (surface.apiKey) {
      const key = apiKey?.();
      if (key === undefined) throw new CannotGoOn("the key is not known of a program that is checked by its address");
      return withKey(key, surface.apiKey);
    }
    if (!surface.identity) return {};
    const known = account.person;
    if (known) return (await logIn(speaker, surface, await known)).as;
    const signingUp = signUp(speaker, surface, random, "Dana");
    account.person = signingUp;
    // Whatever kept them out may be over when the next request comes.
    signingUp.catch(() => {
      account.person = undefined;
    });
    return (await signingUp).as;
  };
  const own = (): Promise<Record<string, string>> => {
    if (credentials) return credentials;
    const entering = enter();
    credentials = entering;
    entering.catch(() => {
      if (credentials === entering) credentials = undefined;
    });
    return entering;
  };
  const dressed = async <T extends Dressed>(request: T, operation: string | undefined): Promise<T> => {
    const given = Object.entries(request.headers ?? {});
    const speaksForItself = given.some(isCredential) || operation === undefined || !secured.has(operation);
    const kept = given.filter((header) => !isCredential(header) || header[1] !== "");
    return { ...request, headers: { ...Object.fromEntries(kept), ...(speaksForItself ? {} : await own()) } };
  };
  const speaker: Speaker = {
    send: (request) => handled(dressed(request, request.operation).then((spec) => probe.send(spec))),
    call: (operation, options) => handled(dressed(options, operation.id).then((given) => probe.call(operation, given))),
    credentials: () => handled(own()),
    close: () => probe.close(),
    programEnded: () => {
      credentials = undefined;
    },
  };
  return speaker;
}

interface Dressed {
  headers?: Record<string, string>;
}

/** A scenario that is broken off may leave requests that nobody awaits any more; their rejection is no bug. */
function handled<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => {});
  return promise;
}
