import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "javascript-string-ids",
  fault: "The 30th of February goes to the database, whose refusal becomes a 500.",
  edits: [
    {
      file: "routes/expense-input.js",
      find: `    const date = new Date(\`\${value}T12:00:00Z\`);
    if (date.getUTCDate() !== Number(value.slice(8))) throw HttpError.unprocessable("spentOn is not a date");
`,
      replace: "",
    },
  ],
  caughtBy: "invalid-input-is-refused",
} satisfies BrokenSubject;
