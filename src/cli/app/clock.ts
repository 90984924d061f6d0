/**
 * A clock that jumped back: dates of today would lie before those of yesterday, and the plan would be made for a day that is over.
 */
import type pg from "pg";
import type { Hint } from "../../contract/api/home.ts";

/** Summer time and a slow clock are no jump. */
const mostAheadHours = 2;

export async function clockHints(pool: pg.Pool): Promise<Hint[]> {
  const { rows } = await pool.query<{ last: Date | null }>(
    `select greatest(
       (select max(updated_at) from document),
       (select max(ran_at) from migration)
     ) as last`,
  );
  const last = rows[0]?.last;
  if (!last || last.getTime() - Date.now() < mostAheadHours * 3_600_000) return [];
  const [then, now] = [last, new Date()].map((time) => time.toISOString().slice(0, 16).replace("T", " "));
  return [
    {
      code: "clock-went-back",
      says: `this computer's clock says ${now} UTC, and something was changed here at ${then} UTC`,
      fix: "set the clock; nothing is lost, and until then today's plan is for another day",
    },
  ];
}
