/**
 * Asks for everything that is guarded: as nobody, with tokens that are none, and with a good one in a place where the contract
 * has none. With one person of its own, so that whatever is let through ends nobody else's session.
 *
 * Some 150 requests of a millisecond or two, after one sign-up and one log-in.
 */
import type { Identity } from "../../contract/surface.ts";
import { asBearer, nobody, signUp } from "../acts/people.ts";
import { plainRead, type SecuredRequest, securedRequests, spokenToAs } from "../acts/secured-requests.ts";
import type { CallOptions, Http, Scenario, Stage } from "../scenario.ts";

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
  inapplicable: ({ identity }) => (identity ? undefined : "nobody can sign up"),
  async run(stage) {
    const { surface, random, shared } = stage;
    const identity = surface.identity as Identity;
    const { http } = shared;
    const ali = await signUp(http, surface, random, "Ali");
    noteCookies(stage, ali.token);
    const guarded = await securedRequests(stage, spokenToAs(shared, ali.as), ali.id);
    const harmless = plainRead(surface);
    for (const request of guarded.filter(({ operation }) => operation === harmless)) {
      await ask(http, request, "with the token", {}, { headers: ali.as });
      const tokens = [...brokenTokens(ali.token, identity), ...(identity.carrier === "bearer" ? odd(ali.token) : [])];
      for (const { what, headers, malformed = false } of tokens) {
        await ask(http, request, "broken token", { what, malformed }, { headers: { ...nobody, ...headers } });
      }
    }
    const changed = brokenTokens(ali.token, identity).filter(({ everywhere }) => everywhere);
    for (const request of guarded) {
      await ask(http, request, "no token", {}, { headers: nobody });
      if (request.operation !== harmless) {
        for (const { what, headers } of changed) {
          await ask(http, request, "broken token", { what }, { headers: { ...nobody, ...headers } });
        }
      }
      for (const { what, options } of places(ali.token, identity, request)) {
        await ask(http, request, "token elsewhere", { what }, options);
      }
    }
  },
};
export default scenario;

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
function brokenTokens(token: string, identity: Identity): Broken[] {
  const half = Math.floor(token.length / 2);
  const with_ = (what: string, broken: string, more: Partial<Broken> = {}): Broken => ({
    what,
    headers: asBearer(broken, identity),
    ...more,
  });
  return [
    with_("a made-up token", "sw-nonsense-0123456789abcdef", { everywhere: true }),
    with_("a token with one character changed", changed(token, half), { everywhere: true }),
    with_("a token with its first character changed", changed(token, 0)),
    with_("a token with a character near its end changed", changed(token, token.length - 3)),
    with_("the first half of a token", token.slice(0, half)),
    with_("the second half of a token", token.slice(half)),
    with_("the first eight characters of a token", token.slice(0, 8)),
    with_("a token twice", token + token),
    with_('the word "null"', "null"),
    with_('the word "undefined"', "undefined"),
    with_("the number 1", "1"),
    with_("a wildcard", "%", { malformed: true }),
    with_("a quote", "' OR '1'='1", { malformed: true }),
    with_("a token of 3,000 characters", "a".repeat(3_000)),
  ];
}

/** Of the header `Authorization`: RFC 9110 §11.4, RFC 6750 §2.1. */
function odd(token: string): Broken[] {
  const header = (what: string, authorization: string, malformed = false): Broken => ({
    what,
    headers: { authorization },
    malformed,
  });
  return [
    header("the scheme without a token", "Bearer", true),
    header("the scheme Basic", `Basic ${token}`),
    header("a scheme that nobody knows", `Xyzzy ${token}`),
    header("Basic with a name and a password", `Basic ${Buffer.from(`admin:${token}`).toString("base64")}`),
    header("letters beyond ASCII", "Bearer \u00e9\u00e8\u00ff", true),
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

/** Where programs look too, "to make testing easier": each by the names that are usual. */
function places(token: string, { carrier, cookie = "session" }: Identity, { operation, options }: SecuredRequest) {
  const names = ["token", "access_token", "auth_token", "jwt", "session"];
  const everywhere = Object.fromEntries(names.map((name) => [name, token]));
  const cookies = [...new Set([...names, "auth", "sid", "Authorization", cookie])];
  const all: { what: string; options: Partial<CallOptions> }[] = [
    { what: "the query", options: { headers: nobody, query: everywhere } },
    {
      what: "other headers",
      options: {
        headers: {
          ...nobody,
          ...Object.fromEntries(
            ["x-access-token", "x-auth-token", "x-api-key", "x-token", "token"].map((name) => [name, token]),
          ),
        },
      },
    },
    ...(carrier === "cookie"
      ? [{ what: "the header Authorization", options: { headers: { cookie: "", authorization: `Bearer ${token}` } } }]
      : [
          {
            what: "a cookie",
            options: { headers: { authorization: "", cookie: cookies.map((name) => `${name}=${token}`).join("; ") } },
          },
        ]),
  ];
  if (typeof options.body === "object" && options.body !== null && !Array.isArray(options.body)) {
    all.push({ what: "the body", options: { headers: nobody, body: { ...options.body, ...everywhere } } });
  }
  return operation.method === "HEAD" ? [] : all;
}
