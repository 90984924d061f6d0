/**
 * Asks for everything that is guarded: as nobody, with tokens that are none, and with a good one in a place where the contract
 * has none. With one person of its own, so that whatever is let through ends nobody else's session; or with the key of the API,
 * where one key opens everything.
 *
 * Some 150 requests of a millisecond or two, after one sign-up and one log-in.
 */
import type { ApiKey, CredentialPlace, Identity } from "../../contract/surface.ts";
import { asBearer, nobody, signUp, withKey } from "../acts/people.ts";
import { plainRead, type SecuredRequest, securedRequests, spokenToAs } from "../acts/secured-requests.ts";
import { type CallOptions, CannotGoOn, type Http, type Scenario, type Stage } from "../scenario.ts";

/** Note of "no token", "broken token", "token elsewhere" and "with the token". */
export interface TokenNote {
  operation: string;
  /** Of a broken token: what is wrong with it. Of one elsewhere: where it is. */
  what?: string;
  /** Of a broken token: the header itself is malformed, which RFC 6750 §3.1 would answer with 400. */
  malformed?: boolean;
}

/** The fact "session-cookies": those that a log-in set and that hold what one is known by. */
export interface SessionCookies {
  /** The answer that set them. */
  entry: number;
  /** Each as it was set, but for its value: "session=…; HttpOnly; Secure". */
  cookies: string[];
}

const scenario: Scenario = {
  title: "ask for what is guarded without a good token",
  fast: true,
  instance: "shared",
  uses: [],
  promises: ["tokens-guard-everything"],
  limitMs: 60_000,
  inapplicable: ({ identity, apiKey }) =>
    identity || apiKey ? undefined : "nobody can sign up, and there is no key to the API",
  async run(stage) {
    const { surface, shared } = stage;
    const { http } = shared;
    const holder = surface.apiKey
      ? keyHolder(stage, surface.apiKey)
      : await newcomer(stage, surface.identity as Identity);
    const as = holder.show(holder.token);
    const guarded = await securedRequests(stage, spokenToAs(shared, as), holder.person);
    const harmless = plainRead(surface);
    // Who sets a key of three letters has sent it whole with its first eight characters.
    const isWhole = ({ headers }: Broken) => Object.entries(headers).every(([name, value]) => as[name] === value);
    const broken = brokenTokens(holder).filter((one) => !isWhole(one));
    for (const request of guarded.filter(({ operation }) => operation === harmless)) {
      await ask(http, request, "with the token", {}, { headers: as });
      const tokens = [...broken, ...otherCases(holder).filter((one) => !isWhole(one)), ...oddHeaders(holder)];
      for (const { what, headers, malformed = false } of tokens) {
        await ask(http, request, "broken token", { what, malformed }, { headers: { ...nobody, ...headers } });
      }
    }
    const changed = broken.filter(({ everywhere }) => everywhere);
    for (const request of guarded) {
      await ask(http, request, "no token", {}, { headers: nobody });
      if (request.operation !== harmless) {
        for (const { what, headers } of changed) {
          await ask(http, request, "broken token", { what }, { headers: { ...nobody, ...headers } });
        }
      }
      for (const { what, options } of places(holder, request, surface.credentialPlaces)) {
        await ask(http, request, "token elsewhere", { what }, options);
      }
    }
  },
};
export default scenario;

/** Whoever is let in, and by what. */
interface Holder {
  token: string;
  /** What it is called here. */
  noun: "token" | "key";
  /** The id of who signed up. */
  person?: string;
  /** Of the request, in lower case: where the token belongs. */
  header: string;
  /** What stands before it there: "Bearer". */
  scheme?: string | undefined;
  /** The cookie that holds it. */
  cookie?: string | undefined;
  show(token: string): Record<string, string>;
}

async function newcomer(stage: Stage, identity: Identity): Promise<Holder> {
  const { surface, random, shared } = stage;
  const { token, id: person } = await signUp(shared.http, surface, random, "Ali");
  noteCookies(stage, token);
  const show = (shown: string) => asBearer(shown, identity);
  const place =
    identity.carrier === "cookie"
      ? { header: "cookie", cookie: identity.cookie ?? "session" }
      : { header: "authorization", scheme: "Bearer" };
  return { token, noun: "token", person, show, ...place };
}

function keyHolder({ shared }: Stage, apiKey: ApiKey): Holder {
  const { header, scheme } = apiKey;
  const token = shared.apiKey;
  if (token === undefined) throw new CannotGoOn("the key is not known of a program that is checked by its address");
  return { token, noun: "key", header: header.toLowerCase(), scheme, show: (shown) => withKey(shown, apiKey) };
}

/** Also where the contract has another place for the token: what is set is sent along by browsers all the same. */
function noteCookies({ seen, shared, surface }: Stage, token: string): void {
  const { track } = shared;
  const logIns = seen(shared).filter(
    (entry) => entry.kind === "exchange" && entry.operation === surface.identity?.logIn,
  );
  const last = logIns.findLast(({ scenario: by }) => by === track.scenario);
  if (last?.kind !== "exchange") return;
  const cookies = (last.response?.headers ?? [])
    .filter(([name, value]) => name.toLowerCase() === "set-cookie" && decoded(value).includes(token))
    .map(([, value]) => value.replace(/=[^;]*/, "=…"));
  const found: SessionCookies = { entry: last.id, cookies };
  track.append({ kind: "fact", at: track.now(), name: "session-cookies", value: { ...found } });
}

function decoded(text: string): string {
  try {
    return `${text} ${decodeURIComponent(text)}`;
  } catch {
    return text;
  }
}

function ask(
  http: Http,
  { operation, options }: SecuredRequest,
  label: string,
  note: Omit<TokenNote, "operation">,
  given: Partial<CallOptions>,
) {
  return http.call(operation, { ...options, ...given, label, note: { operation: operation.id, ...note } });
}

interface Broken {
  what: string;
  headers: Record<string, string>;
  malformed?: boolean;
  /** Tried at every operation: each may have a guard of its own. */
  everywhere?: boolean;
}

/**
 * Never by the last character alone: in base64url it may hold bits of padding, and in base64 or hex that is decoded it may mean
 * nothing.
 */
function brokenTokens({ token, noun, show }: Holder): Broken[] {
  const half = Math.floor(token.length / 2);
  const with_ = (what: string, broken: string, more: Partial<Broken> = {}): Broken => ({
    what,
    headers: show(broken),
    ...more,
  });
  return [
    with_(`a made-up ${noun}`, "sw-nonsense-0123456789abcdef", { everywhere: true }),
    with_(`a ${noun} with one character changed`, changed(token, half), { everywhere: true }),
    with_(`a ${noun} with its first character changed`, changed(token, 0)),
    with_(`a ${noun} with a character near its end changed`, changed(token, token.length - 3)),
    with_(`the first half of a ${noun}`, token.slice(0, half)),
    with_(`the second half of a ${noun}`, token.slice(half)),
    with_(`the first eight characters of a ${noun}`, token.slice(0, 8)),
    with_(`a ${noun} twice`, token + token),
    with_('the word "null"', "null"),
    with_('the word "undefined"', "undefined"),
    with_("the number 1", "1"),
    with_("a wildcard", "%", { malformed: true }),
    with_("a quote", "' OR '1'='1", { malformed: true }),
    with_(`a ${noun} of 3,000 characters`, "a".repeat(3_000)),
  ];
}

/** Of a key only, whose form is ours: of a token that is written in hex, both mean the same. */
function otherCases({ token, noun, show }: Holder): Broken[] {
  if (noun !== "key") return [];
  return [
    { what: "the key in capitals", headers: show(token.toUpperCase()) },
    { what: "the key in small letters", headers: show(token.toLowerCase()) },
  ];
}

/** With another scheme, or nothing behind it: RFC 9110 §11.4, RFC 6750 §2.1. */
function oddHeaders({ token, noun, header, scheme }: Holder): Broken[] {
  if (scheme === undefined) return [];
  const with_ = (what: string, value: string, malformed = false): Broken => ({
    what,
    headers: { [header]: value },
    malformed,
  });
  return [
    with_(`the scheme without a ${noun}`, scheme, true),
    with_("the scheme Basic", `Basic ${token}`),
    with_("a scheme that nobody knows", `Xyzzy ${token}`),
    with_("Basic with a name and a password", `Basic ${Buffer.from(`admin:${token}`).toString("base64")}`),
    with_("letters beyond ASCII", `${scheme} \u00e9\u00e8\u00ff`, true),
  ];
}

function changed(token: string, at: number): string {
  const old = token[at] ?? "";
  const other = /[0-9]/.test(old)
    ? old === "1"
      ? "2"
      : "1"
    : /[A-Z]/.test(old)
      ? old === "B"
        ? "C"
        : "B"
      : old === "b"
        ? "c"
        : "b";
  return token.slice(0, at) + other + token.slice(at + 1);
}

/**
 * Where programs look too, "to make testing easier": each by the names that are usual. What the contract names as one of
 * several ways in is left out.
 */
function places(
  { token, noun, header, cookie }: Holder,
  { operation, options }: SecuredRequest,
  known: readonly CredentialPlace[] = [],
) {
  const isKnown = (where: CredentialPlace["in"], header?: string) =>
    known.some(({ in: place, name }) => place === where && (header === undefined || name.toLowerCase() === header));
  const names = ["token", "access_token", "auth_token", "jwt", "session"];
  if (noun === "key") names.push("key", "api_key", "apikey", "apiKey", "api-key", header);
  const everywhere = Object.fromEntries(names.map((name) => [name, token]));
  const cookies = [...new Set([...names, "auth", "sid", "Authorization", cookie ?? "session"])];
  const headers = ["x-access-token", "x-auth-token", "x-api-key", "x-token", "token"].filter(
    (name) => name !== header && !isKnown("header", name),
  );
  const all: { what: string; options: Partial<CallOptions> }[] = [
    {
      what: "other headers",
      options: { headers: { ...nobody, ...Object.fromEntries(headers.map((name) => [name, token])) } },
    },
  ];
  if (!isKnown("query")) all.unshift({ what: "the query", options: { headers: nobody, query: everywhere } });
  if (header !== "authorization" && !isKnown("header", "authorization")) {
    const headers = { cookie: "", authorization: `Bearer ${token}` };
    all.push({ what: "the header Authorization", options: { headers } });
  }
  if (header !== "cookie" && !isKnown("cookie")) {
    const headers = { authorization: "", cookie: cookies.map((name) => `${name}=${token}`).join("; ") };
    all.push({ what: "a cookie", options: { headers } });
  }
  if (typeof options.body === "object" && options.body !== null && !Array.isArray(options.body)) {
    all.push({ what: "the body", options: { headers: nobody, body: { ...options.body, ...everywhere } } });
  }
  return operation.method === "HEAD" ? [] : all;
}
