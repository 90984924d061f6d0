import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "typescript-simple-protocol",
  fault: "After an insert the newest row is read, which may be somebody else's.",
  edits: [
    {
      file: "expenses/routes.ts",
      find: `  const [row] = await database.run(\`insert into expenses (\${columns}) values (\${literals}) returning *\`);`,
      replace: `  await database.run(\`insert into expenses (\${columns}) values (\${literals})\`);
  const [row] = await database.run("select * from expenses order by expense_id desc limit 1");`,
    },
  ],
  caughtBy: "parallel-creates-stay-apart",
  // Wherever several creates are under way at once, each may be answered with another one's row.
  mayFail: ["dates-do-not-shift", "killed-keeps-acknowledged-writes", "list-is-newest-first", "text-is-kept-exactly"],
} satisfies BrokenSubject;
