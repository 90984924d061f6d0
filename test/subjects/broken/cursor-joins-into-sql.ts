import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "javascript-string-ids",
  fault: 'What is in the cursor is put into the statement, because "we made it ourselves".',
  edits: [
    {
      file: "routes/expense-controller.js",
      find: `  const match = /^p:(\\d{1,18})$/.exec(Buffer.from(text, "base64").toString("latin1"));
  if (!match) throw HttpError.badRequest("Invalid cursor");
  return match[1];`,
      replace: `  const decoded = Buffer.from(text, "base64").toString("utf8");
  if (!decoded.startsWith("p:")) throw HttpError.badRequest("Invalid cursor");
  return decoded.slice(2);`,
    },
    {
      file: "routes/expense-repository.js",
      find: `where position < coalesce($1::bigint, 9223372036854775807)
         order by position desc
         limit $2\`,
        [before, limit + 1],`,
      replace: `where position < \${before ?? "9223372036854775807"}
         order by position desc
         limit $1\`,
        [limit + 1],`,
    },
  ],
  caughtBy: "values-stay-values-in-sql",
} satisfies BrokenSubject;
