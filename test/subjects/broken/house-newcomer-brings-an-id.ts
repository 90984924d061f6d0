import type { BrokenSubject } from "../materialise.ts";

const subject: BrokenSubject = {
  base: "javascript-cookies",
  fault: 'Somebody who signs up with an "id" in the body gets that one.',
  edits: [
    {
      file: "hosts.js",
      find: "insert into host (email, display_name, password) values ($1, $2, $3)",
      replace:
        "insert into host (email, display_name, password, id) values ($1, $2, $3, coalesce($4, gen_random_uuid()))",
    },
    {
      file: "hosts.js",
      find: "[email, displayName, await hash(password)],",
      replace: "[email, displayName, await hash(password), body.id ?? null],",
    },
  ],
  caughtBy: "bodies-set-no-columns",
};
export default subject;
