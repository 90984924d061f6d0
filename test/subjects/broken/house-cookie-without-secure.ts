import type { BrokenSubject } from "../materialise.ts";

const subject: BrokenSubject = {
  base: "javascript-cookies",
  fault: "Secure did not work on a laptop without TLS, so it was taken out, for everybody.",
  edits: [{ file: "hosts.js", find: "HttpOnly; Secure; ", replace: "HttpOnly; " }],
  caughtBy: "cookies-are-guarded",
};
export default subject;
