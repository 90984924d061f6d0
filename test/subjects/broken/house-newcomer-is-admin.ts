import type { BrokenSubject } from "../materialise.ts";

const subject: BrokenSubject = {
  base: "javascript-cookies",
  fault: 'Signing up takes "isAdmin" from the body, as the seed script of the first week needed.',
  edits: [
    {
      file: "database.js",
      find: "        password text not null\n",
      replace: "        password text not null,\n        is_admin boolean not null default false\n",
    },
    {
      file: "hosts.js",
      find: "insert into host (email, display_name, password) values ($1, $2, $3)",
      replace: "insert into host (email, display_name, password, is_admin) values ($1, $2, $3, $4)",
    },
    {
      file: "hosts.js",
      find: "[email, displayName, await hash(password)],",
      replace: "[email, displayName, await hash(password), body.isAdmin === true],",
    },
  ],
  caughtBy: "bodies-set-no-columns",
};
export default subject;
