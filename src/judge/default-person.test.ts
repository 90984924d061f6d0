import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { contracts } from "../../test/contracts/contracts.ts";
import { seededRandom } from "../base/random.ts";
import type { Exchange } from "../contract/recording.ts";
import { inPlace } from "./acts/in-place.ts";
import { nobody, signUp } from "./acts/people.ts";
import { makeable, pathOf, richest } from "./acts/things.ts";
import { createAddressInstance } from "./address-instance.ts";
import { type Account, type Speaker, speakingFor } from "./default-person.ts";
import { createHttp } from "./probe/http/http.ts";
import { createRecorder, type Recorder } from "./recorder.ts";
import { type Instance, operationOf, type Stage } from "./scenario.ts";

const { taskTracker: surface } = await contracts();
const operation = (id: string) => operationOf(surface, id);

let server: Server;
let url: string;
let recorder: Recorder;
let speaker: Speaker | undefined;
/** Turned to 503 while nobody may sign up. */
let signingUp: number;

beforeEach(async () => {
  signingUp = 201;
  const tokens = new Set<string>();
  let last = 0;
  const answer = async (request: IncomingMessage): Promise<[status: number, body: unknown]> => {
    const { method, url: path = "" } = request;
    if (path === "/healthz") return [200, {}];
    if (path === "/users" && method === "POST") return [signingUp, { id: ++last }];
    if (path === "/sessions" && method === "POST") {
      const token = `t${++last}`;
      tokens.add(token);
      return [201, { token }];
    }
    const token = request.headers.authorization?.replace("Bearer ", "");
    if (!tokens.has(token ?? "")) return [401, { authorization: request.headers.authorization ?? "none" }];
    return [method === "POST" ? 201 : 200, { id: ++last, token }];
  };
  server = createServer(async (request, response) => {
    request.resume();
    const [status, body] = await answer(request);
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  recorder = createRecorder();
});

afterEach(async () => {
  speaker?.close();
  speaker = undefined;
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

function speakWithKey(apiKey?: () => string): Speaker {
  const { identity: _, ...rest } = surface;
  const keyed = { ...rest, apiKey: { environment: "API_KEY", header: "X-Api-Key" } };
  const probe = createHttp({ url, track: recorder.track("test", "i1"), signal: new AbortController().signal });
  const parts = { account: { person: undefined }, surface: keyed, random: seededRandom("test"), probe };
  speaker = speakingFor({ ...parts, ...(apiKey ? { apiKey } : {}) });
  return speaker;
}

function speak(account: Account = { person: undefined }, instance = "i1"): Speaker {
  const probe = createHttp({ url, track: recorder.track("test", instance), signal: new AbortController().signal });
  speaker = speakingFor({ account, surface, random: seededRandom("test"), probe });
  return speaker;
}

const exchanges = (): Exchange[] => recorder.entries.filter((entry) => entry.kind === "exchange");
const labels = () => exchanges().map(({ label }) => label);
const statusOf = ({ response }: Exchange) => response?.status;

test("whoever does not say who speaks is one person, signed up once", async () => {
  const http = speak();
  const asked = await Promise.all(["a", "b", "c"].map((label) => http.call(operation("me"), { label })));
  expect(asked.map(statusOf)).toEqual([200, 200, 200]);
  expect(labels().sort()).toEqual(["a", "b", "c", "log in", "sign up"]);
  expect(await http.credentials()).toEqual({ authorization: "Bearer t2" });
});

test("the same person logs in at each copy of the program, and after each of its ends", async () => {
  const account: Account = { person: undefined };
  const first = speak(account);
  await first.call(operation("me"), { label: "first" });
  first.programEnded();
  await first.call(operation("me"), { label: "after its end" });
  first.close();
  await speak(account, "i2").call(operation("me"), { label: "another copy" });
  expect(labels()).toEqual(["sign up", "log in", "first", "log in", "after its end", "log in", "another copy"]);
});

test("requests that speak for themselves, for nobody, or need nobody are left as they are", async () => {
  const http = speak();
  const ali = await signUp(http, surface, seededRandom("ali"), "Ali");
  expect(ali).toMatchObject({ name: "Ali", id: "1", token: "t2", as: { authorization: "Bearer t2" } });
  expect(ali.login).toMatch(/^ali-\w+@example\.com$/);
  const his = await http.call(operation("me"), { label: "his", headers: ali.as });
  expect(his.response?.body.text).toContain(`"token":"t2"`);
  const empty = await http.call(operation("me"), { label: "nobody's", headers: nobody });
  expect([statusOf(empty), empty.response?.body.text]).toEqual([401, `{"authorization":"none"}`]);
  await http.call(operation("health"), { label: "open" });
  await http.send({ label: "of no operation", method: "GET", url: "/users/me" });
  expect(labels().filter((label) => label === "sign up")).toHaveLength(1);
});

test("where nobody can sign up the scenario cannot go on, and the next one tries again", async () => {
  const http = speak();
  signingUp = 503;
  const refused = Promise.all(["a", "b"].map((label) => http.call(operation("me"), { label })));
  await expect(refused).rejects.toThrow("nobody could sign up (503)");
  signingUp = 201;
  expect(statusOf(await http.call(operation("me"), { label: "later" }))).toBe(200);
});

test("where one key opens everything, whoever does not say who speaks has it, and nobody signs up", async () => {
  let key = "k1";
  const http = speakWithKey(() => key);
  await http.call(operation("me"), { label: "with it" });
  await http.call(operation("me"), { label: "nobody's", headers: nobody });
  await http.call(operation("me"), { label: "another", headers: { "x-API-key": "other" } });
  await http.call(operation("health"), { label: "open" });
  key = "k2";
  http.programEnded();
  await http.call(operation("me"), { label: "started with another" });
  const sent = exchanges().map(({ label, request }) => {
    const found = request.headers.find(([name]) => name.toLowerCase() === "x-api-key");
    return [label, found?.[1]];
  });
  expect(sent).toEqual([
    ["with it", "k1"],
    ["nobody's", undefined],
    ["another", "other"],
    ["open", undefined],
    ["started with another", "k2"],
  ]);
});

test("where the key is not known the scenario cannot go on, but nobody can still ask", async () => {
  const http = speakWithKey();
  await expect(http.call(operation("me"), { label: "a" })).rejects.toThrow("the key is not known");
  expect(statusOf(await http.call(operation("me"), { label: "b", headers: nobody }))).toBe(401);
});

test("what lies below another thing gets its parent first, and its paths filled in", async () => {
  const random = seededRandom("test");
  const options = { url, surface, recorder, signal: new AbortController().signal, random };
  const instance: Instance = await createAddressInstance("test", options);
  const stage = { surface, random } as Stage;
  expect(makeable(surface, "read").map(({ name }) => name)).toEqual(["project", "task"]);
  const task = richest(surface, "read");
  expect(task.name).toBe("task");

  const place = await inPlace(stage, instance, task);
  const made = exchanges().at(-1);
  expect(made).toMatchObject({ label: "make parent", operation: "createProject", response: { status: 201 } });
  const { projectId = "" } = place.path;
  expect(place.resource.collection).toBe(`/projects/${projectId}/tasks`);
  expect(place.resource.parents).toBeUndefined();
  const listed = await instance.http.call(operationOf(place.stage.surface, "listTasks"), { label: "list" });
  expect(listed.request.url).toBe(`/projects/${projectId}/tasks`);
  const read = { label: "read", path: pathOf(place.resource, "7") };
  expect((await instance.http.call(operationOf(place.stage.surface, "getTask"), read)).request.url).toBe("/tasks/7");
  expect(operationOf(surface, "listTasks").path).toBe("/projects/{projectId}/tasks");

  const project = surface.resources.find(({ name }) => name === "project");
  expect(await inPlace(stage, instance, project ?? task)).toEqual({ stage, resource: project, path: {} });
  await instance.stop();
});
