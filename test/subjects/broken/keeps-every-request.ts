import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "typescript-plain",
  fault: "Every request is kept with its response for a figure of the last hour, and none is ever dropped.",
  edits: [
    {
      file: "src/server.ts",
      find: "let inFlight = 0;",
      replace: `const lastHour: { at: number; request: http.IncomingMessage; response: http.ServerResponse }[] = [];
export const requestsOfTheLastHour = () => lastHour.filter(({ at }) => at > Date.now() - 3_600_000).length;

let inFlight = 0;`,
    },
    {
      file: "src/server.ts",
      find: "    inFlight++;",
      replace: "    inFlight++;\n    lastHour.push({ at: Date.now(), request, response });",
    },
  ],
  caughtBy: "memory-stays-level",
} satisfies BrokenSubject;
