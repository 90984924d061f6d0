/** HTTP: takes a request in, finds who answers it, sends the answer out, and writes one line about it. */
import { randomUUID } from "node:crypto";
import http from "node:http";
import { Problem } from "./problem.ts";

interface Answer {
  status: number;
  body?: unknown;
}

export function createServer(): http.Server {
  return http.createServer(async (request, response) => {
    const began = performance.now();
    const requestId = randomUUID();
    const path = (request.url ?? "/").split("?")[0] ?? "/";

    response.on("close", () => {
      const durationMs = Math.round(performance.now() - began);
      console.log(JSON.stringify({ requestId, method: request.method, path, status: response.statusCode, durationMs }));
    });

    try {
      const answer = await route(request.method ?? "", path);
      send(response, answer, "application/json");
    } catch (error) {
      const problem = error instanceof Problem ? error : new Problem(500, "Something went wrong.");
      if (problem.status === 500) console.error(JSON.stringify({ requestId, error: String(error) }));
      send(response, { status: problem.status, body: problem }, "application/problem+json");
    }
  });
}

async function route(method: string, path: string): Promise<Answer> {
  if (method === "GET" && path === "/healthz") return { status: 200, body: { status: "ok" } };

  // Your turn: POST /users is a good beginning. openapi.yaml says what it takes and what it answers.
  if (/^\/(users|sessions|projects|tasks)(\/|$)/.test(path)) throw new Problem(501, "This is not built yet.");

  throw new Problem(404, "There is nothing here.");
}

function send(response: http.ServerResponse, answer: Answer, contentType: string): void {
  if (answer.body === undefined) {
    response.writeHead(answer.status).end();
    return;
  }
  response.writeHead(answer.status, { "content-type": contentType });
  response.end(JSON.stringify(answer.body));
}
