import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "javascript-uuid",
  fault: "JSON is parsed in an event handler, where nobody catches: one bad body ends the program.",
  edits: [
    {
      file: "app.js",
      find: `    req.on("end", resolve);
    req.on("error", reject);
  });
  const bytes = Buffer.concat(chunks);
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw new Refused(400, "The body is not JSON");
  }`,
      replace: `    req.on("end", () => resolve(JSON.parse(Buffer.concat(chunks).toString("utf8"))));
    req.on("error", reject);
  });`,
    },
    {
      file: "app.js",
      find: `  await new Promise((resolve, reject) => {
    req.on("data"`,
      replace: `  return new Promise((resolve, reject) => {
    req.on("data"`,
    },
  ],
  caughtBy: "hostile-input-never-crashes",
  // Bad bodies are among the requests that fail there, before the good ones are asked.
  mayFail: ["connections-are-given-back"],
} satisfies BrokenSubject;
