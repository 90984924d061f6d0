import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "javascript-uuid",
  fault: "The answer to a create is the body that was sent, with whatever was in it.",
  edits: [
    {
      file: "app.js",
      find: "  const e = validate(await readJson(req), { partial: false });",
      replace: `  const body = await readJson(req);
  const e = validate(body, { partial: false });`,
    },
    {
      file: "app.js",
      find: "return { status: 201, body: toJson(row), headers",
      replace: "return { status: 201, body: { ...body, ...toJson(row) }, headers",
    },
  ],
  caughtBy: "unknown-members-change-nothing",
} satisfies BrokenSubject;
