// Who there is, who is asking, and the cookie by which we know.
import { createHash, pbkdf2, randomBytes, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";
import { Refused, read } from "./valid.js";

// OWASP Password Storage Cheat Sheet: 210,000 rounds of PBKDF2 with SHA-512.
const ROUNDS = 210_000;
const LIMIT = 10;
const derive = (password, salt, rounds) => promisify(pbkdf2)(password, salt, rounds, 32, "sha512");

async function hash(password) {
  const salt = randomBytes(16);
  const key = await derive(password, salt, ROUNDS);
  return `$pbkdf2-sha512$i=${ROUNDS}$${salt.toString("base64")}$${key.toString("base64")}`;
}

async function isRight(password, kept) {
  const [, , rounds, salt, key] = kept.split("$");
  const wanted = Buffer.from(key, "base64");
  return timingSafeEqual(wanted, await derive(password, Buffer.from(salt, "base64"), Number(rounds.slice(2))));
}

const sidHash = (sid) => createHash("sha256").update(sid).digest();
const cookie = (sid, more = "") => `sid=${sid}; Path=/; HttpOnly; Secure; SameSite=Lax${more}`;

export function hostsOf(sql) {
  // Whoever is not there takes as long to refuse as whoever is.
  const nobodys = hash(randomBytes(16).toString("hex"));

  async function refuseWhenGuessing(email) {
    const [row] = await sql(
      `select ceil(extract(epoch from at + interval '1 minute' - clock_timestamp()))::int as wait
       from wrong_password where email = lower($1) and at > clock_timestamp() - interval '1 minute'
       order by at desc offset $2 limit 1`,
      [email, LIMIT],
    );
    if (row) throw new Refused(429, "Too many wrong passwords", { "Retry-After": String(Math.max(1, row.wait)) });
  }

  return {
    async become(body) {
      const { email, password, displayName } = read("host", body);
      try {
        const [row] = await sql(
          `insert into host (email, display_name, password) values ($1, $2, $3)
           returning id, email, display_name as "displayName"`,
          [email, displayName, await hash(password)],
        );
        return row;
      } catch (error) {
        if (error.code === "23505") throw new Refused(409, "This address is taken");
        throw error;
      }
    },

    async comeIn(body) {
      const { email, password } = read("credentials", body);
      await refuseWhenGuessing(email);
      const [host] = await sql("select id, password from host where lower(email) = lower($1)", [email]);
      const right = await isRight(password, host?.password ?? (await nobodys));
      if (!host || !right) {
        await sql("insert into wrong_password (email) values (lower($1))", [email]);
        await refuseWhenGuessing(email);
        throw new Refused(401, "Address or password is wrong", { "WWW-Authenticate": "Session" });
      }
      const sid = randomBytes(24).toString("base64url");
      await sql("insert into visit (sid_hash, host_id) values ($1, $2)", [sidHash(sid), host.id]);
      return cookie(sid);
    },

    async who(request) {
      const sid = sidOf(request);
      const [host] = sid
        ? await sql(
            `select host.id, host.email, host.display_name as "displayName"
             from visit join host on host.id = visit.host_id where sid_hash = $1 and ends_at > now()`,
            [sidHash(sid)],
          )
        : [];
      if (!host) throw new Refused(401, "Log in first", { "WWW-Authenticate": "Session" });
      return host;
    },

    async goOut(request) {
      await sql("delete from visit where sid_hash = $1", [sidHash(sidOf(request))]);
      return cookie("", "; Max-Age=0");
    },
  };
}

function sidOf(request) {
  const pairs = (request.headers.cookie ?? "").split(";").map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith("sid="))?.slice("sid=".length);
}
