/**
 * How the pages speak to the server. The key comes in the address's fragment, once, and stays in this browser's storage of
 * this very origin: no other page and no other port can read it, and it is never in a request line or a log.
 */
import type { Problem } from "../../src/contract/api/problem.ts";
import { announceChange } from "./changes.ts";
import { noteAnswer, noteAway } from "./connection.ts";

const keyName = "seaworthy-key";

export class ApiProblem extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.title);
    this.problem = problem;
  }
}

/** The server does not answer at all: it was ended, or the machine is asleep. */
export class Unreachable extends Error {}

/** Takes the key out of the address, before anything is shown. False where there was none. */
export function takeKey(): boolean {
  const key = new URLSearchParams(location.hash.slice(1)).get("key");
  if (key === null) return false;
  localStorage.setItem(keyName, key);
  history.replaceState(null, "", location.pathname + location.search);
  return true;
}

export function authorization(): Record<string, string> {
  const key = localStorage.getItem(keyName);
  return key === null ? {} : { authorization: `Bearer ${key}` };
}

export function get<T>(path: string, signal?: AbortSignal): Promise<T> {
  return send<T>("GET", path, undefined, { signal });
}

export interface SendOptions {
  signal?: AbortSignal | undefined;
  headers?: Record<string, string>;
  /** Left out, whatever is no GET has changed something, and all that is shown is asked for anew, in every tab. */
  changes?: boolean;
}

export async function send<T>(
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE",
  path: string,
  body?: unknown,
  { signal, headers = {}, changes = method !== "GET" }: SendOptions = {},
): Promise<T> {
  const hasBody = body !== undefined;
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      headers: { ...authorization(), ...(hasBody && { "content-type": typeOf(body) }), ...headers },
      ...(hasBody && { body: body instanceof Blob ? body : JSON.stringify(body) }),
      ...(signal && { signal }),
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    noteAway();
    throw new Unreachable("Seaworthy is not running");
  }
  const keptAt = response.headers.get("seaworthy-kept-at");
  if (keptAt === null) noteAnswer(response.status);
  else noteAway(keptAt);
  const text = await response.text();
  const isJson = /json/.test(response.headers.get("content-type") ?? "");
  const answer = isJson && text !== "" ? JSON.parse(text) : undefined;
  if (response.ok) {
    if (changes) announceChange();
    return answer as T;
  }
  throw new ApiProblem(
    answer ?? { type: "about:blank", title: `The server answered ${response.status}`, status: response.status },
  );
}

/** A file is sent as it is. */
const typeOf = (body: unknown) => (body instanceof Blob ? body.type : "application/json");
