/**
 * Before an archive is taken in: what is there is either nothing, or asked to be replaced.
 */
import type pg from "pg";
import { HttpProblem } from "../ground/problems.ts";
import { parts } from "./parts.ts";

/** Made from the rest, or of the moment. */
const madeAgain = ["evidence", "subject", "proof", "session_month"];

export async function makeRoom(
  client: pg.ClientBase,
  account: string,
  { replace }: { replace: boolean },
): Promise<void> {
  // Two imports at once come one after the other; the second one finds what the first one brought.
  await client.query("select from account where id = $1 for update", [account]);
  const there = await whatIsThere(client, account);
  if (there.length > 0 && !replace) {
    throw new HttpProblem(409, `This app is not empty: ${there.join(", ")} would be replaced`, {
      fix: "export an archive of it first, then import with replace=true",
    });
  }
  for (const table of [...madeAgain, ...parts.map((part) => part.table)])
    await client.query(`delete from ${table} where account = $1`, [account]);
}

/** "12 evidence documents", "1 log entry". */
async function whatIsThere(client: pg.ClientBase, account: string): Promise<string[]> {
  const tables = [
    { table: "document", called: { one: "the person", many: "the person" }, isOne: true },
    { table: "evidence", called: { one: "evidence document", many: "evidence documents" } },
    ...parts,
  ];
  const there: string[] = [];
  for (const { table, called, ...rest } of tables) {
    const { rows } = await client.query<{ count: number }>(
      `select count(*)::integer as count
       from ${table}
       where account = $1`,
      [account],
    );
    const count = rows[0]?.count ?? 0;
    if (count === 0) continue;
    there.push(
      "isOne" in rest ? called.one : `${count.toLocaleString("en")} ${count === 1 ? called.one : called.many}`,
    );
  }
  return there;
}
