/**
 * What a crowd asks for: reads of things, pages of lists and some creates, as somebody who may.
 */
import type { Operation, Resource } from "../../contract/surface.ts";
import { requestOfOperation } from "../probe/http/request-of-operation.ts";
import type { LoadRequest } from "../probe/load/load-plan.ts";
import { type CallOptions, type Instance, operationOf, type Stage } from "../scenario.ts";
import { validBody } from "../surface/values.ts";
import { type Made, pathOf } from "./things.ts";
import { unknownIdLike } from "./unknown-ids.ts";

export interface LoadMix {
  requests: LoadRequest[];
  /** What a request is, by its `kind`: for the exchange that shows one, and for words. */
  kinds: { operation: Operation; options: Omit<CallOptions, "label"> }[];
}

/** Of ten requests. Most of what people do is looking; what they make must be there afterwards. */
const turns = ["read", "list", "read", "create", "read", "list", "read", "list", "create", "read"] as const;
/** Different rows and bodies, so that nothing answers from one hot row; beyond that, they come again. */
const rounds = 20;

export async function mixLoad(
  { surface, random }: Pick<Stage, "surface" | "random">,
  instance: Instance,
  resource: Resource,
  made: readonly Made[],
): Promise<LoadMix> {
  const { mix, add } = await startMix(surface, instance, resource);
  for (let round = 0; round < rounds; round++) {
    for (const turn of turns) {
      if (turn === "create") add(resource.create, { body: validBody(operationOf(surface, resource.create), random) });
      else if (turn === "list" && resource.list) add(resource.list, {});
      else add(resource.read, { path: pathOf(resource, random.pick(made).id) });
    }
  }
  return mix;
}

/** What has to be refused, as much of it as of anything else: unknown ids, missing members, broken JSON. */
export async function mixRefused(
  { surface, random }: Pick<Stage, "surface" | "random">,
  instance: Instance,
  resource: Resource,
  made: readonly Made[],
): Promise<LoadMix> {
  const { mix, add } = await startMix(surface, instance, resource);
  for (let round = 0; round < rounds; round++) {
    add(resource.read, { path: pathOf(resource, unknownIdLike(random.pick(made).id, random).id) });
    add(resource.create, { body: {} });
    add(resource.create, { rawBody: "{" });
  }
  return mix;
}

/** One of each in turn, until both have been sent whole. */
export function inTurn(one: LoadMix, other: LoadMix): LoadMix {
  const shift = one.kinds.length;
  const requests = Array.from({ length: Math.max(one.requests.length, other.requests.length) }, (_, i) => {
    const second = other.requests[i % other.requests.length] as LoadRequest;
    return [one.requests[i % one.requests.length] as LoadRequest, { ...second, kind: second.kind + shift }];
  });
  return { requests: requests.flat(), kinds: [...one.kinds, ...other.kinds] };
}

async function startMix(surface: Stage["surface"], instance: Instance, resource: Resource) {
  const credentials = await instance.http.credentials();
  const mix: LoadMix = { requests: [], kinds: [] };
  const add = (id: string | undefined, options: LoadMix["kinds"][number]["options"]) => {
    const operation = operationOf(surface, id);
    const headers = operation.secured ? credentials : {};
    mix.requests.push({
      bytes: bytesOf(instance.url, operation, { ...options, headers }),
      kind: mix.kinds.length,
      wanted: id === resource.create,
    });
    mix.kinds.push({ operation, options });
  };
  return { mix, add };
}

function bytesOf(url: string, operation: Operation, options: Omit<CallOptions, "label">): Buffer {
  const { method, url: target, headers = {}, body = "" } = requestOfOperation(operation, { ...options, label: "" });
  const length =
    body === "" && ["GET", "HEAD", "DELETE"].includes(method) ? [] : [["content-length", Buffer.byteLength(body)]];
  const all = [["host", new URL(url).host], ["user-agent", "seaworthy"], ...length, ...Object.entries(headers)];
  const head = all.map(([name, value]) => `${name}: ${value}\r\n`).join("");
  return Buffer.concat([Buffer.from(`${method} ${target} HTTP/1.1\r\n${head}\r\n`, "latin1"), Buffer.from(body)]);
}
