/**
 * When the token is a JWT: takes it apart, and comes back with forged ones. Those that must be signed rightly (one that has
 * expired, say) are signed with the key that the program was given.
 *
 * All as the default person, whose token costs no further log-in; so nothing here logs out.
 */
import { generateKeyPairSync, sign } from "node:crypto";
import type { Json } from "../../contract/json.ts";
import type { Identity } from "../../contract/surface.ts";
import { asBearer, nobody } from "../acts/people.ts";
import { plainRead, type SecuredRequest, securedRequests } from "../acts/secured-requests.ts";
import { encode, guessedKey, isSignedWith, type Jwt, keysFrom, parseJwt, signJwt } from "../reading/jwt.ts";
import type { CallOptions, Instance, Scenario, Stage } from "../scenario.ts";

/** The fact "token-form". */
export type TokenForm =
  | { form: "opaque" }
  | {
      form: "jwt";
      algorithm: string;
      /** Seconds from when the judge looked to its `exp`; null without one. */
      endsInSeconds: number | null;
      /** Seconds between its own `iat` and `exp`; null when one is missing. */
      lastsSeconds: number | null;
      /** What it is signed with: JWT_SECRET, a word that everybody tries, or something that could not be found out. */
      key: "environment" | "word" | "unknown";
      word?: string;
    };

/** Note of "forged token", "expired token", "signed anew" and "with the token". */
export interface ForgedNote {
  operation: string;
  /** What was done to it: "has no signature". */
  what?: string;
}

const anHour = 3_600;

const scenario: Scenario = {
  title: "forge tokens",
  fast: true,
  instance: "shared",
  uses: [],
  promises: ["tokens-guard-everything"],
  limitMs: 60_000,
  inapplicable: (surface) =>
    surface.identity === undefined
      ? "nobody can sign up"
      : plainRead(surface) === undefined
        ? "there is nothing that can be asked with a token alone"
        : undefined,
  async run(stage) {
    const { surface, shared } = stage;
    const { track } = shared;
    const token = tokenIn(await shared.http.credentials(), surface.identity as Identity);
    const jwt = token === undefined ? undefined : parseJwt(token);
    if (token === undefined || !jwt) {
      const form: TokenForm = { form: "opaque" };
      track.append({ kind: "fact", at: track.now(), name: "token-form", value: form });
      return;
    }
    const keys = shared.jwtSecret === undefined ? [] : keysFrom(shared.jwtSecret);
    const key = keys.find((candidate) => isSignedWith(jwt, candidate));
    const form = formOf(jwt, key !== undefined);
    track.append({ kind: "fact", at: track.now(), name: "token-form", value: form as unknown as Json });
    await askWithForged(stage, jwt, token);
    const rightKey = key ?? guessedKey(jwt);
    if (rightKey !== undefined) await askWithResigned(stage, jwt, rightKey);
  },
};
export default scenario;

/** By the clock of the machine, which the program has too: what a token says of its end is a time of day. */
function formOf(jwt: Jwt, isFromEnvironment: boolean): TokenForm {
  const { exp, iat } = jwt.payload;
  const word = isFromEnvironment ? undefined : guessedKey(jwt);
  return {
    form: "jwt",
    algorithm: String(jwt.header.alg),
    endsInSeconds: typeof exp === "number" ? Math.round(exp - Date.now() / 1_000) : null,
    lastsSeconds: typeof exp === "number" && typeof iat === "number" ? exp - iat : null,
    key: isFromEnvironment ? "environment" : word === undefined ? "unknown" : "word",
    ...(word === undefined ? {} : { word }),
  };
}

async function askWithForged(stage: Stage, jwt: Jwt, token: string): Promise<void> {
  const { surface, shared } = stage;
  const harmless = plainRead(surface);
  const guarded = (await securedRequests(stage, shared, undefined)).filter(
    ({ operation }) => operation.id !== surface.identity?.logOut,
  );
  const forgeries = forged(jwt, stage.random.token(32));
  const plain = guarded.filter(({ operation }) => operation === harmless);
  for (const request of plain) {
    await ask(stage, shared, request, "with the token", undefined, token);
    for (const { what, token: bad } of forgeries) await ask(stage, shared, request, "forged token", what, bad);
  }
  // Each operation may have a guard of its own; the two commonest holes are tried at all of them.
  for (const request of guarded) {
    if (plain.includes(request)) continue;
    for (const { what, token: bad, everywhere } of forgeries) {
      if (everywhere) await ask(stage, shared, request, "forged token", what, bad);
    }
  }
}

/**
 * With claims that are a little other, so that it is no copy of one that was given out; and one that has expired, which is only
 * telling when the other is let in.
 */
async function askWithResigned(stage: Stage, jwt: Jwt, key: Uint8Array | string): Promise<void> {
  const { surface, shared } = stage;
  const operation = plainRead(surface);
  if (!operation) return;
  const now = Math.floor(Date.now() / 1_000);
  const signed = (exp: number, iat: number) =>
    signJwt(jwt.header, { ...jwt.payload, ...("iat" in jwt.payload ? { iat } : {}), exp }, key);
  const request = { operation, options: {} };
  await ask(stage, shared, request, "signed anew", "ends in half an hour", signed(now + anHour / 2, now - 1));
  // Longer ago than any leeway for clocks that differ.
  await ask(stage, shared, request, "expired token", "ended two hours ago", signed(now - 2 * anHour, now - 3 * anHour));
}

interface Forgery {
  what: string;
  token: string;
  everywhere?: boolean;
}

/** https://www.rfc-editor.org/rfc/rfc8725#section-2 and the CVEs of a decade. */
function forged({ header, payload, parts }: Jwt, wrongKey: string): Forgery[] {
  const algorithm = /^HS/.test(String(header.alg)) ? header.alg : "HS256";
  const other = { ...payload, ...(typeof payload.exp === "number" ? { exp: payload.exp + 60 } : { seaworthy: 1 }) };
  const none = (alg: string) => `${encode({ ...header, alg: alg as Json })}.${parts.payload}.`;
  const hmac = { ...header, alg: algorithm ?? "HS256" };
  const elliptic = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const withOwnKey = { ...header, alg: "ES256", jwk: elliptic.publicKey.export({ format: "jwk" }) as Json };
  const input = `${encode(withOwnKey)}.${parts.payload}`;
  const ownSignature = sign("sha256", Buffer.from(input), { key: elliptic.privateKey, dsaEncoding: "ieee-p1363" });
  return [
    { what: 'has the algorithm "none" and no signature', token: none("none"), everywhere: true },
    { what: 'has the algorithm "None" and no signature', token: none("None") },
    { what: 'has the algorithm "nOnE" and no signature', token: none("nOnE") },
    { what: 'has the algorithm "none" and the old signature', token: none("none") + parts.signature },
    { what: "is signed with a key of the judge", token: signJwt(hmac, payload, wrongKey), everywhere: true },
    { what: "is signed with an empty key", token: signJwt(hmac, payload, "") },
    { what: "has other claims under the old signature", token: `${parts.header}.${encode(other)}.${parts.signature}` },
    { what: "has lost its signature", token: `${parts.header}.${parts.payload}.` },
    { what: "has lost its signature and the dot before it", token: `${parts.header}.${parts.payload}` },
    { what: "has its first half as signature", token: `${parts.header}.${parts.payload}.${half(parts.signature)}` },
    {
      what: "has another second half of its signature",
      token: `${parts.header}.${parts.payload}.${half(parts.signature)}${mirrored(parts.signature)}`,
    },
    { what: "brings its own key in its header", token: `${input}.${ownSignature.toString("base64url")}` },
    {
      what: "names an empty file as its key",
      token: signJwt({ ...hmac, kid: "../../../../../../../../dev/null" }, payload, ""),
    },
    {
      what: "has the algorithm RS256 and an HMAC for a signature",
      token: hmacUnder("RS256", header, parts.payload, wrongKey),
    },
  ];
}

function half(signature: string): string {
  return signature.slice(0, Math.floor(signature.length / 2));
}

/** The second half backwards, without its last letter, whose bits may be padding. */
function mirrored(signature: string): string {
  return [...signature.slice(half(signature).length, -1)].reverse().join("") + signature.slice(-1);
}

function hmacUnder(alg: string, header: Jwt["header"], payload: string, key: string): string {
  const signature = signJwt({ alg: "HS256" }, {}, key).split(".")[2] ?? "";
  return `${encode({ ...header, alg })}.${payload}.${signature}`;
}

function ask(
  { surface }: Stage,
  { http }: Instance,
  { operation, options }: SecuredRequest,
  label: string,
  what: string | undefined,
  token: string,
) {
  const headers = { ...nobody, ...asBearer(token, surface.identity as Identity) };
  const note = { operation: operation.id, ...(what === undefined ? {} : { what }) };
  return http.call(operation, { ...(options as CallOptions), headers, label, note });
}

function tokenIn(credentials: Record<string, string>, { cookie = "session" }: Identity): string | undefined {
  const { authorization, cookie: cookies } = credentials;
  return authorization?.replace(/^bearer +/i, "") ?? cookies?.slice(cookie.length + 1);
}
