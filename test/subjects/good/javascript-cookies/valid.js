// What comes in is checked member by member; what nobody asked for is not looked at.
export class Refused extends Error {
  constructor(status, title, headers = {}) {
    super(title);
    Object.assign(this, { status, headers });
  }
}

export const notThere = () => new Refused(404, "There is no such thing");

const text = (least, most) => (value) =>
  typeof value === "string" &&
  value.isWellFormed() &&
  !value.includes("\0") &&
  [...value].length >= least &&
  [...value].length <= most;
const whole = (least, most) => (value) => Number.isInteger(value) && value >= least && value <= most;
const email = (value) => text(3, 254)(value) && /^[!-?A-~]+@[!-?A-~]+$/.test(value);
const day = (value) => {
  if (typeof value !== "string" || !/^\d{4}-\d\d-\d\d$/.test(value) || value < "0001") return false;
  const date = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value);
};

const host = { email, password: text(10, 128), displayName: text(1, 80) };
const credentials = { email: text(0, 254), password: text(0, 10_000) };
const room = { name: text(1, 120), beds: whole(1, 12) };
const booking = { guest: text(1, 120), arrivesOn: day, nights: whole(1, 365) };
const rules = { host, credentials, room, booking };

export function read(kind, body, { some = false } = {}) {
  if (typeof body !== "object" || body === null || Array.isArray(body)) throw new Refused(422, "An object is needed");
  const wanted = Object.entries(rules[kind]);
  const wrong = wanted.filter(([name, fits]) => (Object.hasOwn(body, name) ? !fits(body[name]) : !some));
  if (wrong.length > 0) throw new Refused(422, `Missing or wrong: ${wrong.map(([name]) => name).join(", ")}`);
  const given = wanted.filter(([name]) => Object.hasOwn(body, name));
  if (given.length === 0) throw new Refused(422, "Nothing to change");
  return Object.fromEntries(given.map(([name]) => [name, body[name]]));
}
