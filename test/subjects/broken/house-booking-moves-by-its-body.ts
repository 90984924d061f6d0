import type { BrokenSubject } from "../materialise.ts";

const subject: BrokenSubject = {
  base: "javascript-cookies",
  fault: 'A booking that is changed goes to the room that its body names as "roomId", whosever room that is.',
  edits: [
    {
      file: "rooms.js",
      find: "update booking set guest = $4,",
      replace: "update booking set room_id = coalesce($7::uuid, room_id), guest = $4,",
    },
    {
      file: "rooms.js",
      find: "[roomId, host.id, bookingId, guest, arrivesOn, nights],",
      replace: "[roomId, host.id, bookingId, guest, arrivesOn, nights, body.roomId ?? null],",
    },
  ],
  caughtBy: "foreign-ids-in-bodies-gain-nothing",
  alsoFails: ["extra-members-gain-nothing", "bodies-set-no-columns"],
  mayFail: ["unknown-members-change-nothing"],
};
export default subject;
