import type { BrokenSubject } from "../materialise.ts";

const subject: BrokenSubject = {
  base: "javascript-cookies",
  fault:
    "For a widget on partners' pages the cookie is sent from everywhere, nobody asks for the origin, and JSON may be named behind a semicolon.",
  edits: [
    { file: "hosts.js", find: "SameSite=Lax", replace: "SameSite=None" },
    { file: "server.js", find: "  refuseForeignPages(request);\n", replace: "" },
    { file: "server.js", find: "/^application\\/json *(;|$)/i", replace: "/application\\/json/i" },
  ],
  caughtBy: "cookies-are-guarded",
};
export default subject;
