import type { BrokenSubject } from "../materialise.ts";

const subject: BrokenSubject = {
  base: "javascript-cookies",
  fault: "The page's own script wanted to see the session, so the cookie lost its HttpOnly.",
  edits: [{ file: "hosts.js", find: "Path=/; HttpOnly; Secure;", replace: "Path=/; Secure;" }],
  caughtBy: "cookies-are-guarded",
};
export default subject;
