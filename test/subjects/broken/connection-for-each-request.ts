import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "javascript-uuid",
  fault: "Each statement opens a connection of its own.",
  edits: [
    {
      file: "app.js",
      find: `    const result = await pool.query(text, values);
    return result.rows;`,
      replace: `    const client = new pg.Client({ connectionString: DATABASE_URL, connectionTimeoutMillis: 3500, query_timeout: 3500 });
    client.on("error", () => {});
    await client.connect();
    try {
      const result = await client.query(text, values);
      return result.rows;
    } finally {
      client.end();
    }`,
    },
  ],
  caughtBy: "connections-stay-within-limit",
} satisfies BrokenSubject;
