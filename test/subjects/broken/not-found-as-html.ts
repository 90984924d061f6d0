import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "typescript-plain",
  fault: "What is not found is answered with a page of HTML.",
  edits: [
    {
      file: "src/server.ts",
      find: "      // What is left of a refused body",
      replace: `      if (problem.status === 404) {
        response.writeHead(404, { "content-type": "text/html" }).end("<!DOCTYPE html><h1>Not found</h1>");
        return;
      }
      // What is left of a refused body`,
    },
  ],
  caughtBy: "errors-are-problem-json",
} satisfies BrokenSubject;
