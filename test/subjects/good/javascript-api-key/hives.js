// What can be done with hives, and what may be said of one.
import { notThere, Refused } from "./refused.js";

const HIVE = `id, name, frames, settled_on as "settledOn", created_at as "createdAt"`;
const MOST = 50;

const isName = (value) => {
  if (typeof value !== "string" || !value.isWellFormed() || value.includes("\0")) return false;
  const length = [...value].length;
  return length >= 1 && length <= 100;
};
const isFrames = (value) => Number.isInteger(value) && value >= 1 && value <= 60;
const isDay = (value) => {
  if (value === null) return true;
  if (typeof value !== "string" || !/^\d{4}-\d\d-\d\d$/.test(value) || value < "0001") return false;
  const date = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value);
};
const members = {
  name: { fits: isName, column: "name" },
  frames: { fits: isFrames, column: "frames" },
  settledOn: { fits: isDay, column: "settled_on" },
};

// The members that are there and known; what nobody asked for is not looked at.
function read(body) {
  if (typeof body !== "object" || body === null || Array.isArray(body)) throw new Refused(422, "An object is needed");
  const given = Object.keys(members).filter((name) => Object.hasOwn(body, name));
  const wrong = given.filter((name) => !members[name].fits(body[name]));
  if (wrong.length > 0) throw new Refused(422, `Wrong: ${wrong.join(", ")}`);
  return Object.fromEntries(given.map((name) => [name, body[name]]));
}

function readPage(query) {
  const limit = query.get("limit") ?? "20";
  if (!/^\d{1,9}$/.test(limit) || Number(limit) < 1) throw new Refused(422, "limit is a number from 1 to 50");
  const cursor = query.get("cursor");
  const before = cursor === null ? undefined : /^before-(\d{1,10})$/.exec(cursor)?.[1];
  if (cursor !== null && (before === undefined || Number(before) > 2 ** 31 - 1)) {
    throw new Refused(422, "cursor is none that was given out");
  }
  return { limit: Math.min(Number(limit), MOST), before: Number(before ?? 2 ** 31 - 1) };
}

const one = ([row]) => {
  if (!row) throw notThere();
  return row;
};

export function hivesOf(sql) {
  return {
    async add(body) {
      const { name, frames, settledOn = null } = read(body);
      if (name === undefined || frames === undefined) throw new Refused(422, "name and frames are needed");
      return one(
        await sql(`insert into hive (name, frames, settled_on) values ($1, $2, $3) returning ${HIVE}`, [
          name,
          frames,
          settledOn,
        ]),
      );
    },
    async list(query) {
      const { limit, before } = readPage(query);
      const rows = await sql(`select ${HIVE} from hive where id < $1 order by id desc limit $2`, [before, limit + 1]);
      const items = rows.slice(0, limit);
      return { items, nextCursor: rows.length > limit ? `before-${items.at(-1).id}` : null };
    },
    async get(id) {
      return one(await sql(`select ${HIVE} from hive where id = $1`, [id]));
    },
    async change(id, body) {
      const changes = Object.entries(read(body));
      if (changes.length === 0) throw new Refused(422, "Nothing to change");
      const set = changes.map(([name], i) => `${members[name].column} = $${i + 2}`).join(", ");
      const values = changes.map(([, value]) => value);
      return one(await sql(`update hive set ${set} where id = $1 returning ${HIVE}`, [id, ...values]));
    },
    async remove(id) {
      one(await sql("delete from hive where id = $1 returning id", [id]));
    },
  };
}
