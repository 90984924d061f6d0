import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "javascript-api-key",
  fault: "The request log has all headers of each request, the key among them.",
  edits: [
    {
      file: "server.js",
      find: `log("info", "request", { requestId, method: request.method, path, status: response.statusCode, durationMs });`,
      replace: `const { method, headers } = request;
    log("info", "request", { requestId, method, path, status: response.statusCode, durationMs, headers });`,
    },
  ],
  caughtBy: "log-and-answers-keep-secrets",
} satisfies BrokenSubject;
