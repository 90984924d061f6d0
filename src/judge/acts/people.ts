/**
 * People of the program: signed up and logged in through the API itself, each with a password of their own.
 *
 * A program that keeps passwords as it should takes 50 to 300 ms of a core for each sign-up and each log-in, so scenarios
 * sign up few people. `http.call` needs none of this: see {@link Http}.
 */
import type { Random } from "../../base/random.ts";
import type { Json } from "../../contract/json.ts";
import type { Exchange } from "../../contract/recording.ts";
import type { ApiKey, Identity, Surface } from "../../contract/surface.ts";
import { header, jsonBody } from "../probe/http/messages.ts";
import { succeeded } from "../reading/exchanges.ts";
import { CannotGoOn, type Http, operationOf } from "../scenario.ts";
import { validBody } from "../surface/values.ts";

export interface Person {
  /** "Ali": for sentences in a report. */
  name: string;
  /** What is logged in with: an e-mail address, mostly. */
  login: string;
  password: string;
  /** As it goes into a path. */
  id: string;
  /** The bearer token, or the value of the cookie. */
  token: string;
  /** Headers that show a request to be this person's: `http.call(operation, { headers: ali.as, … })`. */
  as: Record<string, string>;
}

/** Headers for a request of nobody: without them `http.call` speaks for the default person. */
export const nobody: Readonly<Record<string, string>> = { authorization: "", cookie: "" };

/** Registers and logs in, in two requests labelled "sign up" and "log in". */
export async function signUp(http: Http, surface: Surface, random: Random, name: string): Promise<Person> {
  const registered = await register(http, surface, random, name);
  const { login, password } = registered;
  const { token, as } = await logIn(http, surface, { name, login, password });
  const id = registered.id ?? (await ownId(http, surface, as));
  return { name, login, password, id, token, as };
}

/** Registers only, in one request labelled "sign up"; without an id where the answer has none. */
export async function register(
  http: Http,
  surface: Surface,
  random: Random,
  name: string,
): Promise<Pick<Person, "name" | "login" | "password"> & { id?: string }> {
  const { login, password, body } = newcomerOf(surface, random, name);
  const registered = await http.call(operationOf(surface, identityOf(surface).register), {
    label: "sign up",
    note: { person: name },
    headers: nobody,
    body,
  });
  // 409: a program that is known by its address only keeps its people from run to run, and the seed may be an old one.
  if (!succeeded(registered) && registered.response?.status !== 409) throw cannot("sign up", registered);
  const id = idOf(registered, surface);
  return { name, login, password, ...(id === undefined ? {} : { id }) };
}

/** Logs in again, in one request labelled "log in". */
export async function logIn(
  http: Http,
  surface: Surface,
  { name, login, password }: Pick<Person, "name" | "login" | "password">,
): Promise<Pick<Person, "token" | "as">> {
  const identity = identityOf(surface);
  const { members } = identity;
  const loggedIn = await http.call(operationOf(surface, identity.logIn), {
    label: "log in",
    note: { person: name },
    headers: nobody,
    body: { [members.login]: login, [members.password]: password },
  });
  const token = succeeded(loggedIn) ? tokenOf(loggedIn, identity) : undefined;
  if (token === undefined) throw cannot("log in", loggedIn);
  return { token, as: asBearer(token, identity) };
}

/** What a new person would send to register: a valid body with a log-in name and a password that nobody else has. */
export function newcomerOf(surface: Surface, random: Random, name: string) {
  const { register, members } = identityOf(surface);
  const body: Record<string, Json> = validBody(operationOf(surface, register), random);
  const word = `${name.toLowerCase().replace(/[^a-z0-9]/g, "")}-${random.token(10)}`;
  const login = String(body[members.login] ?? "").includes("@") ? `${word}@example.com` : word;
  // Letters, a digit, a sign and upper case: whatever rule a program may add beyond the contract's length.
  const password = `${random.token(14)}-${random.token(4).toUpperCase()}7`;
  if (typeof body.name === "string") body.name = name;
  return { login, password, body: { ...body, [members.login]: login, [members.password]: password } };
}

/** The headers of whoever holds this token. */
export function asBearer(token: string, { carrier, cookie = "session" }: Identity): Record<string, string> {
  return carrier === "cookie" ? { cookie: `${cookie}=${token}` } : { authorization: `Bearer ${token}` };
}

/** The headers of whoever holds the one key of an API. */
export function withKey(key: string, { header, scheme }: ApiKey): Record<string, string> {
  return { [header.toLowerCase()]: scheme === undefined ? key : `${scheme} ${key}` };
}

/** What a log-in answered to be known by afterwards. */
export function tokenOf(loggedIn: Exchange, identity: Identity): string | undefined {
  if (identity.carrier === "cookie") {
    const set = loggedIn.response?.headers.filter(([name]) => name.toLowerCase() === "set-cookie") ?? [];
    const pairs = set.map(([, value]) => /^\s*([^=;\s]+)=([^;]*)/.exec(value));
    return pairs.find((pair) => pair?.[1] === (identity.cookie ?? pair?.[1]))?.[2];
  }
  const token = memberOf(loggedIn, identity.tokenMember);
  return typeof token === "string" && token !== "" ? token : undefined;
}

async function ownId(http: Http, surface: Surface, as: Record<string, string>): Promise<string> {
  const { me } = identityOf(surface);
  const asked = me && (await http.call(operationOf(surface, me), { label: "who am I", headers: as }));
  const id = asked ? idOf(asked, surface) : undefined;
  if (id === undefined) throw new CannotGoOn("a person who signed up has no id to be found again by");
  return id;
}

function idOf(exchange: Exchange, surface: Surface): string | undefined {
  if (!succeeded(exchange)) return undefined;
  const id = memberOf(exchange, identityOf(surface).idMember);
  return typeof id === "string" || typeof id === "number" ? String(id) : undefined;
}

function memberOf(exchange: Exchange, member: string): Json | undefined {
  const body = jsonBody(exchange);
  const value = body.ok ? body.value : undefined;
  return typeof value === "object" && value !== null && !Array.isArray(value) ? value[member] : undefined;
}

function identityOf(surface: Surface): Identity {
  if (!surface.identity) throw new Error("nobody can sign up in this API");
  return surface.identity;
}

function cannot(what: string, exchange: Exchange): CannotGoOn {
  const outcome = exchange.response ? String(exchange.response.status) : exchange.outcome;
  const because = succeeded(exchange) ? `${outcome}, without a token` : outcome;
  const redirect = header(exchange, "location");
  return new CannotGoOn(`nobody could ${what} (${because}${redirect ? ` to ${redirect}` : ""})`);
}
