import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "javascript-uuid",
  fault: "Deleting what is not there answers 204.",
  edits: [
    {
      file: "app.js",
      find: `  const rows = await sql("delete from expenses where id = $1 returning id", [id]);
  if (rows.length === 0) throw new Refused(404, "No such expense");
`,
      replace: `  await sql("delete from expenses where id = $1", [id]);
`,
    },
  ],
  caughtBy: "deleted-stays-deleted",
} satisfies BrokenSubject;
