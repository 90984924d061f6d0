import type { BrokenSubject } from "../materialise.ts";

const subject: BrokenSubject = {
  base: "javascript-cookies",
  fault: "The cookie says nothing of other sites; what the browser makes of that is left to its age.",
  edits: [{ file: "hosts.js", find: "Secure; SameSite=Lax", replace: "Secure" }],
  caughtBy: "cookies-are-guarded",
};
export default subject;
