import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "typescript-plain",
  fault: "The log does not say how long a request took.",
  edits: [
    {
      file: "src/server.ts",
      find: `      const durationMs = Math.round((performance.now() - began) * 10) / 10;
      log.info("request", { requestId, method: request.method, path, status: response.statusCode, durationMs });`,
      replace: '      log.info("request", { requestId, method: request.method, path, status: response.statusCode });',
    },
    {
      file: "src/server.ts",
      find: `    const began = performance.now();
`,
      replace: "",
    },
  ],
  caughtBy: "request-log-is-structured",
} satisfies BrokenSubject;
