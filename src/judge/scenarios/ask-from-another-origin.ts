/**
 * Asks as a browser does for a page of somebody else's, with the session of the person who looks at it.
 */
import { plainRead } from "../acts/secured-requests.ts";
import { makeable } from "../acts/things.ts";
import { type CallOptions, operationOf, type Scenario } from "../scenario.ts";
import { validBody } from "../surface/values.ts";

/** Note of "ask from another origin", "preflight" and "write from another origin". */
export interface OriginNote {
  origin: string;
}

const scenario: Scenario = {
  title: "ask from another origin",
  fast: true,
  instance: "shared",
  uses: [],
  promises: ["tokens-guard-everything"],
  limitMs: 60_000,
  inapplicable: (surface) =>
    surface.identity === undefined && surface.apiKey === undefined
      ? "nobody can sign up, and there is no key to the API"
      : plainRead(surface) === undefined
        ? "there is nothing that can be asked with a token alone"
        : undefined,
  async run(stage) {
    const { surface, shared } = stage;
    const { http } = shared;
    const [host] = shared.url.replace(/^https?:\/\//, "").split("/");
    // The last two look like our own address at their beginning or their end.
    const origins = ["https://evil.example", "null", `http://${host}.evil.example`, `http://evil-${host}`];

    const operation = plainRead(surface);
    if (!operation) return;
    const as = await http.credentials();
    for (const origin of origins) {
      const ask = (label: string, more: Partial<CallOptions>) =>
        http.call(operation, { label, note: { origin }, ...more, headers: { ...as, ...more.headers, origin } });
      await ask("ask from another origin", {});
      const preflight = { "access-control-request-method": "GET", "access-control-request-headers": "authorization" };
      await http.send({
        label: "preflight",
        note: { origin },
        method: "OPTIONS",
        url: operation.path,
        headers: { origin, ...preflight },
      });
    }
    await writeByForm(stage, as, origins[0] ?? "");
  },
};
export default scenario;

/**
 * What another page can send without asking first, if the browser sends the cookie along: text/plain needs no preflight, whatever
 * stands behind its semicolon (https://fetch.spec.whatwg.org/#cors-safelisted-request-header), nor does a Blob without a type,
 * which has no Content-Type at all.
 */
async function writeByForm(
  { surface, random, shared }: Parameters<Scenario["run"]>[0],
  as: Record<string, string>,
  origin: string,
) {
  if (surface.identity?.carrier !== "cookie") return;
  const operations = makeable(surface)
    .filter(({ parents = [] }) => parents.length === 0)
    .map(({ create }) => operationOf(surface, create));
  const create = operations.find(({ secured }) => secured);
  if (!create) return;
  for (const type of ["text/plain", "text/plain; application/json", undefined]) {
    await shared.http.send({
      label: "write from another origin",
      note: { origin },
      operation: create.id,
      method: create.method,
      url: create.path,
      headers: { ...as, origin, "sec-fetch-site": "cross-site", ...(type ? { "content-type": type } : {}) },
      body: JSON.stringify(validBody(create, random)),
    });
  }
}
