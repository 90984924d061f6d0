import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "javascript-string-ids",
  fault: 'Text is escaped for HTML before it is stored, "to be safe".',
  edits: [
    {
      file: "routes/expense-input.js",
      find: `throw HttpError.unprocessable("description is too long");
    return value;`,
      replace: `throw HttpError.unprocessable("description is too long");
    return value.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");`,
    },
  ],
  caughtBy: "text-is-kept-exactly",
} satisfies BrokenSubject;
