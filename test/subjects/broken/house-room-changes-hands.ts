import type { BrokenSubject } from "../materialise.ts";

const subject: BrokenSubject = {
  base: "javascript-cookies",
  fault: 'A room that is changed goes to the host whom "host_id" in the body names, a column that no answer shows.',
  edits: [
    {
      file: "rooms.js",
      find: "update room set name",
      replace: "update room set host_id = coalesce($5, host_id), name",
    },
    {
      file: "rooms.js",
      find: "[roomId, host.id, name ?? null, beds ?? null],",
      replace: "[roomId, host.id, name ?? null, beds ?? null, body.host_id ?? null],",
    },
  ],
  caughtBy: "bodies-set-no-columns",
  mayFail: ["unknown-members-change-nothing", "extra-members-gain-nothing"],
};
export default subject;
