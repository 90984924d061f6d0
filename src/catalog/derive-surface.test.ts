import { describe, expect, test } from "vitest";
import { contracts } from "../../test/contracts/contracts.ts";
import type { JsonSchema, Operation, Parameter } from "../contract/surface.ts";
import { surfaceSchema } from "../contract/surface.ts";
import { deriveSurface, hintMistakes } from "./derive-surface.ts";
import type { Openapi } from "./read-openapi.ts";

const { crud, taskTracker } = await contracts();

/** "GET /things", with what the 200 answers and which query parameters there are. */
function operation(line: string, answers?: JsonSchema, query: Record<string, JsonSchema> = {}): Operation {
  const [method, path = ""] = line.split(" ");
  return {
    id: line,
    method: method as Operation["method"],
    path,
    parameters: Object.entries(query).map(
      ([name, schema]): Parameter => ({ name, in: "query", required: false, schema }),
    ),
    responses: { "200": { headers: [], ...(answers ? { schema: answers } : {}) } },
    secured: false,
  };
}

const api = (...operations: Operation[]): Openapi => ({ title: "T", version: "1", basePath: "", operations });

test("the crud project has one resource with everything", () => {
  expect(surfaceSchema.parse(crud)).toEqual(crud);
  expect(crud.health).toBe("/healthz");
  expect(crud.resources).toEqual([
    {
      name: "expense",
      collection: "/expenses",
      item: "/expenses/{id}",
      idParameter: "id",
      idMember: "id",
      create: "createExpense",
      read: "getExpense",
      update: "updateExpense",
      remove: "deleteExpense",
      list: "listExpenses",
      page: {
        items: "items",
        next: "nextCursor",
        cursorParameter: "cursor",
        limitParameter: "limit",
        defaultLimit: 20,
        maximumLimit: 100,
        order: "newest-first",
      },
    },
  ]);
  expect(crud.promises).toHaveLength(11);
  expect(crud.limits).toEqual({ connections: 20, outageAnswerMs: 10_000, stopMs: 10_000, databaseWaitMs: 30_000 });
});

test("the task tracker: things inside others, items that lie elsewhere than their list, log-ins that are no things", () => {
  const byName = Object.fromEntries(taskTracker.resources.map((resource) => [resource.name, resource]));
  expect(Object.keys(byName)).toEqual(["project", "task", "member"]);
  expect(byName.task).toMatchObject({
    collection: "/projects/{projectId}/tasks",
    item: "/tasks/{taskId}",
    idParameter: "taskId",
    create: "createTask",
    list: "listTasks",
    parents: [{ parameter: "projectId", resource: "project", member: "projectId" }],
    concurrency: { read: "getTask", update: "updateTask" },
  });
  expect(byName.member).toMatchObject({
    item: "/projects/{projectId}/members/{userId}",
    replace: "setMember",
    remove: "removeMember",
  });
  const open = taskTracker.operations.filter((given) => !given.secured).map(({ id }) => id);
  expect(open).toEqual(["health", "register", "logIn"]);
});

test("the task tracker: how one signs up, shares, and repeats", () => {
  expect(taskTracker.identity).toMatchObject({
    ...{ register: "register", logIn: "logIn", logOut: "logOut", me: "me", idMember: "id" },
    ...{ members: { login: "email", password: "password" }, tokenMember: "token", carrier: "bearer" },
  });
  expect(taskTracker.sharing).toEqual({
    ...{ resource: "project", grant: "setMember", revoke: "removeMember", personParameter: "userId" },
    ...{ roleMember: "role", roles: ["editor", "viewer"], ownerRole: "owner" },
  });
  expect(taskTracker.access?.listTasks).toEqual({ allowed: ["owner", "editor", "viewer"] });
  const repeatable = taskTracker.operations.filter(({ idempotencyHeader }) => idempotencyHeader);
  expect(repeatable.map(({ id, idempotencyHeader }) => [id, idempotencyHeader])).toEqual([
    ["createTask", "Idempotency-Key"],
  ]);
});

describe("identities without hints", () => {
  const { operations, title, version } = taskTracker;
  const openapi = { title, version, basePath: "", operations };

  test("are told from what is open to all and takes a password", () => {
    expect(deriveSurface(openapi).identity).toEqual(taskTracker.identity);
  });

  test("are none where nobody can sign up", () => {
    const closed = operations.filter(({ id }) => id !== "register");
    expect(deriveSurface({ ...openapi, operations: closed }).identity).toBeUndefined();
  });
});

test("without hints nothing is promised that was not said", () => {
  expect(deriveSurface(api(operation("GET /ping"))).promises).toEqual(["port-and-database-from-environment"]);
  const hinted = deriveSurface(api(operation("GET /x")), {
    health: "/x",
    promises: ["request-log"],
    limits: { stopMs: 5000 },
  });
  expect(hinted).toMatchObject({
    health: "/x",
    promises: ["port-and-database-from-environment", "request-log"],
    limits: { stopMs: 5000, connections: 20 },
  });
});

describe("lists", () => {
  const row = { type: "object", properties: { uuid: { type: "string" }, n: { type: "integer" } } };
  const resourceOf = (...operations: Operation[]) => deriveSurface(api(...operations)).resources[0];

  test("may be a bare array, or an object with one in it", () => {
    const bare = resourceOf(operation("GET /boxes", { type: "array", items: row }));
    expect(bare).toMatchObject({ name: "box", list: "GET /boxes", idMember: "uuid" });
    expect(bare?.page).toBeUndefined();
    const wrapped = resourceOf(
      operation("GET /boxes", {
        type: "object",
        properties: { data: { type: "array", items: row }, total: { type: "integer" } },
      }),
    );
    expect(wrapped).toMatchObject({ list: "GET /boxes", idMember: "uuid" });
  });

  test("are followed by their usual names", () => {
    const page = {
      type: "object",
      properties: { results: { type: "array", items: row }, next_page_token: { type: "string" } },
    };
    const query = { page_size: { type: "integer", maximum: 50 }, page_token: { type: "string" } };
    expect(resourceOf(operation("GET /entries", page, query))?.page).toEqual({
      items: "results",
      next: "next_page_token",
      cursorParameter: "page_token",
      limitParameter: "page_size",
      defaultLimit: 50,
      maximumLimit: 50,
      order: "any",
    });
  });

  test("of unknown length limits are not followed", () => {
    const page = { type: "object", properties: { items: { type: "array", items: row }, next: { type: "string" } } };
    expect(
      resourceOf(operation("GET /entries", page, { limit: { type: "integer" }, cursor: {} }))?.page,
    ).toBeUndefined();
  });
});

test("what is no thing is no resource", () => {
  const surface = deriveSurface(
    api(
      operation("POST /login"),
      operation("GET /users/me", { type: "object" }),
      operation("POST /orders/{id}/cancel"),
      operation("GET /healthz"),
    ),
  );
  expect(surface.resources).toEqual([]);
});

test("everything lies under the path of the server", () => {
  const openapi = {
    ...api(operation("GET /healthz"), operation("POST /cities"), operation("GET /cities/{id}")),
    basePath: "/v1",
  };
  expect(deriveSurface(openapi)).toMatchObject({
    health: "/v1/healthz",
    resources: [{ name: "city", collection: "/v1/cities", item: "/v1/cities/{id}" }],
  });
  expect(deriveSurface(openapi, { basePath: "" })).toMatchObject({ health: "/healthz" });
  const hints = { resources: { town: { collection: "/cities", idMember: "code" } } };
  expect(deriveSurface(openapi, hints).resources).toMatchObject([{ name: "town", idMember: "code" }]);
});

test("operations that are left out are no part of a thing, and of nothing else", () => {
  const openapi = api(operation("POST /films"), operation("GET /films"), operation("GET /films/{id}"));
  const surface = deriveSurface(openapi, { exclude: ["POST /films"] });
  expect(surface.operations.map(({ id }) => id)).toEqual(["GET /films", "GET /films/{id}"]);
  expect(surface.resources).toMatchObject([{ name: "film", list: "GET /films", read: "GET /films/{id}" }]);
  expect(surface.resources[0]?.create).toBeUndefined();
  expect(hintMistakes(openapi, { exclude: ["GET /films", "POST /film"] })).toEqual([
    { path: ["exclude", 1], message: "`POST /film` is no operation of the API" },
  ]);
});

test("hints about what is not there are mistakes", () => {
  const hints = { health: "/up", resources: { thing: { collection: "/thing" } }, access: { getThing: ["owner"] } };
  expect(hintMistakes(api(operation("GET /things")), hints).map(({ message }) => message)).toEqual([
    "`health: /up` is no path of the API",
    "`collection: /thing` is no path of the API",
    "`getThing` is no operation of the API",
  ]);
});

describe("an API with a session's cookie", () => {
  const credentials = { type: "object", properties: { email: { type: "string" }, password: { type: "string" } } };
  const post = (path: string, id: string, secured = false): Operation => ({
    ...operation(`POST ${path}`),
    id,
    secured,
    ...(secured ? {} : { body: { required: true, contentType: "application/json", schema: credentials } }),
  });
  const person = { type: "object", properties: { id: { type: "string" }, email: { type: "string" } } };
  const guarded = (line: string): Operation => ({ ...operation(line, person), secured: true });
  const cookies = {
    ...api(
      post("/hosts", "become"),
      post("/login", "comeIn"),
      post("/logout", "goOut", true),
      guarded("GET /me"),
      ...["POST /rooms", "GET /rooms", "GET /rooms/{roomId}", "DELETE /rooms/{roomId}"].map(guarded),
      ...["POST /rooms/{roomId}/bookings", "PUT /rooms/{roomId}/bookings/{id}", "POST /rooms/{roomId}/lock"].map(
        guarded,
      ),
    ),
    sessionCookie: "sid",
  };

  test("who one is, how one comes in and goes out, is told from it", () => {
    expect(deriveSurface(cookies).identity).toEqual({
      register: "become",
      logIn: "comeIn",
      logOut: "goOut",
      me: "GET /me",
      members: { login: "email", password: "password" },
      idMember: "id",
      tokenMember: "token",
      carrier: "cookie",
      cookie: "sid",
    });
    expect(deriveSurface({ ...cookies, sessionCookie: undefined as never }).identity).toBeUndefined();
  });

  test("nothing belongs to anybody until a hint says so, and then everything below it does as well", () => {
    expect(deriveSurface(cookies).access).toBeUndefined();
    const owner = { allowed: ["owner"] };
    expect(
      deriveSurface(cookies, { owned: ["room"], access: { "POST /rooms/{roomId}/lock": ["guard"] } }).access,
    ).toEqual({
      "GET /rooms/{roomId}": owner,
      "DELETE /rooms/{roomId}": owner,
      "POST /rooms/{roomId}/bookings": owner,
      "PUT /rooms/{roomId}/bookings/{id}": owner,
      "POST /rooms/{roomId}/lock": { allowed: ["guard"] },
    });
    expect(hintMistakes(cookies, { owned: ["rooms"] })).toMatchObject([{ path: ["owned", 0] }]);
  });
});

describe("an API with one key for everything", () => {
  const keyed = (...credentialPlaces: NonNullable<Openapi["credentialPlaces"]>): Openapi => ({
    ...api({ ...operation("GET /hives"), secured: true }),
    ...(credentialPlaces.length > 0 ? { credentialPlaces } : {}),
  });
  const bearer = { in: "header", name: "Authorization", scheme: "Bearer" } as const;
  const own = { in: "header", name: "X-Api-Key" } as const;
  const query = { in: "query", name: "key" } as const;
  const environment = "HIVE_KEY";
  const hinted = (more: object = {}) => ({ identity: { apiKey: { environment, ...more } } });

  test("needs only the name of its variable; the rest is told by the security scheme", () => {
    expect(deriveSurface(keyed(bearer), hinted()).apiKey).toEqual({
      environment,
      header: "Authorization",
      scheme: "Bearer",
    });
    expect(deriveSurface(keyed(own, query), hinted()).apiKey).toEqual({ environment, header: "X-Api-Key" });
    expect(deriveSurface(keyed(bearer)).apiKey).toBeUndefined();
  });

  test("a hint chooses among several, or says what the file does not", () => {
    const header = "x-api-key";
    expect(deriveSurface(keyed(bearer, own), hinted({ header })).apiKey).toEqual({ environment, header });
    expect(deriveSurface(keyed(), hinted({ header: "Authorization" })).apiKey).toMatchObject({ scheme: "Bearer" });
    const bare = hinted({ header: "Authorization", scheme: "" });
    expect(deriveSurface(keyed(bearer), bare).apiKey).toEqual({ environment, header: "Authorization" });
  });

  test("nobody signs up, even where somebody could", () => {
    const surface = deriveSurface({ ...taskTracker, basePath: "", credentialPlaces: [bearer] }, hinted());
    expect(surface.identity).toBeUndefined();
    expect(surfaceSchema.parse(surface)).toEqual(surface);
  });

  test("what cannot be told, or opens nothing, is a mistake", () => {
    const mistakesOf = (openapi: Openapi, hints: object) => hintMistakes(openapi, hints).map(({ message }) => message);
    expect(mistakesOf(keyed(bearer), hinted())).toEqual([]);
    expect(mistakesOf(keyed(bearer, own), hinted())).toEqual([
      "`apiKey` needs `header`: of headers, the security schemes of the API have Authorization, X-Api-Key",
    ]);
    expect(mistakesOf(keyed(query), hinted())).toEqual([
      "`apiKey` needs `header`: of headers, the security schemes of the API have none that a key alone satisfies",
    ]);
    expect(mistakesOf({ ...keyed(bearer), operations: [operation("GET /hives")] }, hinted())).toEqual([
      "`apiKey` opens nothing: no operation of the API says `security`",
    ]);
    expect(mistakesOf(keyed(bearer), { identity: { carrier: "cookie", apiKey: { environment } } })).toEqual([
      "`carrier` has no place beside `apiKey`: with a key nobody logs in",
    ]);
  });
});
