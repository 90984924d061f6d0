// Rooms and their bookings. Each statement has the host in it, so that what is somebody else's is simply not found.
import { notThere, read } from "./valid.js";

const ROOM = 'room.id, room.name, room.beds, room.created_at as "createdAt"';
const BOOKING =
  'booking.id, booking.room_id as "roomId", booking.guest, to_char(booking.arrives_on, \'YYYY-MM-DD\') as "arrivesOn", booking.nights';
const OWN = "booking.room_id = room.id and room.id = $1 and room.host_id = $2";

export function roomsOf(sql) {
  const one = (rows) => {
    if (rows.length === 0) throw notThere();
    return rows[0];
  };
  const seeRoom = async (host, { roomId }) =>
    one(await sql(`select ${ROOM} from room where id = $1 and host_id = $2`, [roomId, host.id]));

  return {
    seeRoom,
    async offer(host, _ids, body) {
      const { name, beds } = read("room", body);
      const values = [host.id, name, beds];
      return one(await sql(`insert into room (host_id, name, beds) values ($1, $2, $3) returning ${ROOM}`, values));
    },
    list: (host) => sql(`select ${ROOM} from room where host_id = $1 order by created_at desc limit 200`, [host.id]),
    async change(host, { roomId }, body) {
      const { name, beds } = read("room", body, { some: true });
      return one(
        await sql(
          `update room set name = coalesce($3, name), beds = coalesce($4, beds)
           where id = $1 and host_id = $2 returning ${ROOM}`,
          [roomId, host.id, name ?? null, beds ?? null],
        ),
      );
    },
    async withdraw(host, { roomId }) {
      one(await sql("delete from room where id = $1 and host_id = $2 returning id", [roomId, host.id]));
    },

    async book(host, { roomId }, body) {
      const { guest, arrivesOn, nights } = read("booking", body);
      return one(
        await sql(
          `insert into booking (room_id, guest, arrives_on, nights)
           select id, $3, $4, $5 from room where id = $1 and host_id = $2 for share
           returning ${BOOKING}`,
          [roomId, host.id, guest, arrivesOn, nights],
        ),
      );
    },
    async bookings(host, ids) {
      await seeRoom(host, ids);
      return sql(`select ${BOOKING} from booking, room where ${OWN} order by arrives_on limit 200`, [
        ids.roomId,
        host.id,
      ]);
    },
    async seeBooking(host, { roomId, bookingId }) {
      const values = [roomId, host.id, bookingId];
      return one(await sql(`select ${BOOKING} from booking, room where ${OWN} and booking.id = $3`, values));
    },
    async rebook(host, { roomId, bookingId }, body) {
      const { guest, arrivesOn, nights } = read("booking", body);
      return one(
        await sql(
          `update booking set guest = $4, arrives_on = $5, nights = $6 from room
           where ${OWN} and booking.id = $3 returning ${BOOKING}`,
          [roomId, host.id, bookingId, guest, arrivesOn, nights],
        ),
      );
    },
    async cancel(host, { roomId, bookingId }) {
      const values = [roomId, host.id, bookingId];
      one(await sql(`delete from booking using room where ${OWN} and booking.id = $3 returning booking.id`, values));
    },
  };
}
