import type { BrokenSubject } from "../materialise.ts";

const subject: BrokenSubject = {
  base: "javascript-cookies",
  fault: "Cancelling a booking asks whether it is in that room, and not whose the room is.",
  edits: [
    {
      file: "rooms.js",
      // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the subject's.
      find: "using room where ${OWN} and booking.id = $3",
      replace:
        "using room where booking.room_id = room.id and room.id = $1 and $2::uuid is not null and booking.id = $3",
    },
  ],
  caughtBy: "strangers-cannot-touch",
};
export default subject;
