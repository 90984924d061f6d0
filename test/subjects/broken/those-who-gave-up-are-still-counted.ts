import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "typescript-plain",
  fault:
    "Requests under way are counted, so that too many can be refused; those whose client hung up are never counted out.",
  edits: [
    {
      file: "src/server.ts",
      find: `    try {
      const answer = await route(request, expenses);`,
      replace: `    under++;
    response.on("finish", () => under--);
    try {
      if (under > 300) throw new Problem(503, "too many requests are under way");
      const answer = await route(request, expenses);`,
    },
    {
      file: "src/server.ts",
      find: "let inFlight = 0;\n",
      replace: "let inFlight = 0;\nlet under = 0;\n",
    },
  ],
  caughtBy: "recovers-after-overload",
} satisfies BrokenSubject;
