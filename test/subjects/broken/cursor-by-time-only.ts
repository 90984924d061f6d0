import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "javascript-uuid",
  fault: "The cursor knows only the time of the last row, to the second: rows of the same second are passed over.",
  edits: [
    {
      file: "app.js",
      find: `where (created_at, id) < ('epoch'::timestamptz + $1::bigint * interval '1 microsecond', $2::uuid)
         order by expenses.created_at desc, expenses.id desc limit $3\`,
        [after.micros, after.id, limit],`,
      replace: `where created_at < 'epoch'::timestamptz + $1::bigint * interval '1 second'
         order by expenses.created_at desc, expenses.id desc limit $2\`,
        [after.seconds, limit],`,
    },
    {
      file: "app.js",
      find: `Buffer.from(\`\${last.micros} \${last.id}\`)`,
      replace: "Buffer.from(String(Math.floor(last.micros / 1e6)))",
    },
    {
      file: "app.js",
      find: `const [micros, id, ...rest] = Buffer.from(text, "base64url").toString("utf8").split(" ");
  if (rest.length > 0 || !/^\\d{1,16}$/.test(micros) || !UUID.test(id ?? "")) throw new Refused(400, "Unknown cursor");
  return { micros, id };`,
      replace: `const seconds = Buffer.from(text, "base64url").toString("utf8");
  if (!/^\\d{1,10}$/.test(seconds)) throw new Refused(400, "Unknown cursor");
  return { seconds };`,
    },
  ],
  caughtBy: "cursor-visits-each-row-once",
} satisfies BrokenSubject;
