import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "typescript-plain",
  fault: "One refusal in a hundred is noted in the database, on a connection of its own that nobody ends.",
  edits: [
    {
      file: "src/server.ts",
      find: `      if (problem.status >= 500) log`,
      replace: `      if (++refusals % 100 === 0) void note(problem.status).catch(() => {});
      if (problem.status >= 500) log`,
    },
    {
      file: "src/server.ts",
      find: `let inFlight = 0;`,
      replace: `let refusals = 0;
async function note(status: number): Promise<void> {
  const client = new pg.Client(process.env.DATABASE_URL);
  client.on("error", () => {});
  await client.connect();
  await client.query("select $1::int as refused_with", [status]);
}

let inFlight = 0;`,
    },
    {
      file: "src/server.ts",
      find: `import type { Expenses } from "./expenses.ts";`,
      replace: `import pg from "pg";
import type { Expenses } from "./expenses.ts";`,
    },
  ],
  caughtBy: "what-is-open-stays-level",
  // Every request that is refused counts, also those of other scenarios.
  mayFail: ["connections-stay-within-limit", "connections-are-given-back", "recovers-after-outage"],
} satisfies BrokenSubject;
