/** What can be asked for: method, path, and who answers. */
import type { Account, Accounts } from "./accounts.ts";
import type { Database, Query } from "./database.ts";
import { etag, wantedVersions } from "./etags.ts";
import { Problem } from "./problem.ts";
import type { Project, Projects } from "./projects.ts";
import type { Repeats } from "./repeats.ts";
import type { Task, Tasks } from "./tasks.ts";
import * as valid from "./validate.ts";

export interface Answer {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
}

export interface Call {
  parameters: Record<string, string>;
  query: URLSearchParams;
  header(name: string): string | undefined;
  json(): Promise<unknown>;
}

export interface Route {
  method: string;
  path: string;
  answer(call: Call): Promise<Answer>;
}

export interface House {
  database: Database;
  accounts: Accounts;
  projects: Projects;
  tasks: Tasks;
  repeats: Repeats;
}

export function routes({ database, accounts, projects, tasks, repeats }: House): Route[] {
  /** A route for people who are logged in. */
  function guarded(method: string, path: string, answer: (call: Call, who: Account) => Promise<Answer>): Route {
    return {
      method,
      path,
      answer: async (call) => {
        const token = bearerToken(call);
        const who = await accounts.whoIs(token);
        if (!who) throw unauthorized('Bearer error="invalid_token"');
        return answer(call, who);
      },
    };
  }

  return [
    {
      method: "GET",
      path: "/healthz",
      answer: async () => {
        await database.query("select id from task limit 1");
        return { status: 200, body: { status: "ok" } };
      },
    },
    {
      method: "POST",
      path: "/users",
      answer: async (call) => ({ status: 201, body: await accounts.register(valid.newAccount(await call.json())) }),
    },
    {
      method: "POST",
      path: "/sessions",
      answer: async (call) => ({ status: 201, body: await accounts.logIn(valid.credentials(await call.json())) }),
    },
    guarded("GET", "/users/me", async (_call, who) => ({ status: 200, body: who })),
    guarded("DELETE", "/sessions/current", async (call) => {
      await accounts.logOut(bearerToken(call));
      return { status: 204 };
    }),

    guarded("POST", "/projects", async (call, who) => {
      const project = await projects.create(who.id, valid.projectName(await call.json()));
      return created(projectAnswer(201, project), `/projects/${project.id}`);
    }),
    guarded("GET", "/projects", async (call, who) => {
      const limit = valid.pageLimit(call.query.get("limit"));
      const page = await projects.list(who.id, limit, valid.pageCursor(call.query.get("cursor")));
      return { status: 200, body: { ...page, items: page.items.map(withoutVersion) } };
    }),
    guarded("GET", "/projects/:projectId", async (call, who) => {
      return projectAnswer(200, await projects.read(who.id, id(call, "projectId")));
    }),
    guarded("PATCH", "/projects/:projectId", async (call, who) => {
      const projectId = id(call, "projectId");
      const name = valid.projectName(await call.json());
      return projectAnswer(
        200,
        await projects.rename(who.id, projectId, name, wantedVersions(call.header("if-match"))),
      );
    }),
    guarded("DELETE", "/projects/:projectId", async (call, who) => {
      await projects.remove(who.id, id(call, "projectId"));
      return { status: 204 };
    }),
    guarded("PUT", "/projects/:projectId/members/:userId", async (call, who) => {
      const projectId = id(call, "projectId");
      const memberId = id(call, "userId");
      await projects.setMember(who.id, projectId, memberId, valid.grant(await call.json()));
      return { status: 204 };
    }),
    guarded("DELETE", "/projects/:projectId/members/:userId", async (call, who) => {
      await projects.removeMember(who.id, id(call, "projectId"), id(call, "userId"));
      return { status: 204 };
    }),

    guarded("POST", "/projects/:projectId/tasks", async (call, who) => {
      const projectId = id(call, "projectId");
      const key = valid.repeatKey(call.header("idempotency-key"));
      const task = valid.newTask(await call.json());
      // Asked each time, so that who is not a member any more learns nothing by repeating.
      await tasks.requireWriter(who.id, projectId);
      const create = async (query: Query) => {
        const made = await tasks.create(query, projectId, task);
        return created(taskAnswer(201, made), `/tasks/${made.id}`);
      };
      if (key === undefined) return create(database.query);
      return repeats.once({ accountId: who.id, key, request: [projectId, task] }, create);
    }),
    guarded("GET", "/projects/:projectId/tasks", async (call, who) => {
      const status = call.query.get("status");
      const page = await tasks.list(who.id, id(call, "projectId"), {
        limit: valid.pageLimit(call.query.get("limit")),
        cursor: valid.pageCursor(call.query.get("cursor")),
        status: status === null ? undefined : valid.status(status),
      });
      return { status: 200, body: { ...page, items: page.items.map(withoutVersion) } };
    }),
    guarded("GET", "/tasks/:taskId", async (call, who) =>
      taskAnswer(200, await tasks.read(who.id, id(call, "taskId"))),
    ),
    guarded("PATCH", "/tasks/:taskId", async (call, who) => {
      const taskId = id(call, "taskId");
      const change = valid.taskChange(await call.json());
      return taskAnswer(200, await tasks.update(who.id, taskId, change, wantedVersions(call.header("if-match"))));
    }),
    guarded("DELETE", "/tasks/:taskId", async (call, who) => {
      await tasks.remove(who.id, id(call, "taskId"));
      return { status: 204 };
    }),
  ];
}

/** RFC 6750 § 2.1. A token is taken from nowhere else: addresses end up in logs, cookies are sent unasked. */
function bearerToken(call: Call): string {
  const match = /^bearer +([\w.~+/-]+=*)$/i.exec(call.header("authorization") ?? "");
  if (!match) throw unauthorized("Bearer");
  return match[1]!;
}

function unauthorized(challenge: string): Problem {
  return new Problem(401, "log in first", { "www-authenticate": challenge });
}

function id(call: Call, parameter: string): string {
  return valid.id(call.parameters[parameter] ?? "");
}

function created(answer: Answer, location: string): Answer {
  return { ...answer, headers: { ...answer.headers, location } };
}

function taskAnswer(status: number, task: Task): Answer {
  return { status, body: withoutVersion(task), headers: { etag: etag(task.version) } };
}

function projectAnswer(status: number, project: Project): Answer {
  return { status, body: withoutVersion(project), headers: { etag: etag(project.version) } };
}

function withoutVersion<Thing extends { version: number }>({ version: _, ...thing }: Thing): Omit<Thing, "version"> {
  return thing;
}
