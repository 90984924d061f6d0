import type { BrokenSubject } from "../materialise.ts";

const subject: BrokenSubject = {
  base: "javascript-cookies",
  fault: "Logging out empties the cookie in the browser and leaves the session in the table.",
  edits: [
    {
      file: "hosts.js",
      find: '      await sql("delete from visit where sid_hash = $1", [sidHash(sidOf(request))]);\n',
      replace: '      await sql("select 1 from visit where sid_hash = $1", [sidHash(sidOf(request))]);\n',
    },
  ],
  caughtBy: "log-out-ends-the-token",
};
export default subject;
